"""The plan's front matter in the document: common texts, theory of change."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from activities.choices import Placement
from activities.document.context import Building, NoteBook
from activities.document.tree import Block, Heading, Part, Theory, TheoryColumn, TheoryGroup
from partnership.choices import TheoryColumn as Column
from partnership.models import TheoryItem


def section_blocks(building: Building, placement: Placement, book: NoteBook) -> list[Block]:
    """The plan's own sections at one place, each under its heading."""
    blocks: list[Block] = []
    for section in building.plan.sections.all():
        if section.placement == placement:
            body = building.blocks(section.body, book)
            if section.heading and body:
                blocks.append(Heading(3, section.heading))
            blocks.extend(body)
    return blocks


def _texts(building: Building, placement: Placement, anchor: str, title: str) -> Iterable[Part]:
    book = NoteBook(anchor)
    blocks = section_blocks(building, placement, book)
    if blocks:
        yield Part(anchor, title, tuple(blocks), sources=building.notes(book))


def introduction(building: Building) -> Iterable[Part]:
    return _texts(building, Placement.INTRODUCTION, "indledning", _("Introduction"))


def focus_areas(building: Building) -> Iterable[Part]:
    title = _("The focus areas of the safety plan")
    return _texts(building, Placement.FOCUS_AREAS, "indsatsomraader", title)


def theory(building: Building) -> Iterable[Part]:
    columns = theory_columns(building.plan.agreement.theory_items.select_related("focus_area"))
    book = NoteBook("forandringsteori")
    blocks = section_blocks(building, Placement.THEORY, book)
    if columns:
        blocks.append(Theory(columns))
    if blocks:
        title = _("Theory of change")
        yield Part("forandringsteori", title, tuple(blocks), sources=building.notes(book))


def theory_columns(items: Iterable[TheoryItem]) -> tuple[TheoryColumn, ...]:
    """Efforts grouped by focus area, results and effect, in the source's order."""
    titles = {
        Column.EFFORT: _("Efforts"),
        Column.RESULT: _("Results"),
        Column.EFFECT: _("Effect"),
    }
    columns: dict[str, dict[str, list[str]]] = {}
    for item in items:
        group = item.focus_area.name if item.focus_area else ""
        columns.setdefault(item.column, {}).setdefault(group, []).append(item.text)
    return tuple(
        TheoryColumn(
            titles[column],
            tuple(TheoryGroup(name, tuple(texts)) for name, texts in columns[column].items()),
        )
        for column in Column
        if column in columns
    )
