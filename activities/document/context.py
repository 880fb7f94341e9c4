"""What the document's builders share, and where they are registered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from activities.document.texts import blocks_of
from activities.document.tree import Block, CrossReference, Inline, Note, NoteMark, Part, Span
from activities.models import Activity, Chapter, SafetyPlan, Source
from partnership.registry import Registry


@dataclass
class NoteBook:
    """Numbers the sources of one part in the order they are cited."""

    prefix: str
    numbers: dict[UUID, int] = field(default_factory=dict)
    marked: set[UUID] = field(default_factory=set)

    def mark(self, target: UUID) -> NoteMark:
        first = target not in self.marked
        self.marked.add(target)
        number = self.numbers.setdefault(target, len(self.numbers) + 1)
        own = f"{self.prefix}-kilde-{number}-henvisning" if first else ""
        return NoteMark(number, f"{self.prefix}-kilde-{number}", own)


@dataclass
class Building:
    """One plan being built: its chapters, and what references point at."""

    plan: SafetyPlan
    chapters: list[Chapter]
    sources: dict[UUID, Source]
    activities: dict[UUID, Activity]
    #: Where a chapter is read, for a page that shows a part of the plan; in the whole
    #: plan a reference leads to the chapter's place in the same document.
    page_of: Callable[[Chapter], str] | None = None
    #: What a contributor reads once for the whole document, by its own key.
    memo: dict[str, Any] = field(default_factory=dict)

    def anchor_of(self, chapter: Chapter) -> str:
        return f"kapitel-{chapter.activity.slug}"

    def cross_reference(self, target: UUID) -> CrossReference | Span | None:
        """The activity as its chapter is called now, and the way there."""
        for chapter in self.chapters:
            if chapter.activity.uuid == target:
                return self._reference_to(chapter)
        activity = self.activities.get(target)
        return CrossReference(activity.name) if activity else None

    def _reference_to(self, chapter: Chapter) -> CrossReference | Span:
        if chapter.money_only:
            return CrossReference(str(chapter))
        if self.page_of:
            return Span(str(chapter), href=self.page_of(chapter))
        return CrossReference(str(chapter), self.anchor_of(chapter))

    def blocks(self, html: str, book: NoteBook, level: int = 4) -> tuple[Block, ...]:
        """A rich text as blocks of the document, its sub-headings at the level."""
        return blocks_of(html, lambda target: self._reference(target, book), level)

    def _reference(self, target: UUID, book: NoteBook) -> Inline | None:
        return book.mark(target) if target in self.sources else self.cross_reference(target)

    def notes(self, book: NoteBook) -> tuple[Note, ...]:
        """The notes of a part, numbered as marked."""
        return tuple(
            Note(
                number,
                self.sources[target].citation,
                f"{book.prefix}-kilde-{number}",
                f"{book.prefix}-kilde-{number}-henvisning",
            )
            for target, number in book.numbers.items()
        )


ChapterBlocks = Callable[[Building, Chapter, NoteBook], Iterable[Block]]
PlanParts = Callable[[Building], Iterable[Part]]

#: The blocks of a chapter, in printed order.
chapter_blocks: Registry[ChapterBlocks] = Registry("blocks of a chapter")
#: The parts of a plan, in printed order.
plan_parts: Registry[PlanParts] = Registry("parts of a plan")
