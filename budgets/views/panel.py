"""An activity's budget table, with what may be done to its rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from activities.views.page import ChapterPage, Panel
from budgets.document import grant_text, line_name
from budgets.services.economy import table_of
from budgets.services.economy_rows import ActivityRow, LineRow, NumberedNote
from budgets.services.transfers import kept_by
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
        "transfers": [line for line in (*own, *others) if line["transfer"]],
        "over": [build.line(line, []) for line in row.over] if build.may_edit_words else [],
        "grants": [grant_text(granted) for granted in row.granted],
        "notes": [build.note(note, row) for note in row.notes],
        "may_edit_words": build.may_edit_words,
        "may_edit_amounts": place.may_edit_amounts,
        "may_correct": place.may_correct,
        "may_edit_lines": build.may_edit_lines,
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
        self.may_edit_words = place.may_edit_words
        self.may_edit_lines = self.may_edit_words or place.may_edit_amounts or place.may_correct
        plan = place.plan
        self.history = reverse("economy", args=[plan.partnership.slug, plan.year]) + "lines/"

    def is_open(self, key: str) -> Opened | None:
        return self.opened if self.opened and self.opened.key == key else None

    def line(self, row: LineRow, rows: list[LineRow]) -> dict[str, Any]:
        """A line, its open form, and the addresses of what may be done to it."""
        uuid = row.line.uuid
        return {
            "row": row,
            "name": line_name(row.line),
            "opened": self.is_open(f"line-{uuid}"),
            "transfer": self.is_open(f"transfer-{uuid}"),
            "history": f"{self.history}{uuid}/",
            "edit_url": self.place.address("line_edit", uuid),
            **(self._acts(row, rows) if self.may_edit_words else {}),
        }

    def _acts(self, row: LineRow, rows: list[LineRow]) -> dict[str, str]:
        """What is done to a line by those who write its words; moving it, once it is open."""
        names = ["line_close" if row.line.closed_at is None else "line_reopen"]
        if rows and row != rows[0]:
            names.append("line_up")
        if rows and row != rows[-1]:
            names.append("line_down")
        acts = {
            name.removeprefix("line_") + "_url": self.place.address(name, row.line.uuid)
            for name in names
        }
        if self.is_open(f"line-{row.line.uuid}"):
            acts["also_in"] = ", ".join(map(str, self._other_years()))
            acts["kept_by"] = kept_by(row.line)
            acts["transfer_url"] = self.place.address("line_transfer", row.line.uuid)
        return acts

    def _other_years(self) -> Iterable[int]:
        """Of the other plans that show the same lines."""
        plans = SafetyPlan.objects.filter(agreement=self.place.plan.agreement_id)
        others = plans.exclude(pk=self.place.plan.pk).order_by("year")
        return others.values_list("year", flat=True)

    def note(self, numbered: NumberedNote, row: ActivityRow) -> dict[str, Any]:
        uuid = numbered.note.uuid
        place = self.place
        acts = {}
        if self.may_edit_words:
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
