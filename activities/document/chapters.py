"""Chapters in the document: sections, lists and responsible parties."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from activities.choices import PartKind, ResponsibilityRole, SectionKind
from activities.document.context import Building, ChapterBlocks, NoteBook, chapter_blocks
from activities.document.tree import (
    Block,
    FocusMark,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    Part,
    Span,
)
from activities.models import Chapter, Responsibility
from activities.models.rows import TextRow
from activities.services.content import RELATIONS
from activities.services.texts_of import ORDER


def parts(building: Building) -> Iterable[Part]:
    """Every chapter that has a text."""
    return [_part(building, chapter) for chapter in building.chapters if not chapter.money_only]


def _part(building: Building, chapter: Chapter) -> Part:
    anchor = building.anchor_of(chapter)
    book = NoteBook(anchor)
    blocks = tuple(block for build in chapter_blocks for block in build(building, chapter, book))
    return Part(
        anchor=anchor,
        number=chapter.number,
        title=chapter.title,
        addition=addition(chapter),
        focus=tuple(
            FocusMark(link.focus_area.letter, link.focus_area.name, link.focus_area.hue)
            for link in chapter.activity.activityfocusarea_set.all()
        ),
        blocks=blocks,
        sources=building.notes(book),
    )


def addition(chapter: Chapter) -> str:
    """What the printed title adds: new this year, or what it was called."""
    if chapter.is_new:
        return _("new in %(year)s") % {"year": chapter.plan.year}
    return _("formerly %(name)s") % {"name": chapter.formerly} if chapter.formerly else ""


def _section(kind: SectionKind) -> ChapterBlocks:
    def build(building: Building, chapter: Chapter, book: NoteBook) -> Iterable[Block]:
        section = next((s for s in chapter.sections.all() if s.kind == kind), None)
        blocks = building.blocks(section.body, book) if section else ()
        if blocks and kind != SectionKind.OPENING:
            yield Heading(3, str(kind.label))
        yield from blocks

    return build


def _list_part(kind: PartKind) -> ChapterBlocks:
    def build(building: Building, chapter: Chapter, book: NoteBook) -> Iterable[Block]:
        part = next((p for p in chapter.parts.all() if p.kind == kind), None)
        if part is None:
            return
        rows = [row for row in getattr(part, RELATIONS[kind]).all() if row.removed_at is None]
        # In reading order, because sources are numbered as they are met.
        intro = building.blocks(part.intro, book)
        if kind == PartKind.RESPONSIBILITIES:
            listed = tuple(_responsible(rows))
        else:
            listed = tuple(_rows(building, rows, book))
        blocks = (*intro, *listed, *building.blocks(part.closing, book))
        if blocks:
            yield Heading(3, str(kind.label))
            yield from blocks

    return build


def _rows(building: Building, rows: list[TextRow], book: NoteBook) -> Iterable[Block]:
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            yield Heading(4, group)
        items = (ListItem(tuple(_row(building, row, book))) for row in members)
        yield ItemList(False, tuple(items))


def _row(building: Building, row: TextRow, book: NoteBook) -> Iterable[Block]:
    body = building.blocks(row.body, book)
    spans = []
    if when := getattr(row, "when", ""):
        spans.append(Span(f"{when}: ", strong=True))
    spans.append(Span(row.title, strong=bool(body) and not when))
    yield Paragraph(tuple(spans))
    yield from body


def _responsible(rows: list[Responsibility]) -> Iterable[Block]:
    """One list item a role, its parties after one another with their duties."""
    items = []
    for role in ResponsibilityRole:
        parties = [_party(row) for row in rows if row.role == role]
        if parties:
            text = "; ".join(parties)
            label = Span(f"{role.label}: ", strong=True)
            items.append(ListItem((Paragraph((label, Span(f"{text}."))),)))
    if items:
        yield ItemList(False, tuple(items))


def _party(row: Responsibility) -> str:
    text = row.party
    if row.tentative:
        text = _("%(party)s (not yet agreed)") % {"party": text}
    return f"{text}, {_inside_sentence(row.duty)}" if row.duty else text


def _inside_sentence(text: str) -> str:
    """Without capital and full stop; an abbreviation such as SSP keeps its capitals."""
    first = text[0] if text[1:2].isupper() else text[0].lower()
    return f"{first}{text[1:].rstrip('.')}"


def register() -> None:
    for kind, order in ORDER.items():
        build = _section(kind) if isinstance(kind, SectionKind) else _list_part(kind)
        chapter_blocks.add(str(kind), build, order=order)
