"""An activity's budget table, with what may be done to its rows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.views.page import ChapterPage, Panel
from budgets.document import grant_text, line_name
from budgets.services.economy import table_of
from budgets.services.economy_rows import ActivityRow, LineRow, NumberedNote
from budgets.views.places import MoneyPlace
from partnership.views.editing import Opened

NAME = "economy"


def table_panel(place: MoneyPlace, opened: Opened | None = None) -> Panel:
    """The table as a panel; `opened` is the form that stands open in it."""
    row = table_of(place.plan, place.activity, place.chapter)
    build = _Table(place, opened)
    own = [build.line(line, row.own_lines) for line in row.own_lines]
    others = [build.line(line, row.cofinancing) for line in row.cofinancing]
    context = {
        "table": row,
        "rows": own,
        "cofinancing": others,
        "forms": [line for line in (*own, *others) if line["opened"]],
        "over": [build.line(line, []) for line in row.over] if build.may_edit else [],
        "grants": [grant_text(granted) for granted in row.granted],
        "notes": [build.note(note, row) for note in row.notes],
        "may_edit": build.may_edit,
        "may_correct": place.may_correct,
        "may_edit_lines": build.may_edit or place.may_correct,
        "new_line": build.is_open("new-line"),
        "new_note": build.is_open("new-note"),
        "add_line_url": place.address("line_add"),
        "add_note_url": place.address("note_add"),
        "url": place.url,
    }
    return Panel(NAME, _("Economy"), "budgets/panel.html", context)


class _Table:
    def __init__(self, place: MoneyPlace, opened: Opened | None) -> None:
        self.place = place
        self.opened = opened
        self.may_edit = place.may_edit
        plan = place.plan
        self.history = reverse("economy", args=[plan.partnership.slug, plan.year]) + "lines/"

    def is_open(self, key: str) -> Opened | None:
        return self.opened if self.opened and self.opened.key == key else None

    def line(self, row: LineRow, rows: list[LineRow]) -> dict[str, Any]:
        """A line, its open form, and the addresses of what may be done to it."""
        uuid = row.line.uuid
        place = self.place
        acts = {"edit_url": place.address("line_edit", uuid)}
        if self.may_edit:
            if row.line.closed_at is None:
                acts["close_url"] = place.address("line_close", uuid)
            else:
                acts["reopen_url"] = place.address("line_reopen", uuid)
            if rows and row != rows[0]:
                acts["up_url"] = place.address("line_up", uuid)
            if rows and row != rows[-1]:
                acts["down_url"] = place.address("line_down", uuid)
        return {
            "row": row,
            "name": line_name(row.line),
            "opened": self.is_open(f"line-{uuid}"),
            "history": f"{self.history}{uuid}/",
            **acts,
        }

    def note(self, numbered: NumberedNote, row: ActivityRow) -> dict[str, Any]:
        uuid = numbered.note.uuid
        place = self.place
        acts = {}
        if self.may_edit:
            acts = {
                "edit_url": place.address("note_edit", uuid),
                "remove_url": place.address("note_remove", uuid),
            }
            if numbered != row.notes[0]:
                acts["up_url"] = place.address("note_up", uuid)
        return {"numbered": numbered, "opened": self.is_open(f"note-{uuid}"), **acts}


def budget_panel(page: ChapterPage) -> Panel:
    """The table in the page of its chapter."""
    chapter = page.chapter
    return table_panel(
        MoneyPlace(page.request, chapter.plan, chapter.activity, chapter), page.opened
    )
