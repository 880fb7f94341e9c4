"""How a cell came to what it shows: every entry and every typed mark, in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.models import SafetyPlan
from activities.views.plans import visible_plan
from budgets.choices import Mark
from budgets.document import line_name
from budgets.models import BudgetLine, Reallocation
from budgets.permissions import may_ask
from budgets.services.cells import marks_typed
from budgets.views.crumbs import economy_breadcrumbs
from budgets.views.places import MoneyPlace, find_place
from partnership.formats import amount, signed
from partnership.requests import Request


@dataclass(frozen=True)
class Happened:
    """An entry, or a mark that was typed, with what the cell held after it as written."""

    at: datetime
    by_name: str
    kind: str
    held: str
    #: Whole kroner as written; "" for a mark.
    amount: str = ""
    reason: str = ""
    #: The reallocation it belongs to, and where that is read.
    reallocation: str = ""
    url: str = ""


@require_safe
def cell_history(request: Request, slug: str, year: int, uuid: str, cell_year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    lines = BudgetLine.objects.filter(agreement=plan.agreement_id).select_related("activity")
    line = get_object_or_404(lines.select_related("agreement", "funder"), uuid=uuid)
    if cell_year not in plan.agreement.years:
        raise Http404(_("The year is outside the agreement."))
    place = find_place(request, slug=slug, year=year, activity=line.activity.slug)
    heading = f"{line_name(line)}, {cell_year}"
    context = {
        "plan": plan,
        "line": line,
        "heading": heading,
        "happened": _happened(plan, line, cell_year),
        "activity_url": f"{place.url}#economy",
        "edit_url": _edit_url(place, line, cell_year),
        "move_url": _move_url(place, line, cell_year),
        "breadcrumbs": economy_breadcrumbs(plan, (heading, "")),
    }
    return render(request, "budgets/cell_history.html", context)


def _happened(plan: SafetyPlan, line: BudgetLine, year: int) -> list[Happened]:
    """In the order it happened; what empties a cell comes before the mark typed with it."""
    return sorted([*_posted(plan, line, year), *_marked(line, year)], key=lambda row: row.at)


def _posted(plan: SafetyPlan, line: BudgetLine, year: int) -> Iterable[Happened]:
    balance = 0
    entries = line.entries.filter(year=year).select_related("leg__reallocation__plan")
    for entry in entries.order_by("id"):
        balance += entry.amount
        asked = entry.leg.reallocation if entry.leg else None
        yield Happened(
            entry.posted_at,
            entry.posted_by_name,
            entry.get_kind_display(),
            amount(balance),
            signed(entry.amount),
            entry.reason,
            str(asked or ""),
            _url(plan, asked) if asked else "",
        )


def _url(plan: SafetyPlan, asked: Reallocation) -> str:
    return reverse("reallocation", args=[plan.partnership.slug, asked.plan.year, asked.number])


def _marked(line: BudgetLine, year: int) -> Iterable[Happened]:
    for told in marks_typed(line, year):
        mark = str(Mark(told.details["mark"]).label)
        yield Happened(told.at, told.actor_name, _("Typed without an amount"), mark)


def _edit_url(place: MoneyPlace, line: BudgetLine, year: int) -> str:
    """Where the amount is edited, or corrected if its year is closed; "" where it is not."""
    may = place.may_correct if year < place.plan.year else place.may_write_in(line)
    return place.address("line_edit", line.uuid) + "#economy" if may else ""


def _move_url(place: MoneyPlace, line: BudgetLine, year: int) -> str:
    """Where it is asked that money is moved to the line or from it; "" where it is not."""
    plan = place.plan
    is_movable = year == plan.year and line.counts_in_total and line.closed_at is None
    if not is_movable or not may_ask(place.request.user, plan):
        return ""
    address = reverse("reallocation_new", args=[plan.partnership.slug, plan.year])
    return f"{address}?line={line.uuid}"
