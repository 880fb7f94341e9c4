"""The matrix with its amounts open for writing, until the plan is first approved.

The same address gives the page (GET), takes the whole form (POST) and single
cells that the page sends by itself (POST with X-Autosave, answered in JSON).
What is sent is written whole, or nothing of it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from activities.models import Chapter, SafetyPlan
from activities.views.plans import plan_breadcrumbs, visible_plan
from budgets.document import frame_text
from budgets.grid_fields import Typed, cell_key, cell_name, where
from budgets.models import BudgetLine
from budgets.permissions import may_edit_cells, may_edit_money
from budgets.services.cells import (
    CellsRefused,
    CellState,
    Change,
    read_cell,
    read_state,
    save_cells,
    show_cell,
)
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Economy
from budgets.services.ledger import require_year
from budgets.services.refusals import LedgerError
from budgets.tables import Wanted, matrix_of
from budgets.views.economy import focus_areas_of
from partnership.formats import clock
from partnership.models import User
from partnership.requests import Request
from partnership.views.editing import is_autosave

_NAME = re.compile(r"^cell-([0-9]{1,9})-([0-9]{1,4})-([a-z]{1,8}|[0-9]{1,12})$")


@dataclass(frozen=True)
class Sent:
    """A cell as it was sent; `line` is None where the plan has no such line."""

    key: str
    name: str
    text: str
    year: int
    seen: CellState
    line: BudgetLine | None

    @property
    def place(self) -> str:
        line = self.line
        return where(line.activity.name, line, self.year) if line else str(self.year)


@dataclass(frozen=True)
class Fault:
    """A cell that is refused, in words; `name` is its field's from now on."""

    sent: Sent
    reason: str
    name: str
    is_conflict: bool = False


@dataclass(frozen=True)
class Writer:
    """Where the person may write."""

    plan: SafetyPlan
    activities: Collection[int] | None

    def refusal(self, sent: Sent) -> str:
        """Why the cell is not the person's to write; "" if it is."""
        if sent.line is None:
            return _("The budget line is not there any more.")
        try:
            require_year(self.plan.agreement, sent.year)
        except LedgerError as error:
            return str(error)
        if sent.year < self.plan.year:
            return _("Years before the plan's are closed; only a decider corrects them.")
        if self.activities is not None and sent.line.activity_id not in self.activities:
            return _("Only those who lead the activity write its amounts.")
        return ""


