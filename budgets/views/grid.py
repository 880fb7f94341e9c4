"""The matrix with its amounts open for writing, until the plan is first approved.

The same address gives the page (GET), takes the whole form (POST) and single
cells that the page sends by itself (POST with X-Autosave, answered in JSON).
"""

from collections.abc import Collection, Mapping

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from activities.models import Chapter, SafetyPlan
from activities.views.plans import visible_plan
from budgets.document import frame_text
from budgets.grid_fields import Typed, cell_name
from budgets.permissions import may_edit_cells, may_edit_money
from budgets.services.cells import read_cell, show_cell
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Economy
from budgets.tables import Wanted, matrix_of
from budgets.views.crumbs import economy_breadcrumbs
from budgets.views.economy import focus_areas_of
from budgets.views.sent_cells import Fault, Sent, Writer, read_sent, save_sent
from partnership.formats import clock
from partnership.models import User
from partnership.requests import Request
from partnership.views.editing import is_autosave


@require_http_methods(["GET", "POST"])
def economy_edit(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_edit_cells(request.user, plan).require()
    writer = Writer(plan, _own_activities(request.user, plan))
    if request.method == "GET":
        return _show(request, writer)
    cells, unread = read_sent(request.POST, plan)
    # A page that has found cells of its own to refuse asks only about the rest.
    only_try = is_autosave(request) and "try" in request.POST
    faults = save_sent(cells, unread, writer, by=request.user, only_try=only_try)
    if only_try:
        return _refused(faults)
    if is_autosave(request):
        return _refused(faults) if faults else _saved(plan, cells)
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


def _show(
    request: Request,
    writer: Writer,
    cells: Collection[Sent] = (),
    faults: Collection[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    plan = writer.plan
    economy = economy_of(plan)
    names = {fault.key: fault.name for fault in faults}
    typed = {
        sent.key: Typed(names.get(sent.key, sent.name), sent.text, sent.key in names)
        for sent in cells
    }
    context = {
        "plan": plan,
        "economy": economy,
        "matrix": matrix_of(economy, _wanted(writer, economy, typed)),
        "frame": frame_text(economy),
        "faults": faults,
        "refused": _count(faults) if faults else "",
        "breadcrumbs": economy_breadcrumbs(plan, (_("Edit amounts"), "")),
    }
    return render(request, "budgets/economy_edit.html", context, status=status)


def _wanted(writer: Writer, economy: Economy, typed: Mapping[str, Typed]) -> Wanted:
    rows = (*economy.rows, *economy.without_chapter)
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


def _refused(faults: Collection[Fault]) -> JsonResponse:
    """Each cell that is not written, with why."""
    is_conflict = bool(faults) and all(fault.is_conflict for fault in faults)
    answer = {
        "state": "conflict" if is_conflict else "refused",
        "message": _count(faults),
        "refused": [_in_json(fault) for fault in faults],
    }
    return JsonResponse(answer, status=409 if is_conflict else 422)


def _saved(plan: SafetyPlan, cells: Collection[Sent]) -> JsonResponse:
    """The cells and the sums as they are now."""
    economy = economy_of(plan)
    matrix = matrix_of(economy, Wanted(is_open=lambda key: False))
    return JsonResponse(
        {
            "state": "saved",
            "at": clock(timezone.localtime()),
            "cells": {sent.key: _from_now_on(sent) for sent in cells},
            "sums": {body.pk: [cell.text for cell in body.sums] for body in matrix.bodies},
            "totals": [cell.text for cell in matrix.totals],
            "frame": frame_text(economy),
        }
    )


def _in_json(fault: Fault) -> dict[str, str | None]:
    return {
        "key": fault.key,
        "sent": fault.sent,
        "name": fault.name,
        "where": fault.place,
        "text": fault.text,
        "reason": fault.reason,
        "holds": fault.holds,
    }


def _from_now_on(sent: Sent) -> list[str]:
    """The field's name and text."""
    value = read_cell(sent.text)
    assert sent.line is not None  # what has no line is refused
    return [cell_name(sent.line.pk, sent.year, value), show_cell(value)]
