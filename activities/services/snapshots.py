"""The contents of chapters and plans, as their histories keep them."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from activities.choices import PartKind, SectionKind
from activities.models import Chapter, ListPart, SafetyPlan, Source
from activities.services.content import RELATIONS, with_content
from activities.services.texts_of import ORDER
from partnership.history import Content, Item, item_kinds
from partnership.registry import Registry

#: What higher apps keep in a chapter's history, after its texts.
chapter_items: Registry[Callable[[Chapter], Iterable[Item]]] = Registry("items of a chapter")


def read_chapter(chapter: Chapter) -> Content:
    """The chapter as it stands in the database now."""
    stored = with_content(Chapter.objects.filter(pk=chapter.pk)).get()
    more = [item for items in chapter_items for item in items(stored)]
    return Content((_read(stored), *_texts(stored), *more))


def _texts(chapter: Chapter) -> Iterable[Item]:
    sections = {section.kind: section for section in chapter.sections.all()}
    parts = {part.kind: part for part in chapter.parts.all()}
    for kind in ORDER:
        if isinstance(kind, SectionKind) and kind in sections:
            yield _read(sections[kind])
        elif kind in parts:
            yield from _list(parts[kind])


def _list(part: ListPart) -> Iterable[Item]:
    yield _read(part)
    for row in getattr(part, RELATIONS[PartKind(part.kind)]).all():
        yield _read(row, part.uuid)
        if part.kind == PartKind.DELIVERABLES:
            yield from (_read(target, row.uuid) for target in row.targets.all())


def read_plan(plan: SafetyPlan) -> Content:
    """The plan's own texts, its theory of change and the order of its activities."""
    stored = SafetyPlan.objects.select_related("agreement").get(pk=plan.pk)
    return Content(
        (
            _read(stored),
            *(_read(section) for section in stored.sections.all()),
            *(_read(item) for item in stored.agreement.theory_items.select_related("focus_area")),
            *(_place(chapter) for chapter in stored.chapters.order_by("number")),
        )
    )


def _place(chapter: Chapter) -> Item:
    """Where a chapter stands; what it says is in its own history."""
    return item_kinds["place"].read(chapter)


def read_source(source: Source) -> Content:
    return Content((_read(Source.objects.get(pk=source.pk)),))


def _read(row: Any, parent: UUID | None = None) -> Item:
    return item_kinds[row._meta.label_lower].read(row, parent)