@require_http_methods(["GET", "POST"])
def economy_edit(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_edit_cells(request.user, plan).require()
    writer = Writer(plan, _own_activities(request.user, plan))
    if request.method == "GET":
        return _show(request, writer)
    cells = _sent(request.POST, plan)
    faults = _save(cells, writer, by=request.user)
    if is_autosave(request):
        return _told(plan, cells, faults)
    if faults:
        status = 409 if all(fault.is_conflict for fault in faults) else 422
        return _show(request, writer, cells, faults, status)
    messages.success(request, _("The amounts are saved."))
    return redirect("economy", slug, year)


def _own_activities(user: User, plan: SafetyPlan) -> set[int] | None:
    """Ids of the activities whose lines the person writes; None for all."""
    if may_edit_money(user, plan):
        return None
    own = Chapter.objects.kept_by(user).filter(plan=plan)
    return set(own.values_list("activity", flat=True))


def _sent(post: Mapping[str, Any], plan: SafetyPlan) -> list[Sent]:
    """The cells that were changed; a name that is none of ours is not looked at."""
    lines = BudgetLine.objects.filter(agreement=plan.agreement_id).for_table()
    known = {line.pk: line for line in lines}
    found = []
    for name, text in post.items():
        if (match := _NAME.match(name)) is None:
            continue
        line, year = int(match[1]), int(match[2])
        try:
            seen = read_state(match[3])
        except ValueError:
            continue
        if text.strip() != show_cell(seen):
            key = cell_key(line, year)
            found.append(Sent(key, name, text, year, seen, known.get(line)))
    return found


def _save(cells: list[Sent], writer: Writer, *, by: User) -> list[Fault]:
    """Write all of them, or none and tell of each that cannot be written."""
    faults, changes = [], {}
    for sent in cells:
        try:
            value = read_cell(sent.text)
            reason = writer.refusal(sent)
        except ValidationError as error:
            reason = error.messages[0]
        if reason:
            faults.append(Fault(sent, reason, sent.name))
        elif sent.line:
            changes[sent.key] = (sent, Change(sent.line, sent.year, sent.seen, value))
    if faults:
        return faults
    try:
        save_cells(writer.plan, (change for _sent, change in changes.values()), by=by)
    except CellsRefused as refused:
        return [_fault(changes, found) for found in refused.refused]
    return []


def _fault(changes: dict[str, tuple[Sent, Change]], found: Any) -> Fault:
    line, year = found.change.line.pk, found.change.year
    sent = changes[cell_key(line, year)][0]
    if found.current is None:
        return Fault(sent, found.reason, sent.name)
    return Fault(sent, found.reason, cell_name(line, year, found.current), is_conflict=True)


def _show(
    request: Request,
    writer: Writer,
    cells: Collection[Sent] = (),
    faults: Collection[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    plan = writer.plan
    economy = economy_of(plan)
    bad = {fault.sent.key: fault for fault in faults}
    typed = {
        sent.key: Typed(
            bad[sent.key].name if sent.key in bad else sent.name, sent.text, sent.key in bad
        )
        for sent in cells
    }
    context = {
        "plan": plan,
        "economy": economy,
        "matrix": matrix_of(economy, _wanted(writer, economy, typed)),
        "frame": frame_text(economy),
        "faults": faults,
        "refused": _count(faults),
        "breadcrumbs": plan_breadcrumbs(plan, _("Economy")),
    }
    return render(request, "budgets/economy_edit.html", context, status=status)


def _wanted(writer: Writer, economy: Economy, typed: Mapping[str, Typed]) -> Wanted:
    rows = (*economy.rows, *economy.discontinued)
    own = writer.activities
    return Wanted(
        is_open=lambda key: True,
        writable={row.activity.pk for row in rows} if own is None else own,
        years=[year for year in economy.years if year >= writer.plan.year],
        is_editing=True,
        typed=typed,
        focus_areas=focus_areas_of(writer.plan),
    )


def _count(faults: Collection[Fault]) -> str:
    text = ngettext(
        "Nothing is saved: %(count)s amount must be corrected.",
        "Nothing is saved: %(count)s amounts must be corrected.",
        len(faults),
    )
    return text % {"count": len(faults)}


def _told(plan: SafetyPlan, cells: list[Sent], faults: list[Fault]) -> JsonResponse:
    """How it went, cell by cell; and after a save the sums as they are now."""
    if faults:
        is_conflict = all(fault.is_conflict for fault in faults)
        answer = {
            "state": "conflict" if is_conflict else "refused",
            "message": _count(faults),
            "refused": [_in_json(fault) for fault in faults],
        }
        return JsonResponse(answer, status=409 if is_conflict else 422)
    economy = economy_of(plan)
    matrix = matrix_of(economy, Wanted(is_open=lambda key: False))
    return JsonResponse(
        {
            "state": "saved",
            "at": clock(timezone.localtime()),
            "cells": {sent.key: _saved(sent) for sent in cells},
            "sums": {body.pk: [cell.text for cell in body.sums] for body in matrix.bodies},
            "totals": [cell.text for cell in matrix.totals],
            "frame": frame_text(economy),
        }
    )


def _in_json(fault: Fault) -> dict[str, str]:
    sent = fault.sent
    return {
        "key": sent.key,
        "name": fault.name,
        "where": sent.place,
        "text": sent.text,
        "reason": fault.reason,
    }


def _saved(sent: Sent) -> list[str]:
    """The field's name and text from now on."""
    value = read_cell(sent.text)
    assert sent.line is not None  # what has no line is refused
    return [cell_name(sent.line.pk, sent.year, value), show_cell(value)]
