"""The economy overview: activities by year of the agreement."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.views.plans import plan_breadcrumbs, visible_plan
from budgets.document import row_name
from budgets.services.economy import economy_of
from partnership.requests import Request


@require_safe
def economy(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    overview = economy_of(plan)
    context = {
        "plan": plan,
        "economy": overview,
        "rows": [{"name": row_name(row), "row": row} for row in overview.rows],
        "discontinued": [{"name": row_name(row), "row": row} for row in overview.discontinued],
        "breadcrumbs": plan_breadcrumbs(plan, _("Economy")),
    }
    return render(request, "budgets/economy.html", context)
