"""How a cell came to its amount: every entry, in the order it was posted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.models import SafetyPlan
from activities.views.plans import visible_plan
from budgets.document import line_name
from budgets.models import BudgetLine, Entry
from budgets.permissions import may_ask
from budgets.views.crumbs import economy_breadcrumbs
from budgets.views.places import MoneyPlace, find_place
from partnership.formats import amount, signed
from partnership.requests import Request


@dataclass(frozen=True)
class Posted:
    """An entry with what the cell held after it, in whole kroner as written."""

    entry: Entry
    amount: str
    balance: str
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
        "posted": list(_posted(plan, line, cell_year)),
        "activity_url": f"{place.url}#economy",
        "edit_url": _edit_url(place, line, cell_year),
        "move_url": _move_url(place, line, cell_year),
        "breadcrumbs": economy_breadcrumbs(plan, (heading, "")),
    }
    return render(request, "budgets/cell_history.html", context)


def _posted(plan: SafetyPlan, line: BudgetLine, year: int) -> Iterable[Posted]:
    balance = 0
    entries = line.entries.filter(year=year).select_related("leg__reallocation__plan")
    for entry in entries.order_by("id"):
        balance += entry.amount
        shown, held = signed(entry.amount), amount(balance)
        if entry.leg is None:
            yield Posted(entry, shown, held)
            continue
        asked = entry.leg.reallocation
        address = [plan.partnership.slug, asked.plan.year, asked.number]
        yield Posted(entry, shown, held, str(asked), reverse("reallocation", args=address))


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
