"""The panels of sections and list parts on a chapter's page."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.choices import PartKind, SectionKind
from activities.document.tree import Block
from activities.models import Deliverable, ListPart, Row
from activities.services.content import RELATIONS
from activities.services.texts_of import ORDER
from activities.views.page import ChapterPage, Panel, PanelBuilder, chapter_panels
from partnership.views.editing import Opened


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it, with its facts in words and its open form."""

    row: Row
    kind: str
    body: tuple[Block, ...]
    facts: list[str]
    opened: Opened | None
    first: bool
    last: bool
    targets: list[dict[str, Any]] = field(default_factory=list)
    new_target: Opened | None = None


def section_panel(kind: SectionKind) -> PanelBuilder:
    def build(page: ChapterPage) -> Panel | None:
        section = next((s for s in page.chapter.sections.all() if s.kind == kind), None)
        if section is None:
            return None
        context = {
            "section": section,
            "blocks": page.building.blocks(section.body, page.book, level=3),
            "edit_url": reverse("section_edit", args=[section.uuid]),
            "opened": page.is_open(f"section-{section.uuid}"),
            "talk": page.said.on("section", section.uuid),
        }
        return Panel(str(kind), str(kind.label), "activities/section_panel.html", context)

    return build


def list_panel(kind: PartKind) -> PanelBuilder:
    def build(page: ChapterPage) -> Panel | None:
        part = next((p for p in page.chapter.parts.all() if p.kind == kind), None)
        if part is None:
            return None
        rows = shown_rows(page, part)
        context = {
            "part": part,
            "intro": page.building.blocks(part.intro, page.book, level=3),
            "closing": page.building.blocks(part.closing, page.book, level=3),
            "rows": rows,
            "edit_url": reverse("part_edit", args=[part.uuid]),
            "add_url": reverse("row_add", args=[part.uuid]),
            "opened": page.is_open(f"part-{part.uuid}"),
            "talk": page.said.on("part", part.uuid),
            "new_row": page.is_open(f"new-{part.uuid}"),
            "removed": _removed_here(page, part),
        }
        heading = str(kind.label)
        return Panel(str(kind), heading, "activities/list_panel.html", context, len(rows))

    return build


def _removed_here(page: ChapterPage, part: ListPart) -> dict[str, str] | None:
    """The row that the person has just taken out of this list, to be put back."""
    removed = page.request.session.get("removed_row")
    return removed if removed and removed["part"] == str(part.uuid) else None


def shown_rows(page: ChapterPage, part: ListPart) -> list[ShownRow]:
    rows = list(getattr(part, RELATIONS[PartKind(part.kind)]).all())
    return [
        ShownRow(
            row=row,
            kind=part.kind,
            body=()
            if part.kind == PartKind.RESPONSIBILITIES
            else page.building.blocks(row.body, page.book, level=3),
            facts=_facts(row),
            opened=page.is_open(f"row-{row.uuid}"),
            first=place == 0,
            last=place == len(rows) - 1,
            targets=_targets(page, row) if isinstance(row, Deliverable) else [],
            new_target=page.is_open(f"new-target-{row.uuid}"),
        )
        for place, row in enumerate(rows)
    ]


def _facts(row: Any) -> list[str]:
    """What a row says in its own fields, in words."""
    facts = []
    low, high = getattr(row, "age_from", None), getattr(row, "age_to", None)
    if low is not None and high is not None:
        facts.append(_("%(low)s\u2013%(high)s years") % {"low": low, "high": high})
    elif low is not None:
        facts.append(_("from %(age)s years") % {"age": low})
    elif high is not None:
        facts.append(_("up to %(age)s years") % {"age": high})
    if getattr(row, "recurrence", ""):
        facts.append(row.get_recurrence_display())
    if getattr(row, "tentative", False):
        facts.append(_("not yet agreed"))
    if duty := getattr(row, "duty", ""):
        facts.append(duty)
    return facts


def _targets(page: ChapterPage, row: Deliverable) -> list[dict[str, Any]]:
    return [
        {"target": target, "opened": page.is_open(f"target-{target.uuid}")}
        for target in row.targets.all()
    ]


def register() -> None:
    for kind, order in ORDER.items():
        build = section_panel(kind) if isinstance(kind, SectionKind) else list_panel(kind)
        chapter_panels.add(str(kind), build, order=order)
