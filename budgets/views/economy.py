"""The matrix of the economy: activities by year of the agreement, opened to their lines."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from activities.models import ActivityFocusArea, SafetyPlan
from activities.permissions import may_edit_plan
from activities.views.plans import visible_plan
from budgets.charts import chart_of
from budgets.document import frame_text
from budgets.filters import MatrixFilter
from budgets.permissions import may_ask, may_edit_cells
from budgets.tables import Wanted, body_of, columns_of, matrix_of
from budgets.views.crumbs import economy_breadcrumbs
from partnership.models import FocusArea
from partnership.requests import Request

#: The id of an activity's part of the table.
PART = "activity-"


@require_safe
def economy(request: Request, slug: str, year: int) -> HttpResponse:
    """The page, or with htmx one activity opened or shut in its place."""
    plan = visible_plan(request, slug, year)
    filterset = MatrixFilter(request.GET or None, plan=plan, request=request)
    is_valid = filterset.is_valid() or not request.GET
    target = request.htmx.target or "" if request.htmx else ""
    if target.startswith(PART) and is_valid:
        response = _part(request, plan, filterset, target.removeprefix(PART))
    else:
        context = _page(request, plan, filterset) if is_valid else {"matrix": None}
        context |= {
            "plan": plan,
            "form": filterset.form,
            "file_query": filterset.query if is_valid else "",
            "breadcrumbs": economy_breadcrumbs(plan),
            "may_edit": may_edit_cells(request.user, plan),
            "may_ask": may_ask(request.user, plan),
            "may_add": may_edit_plan(request.user, plan),
        }
        response = render(request, "budgets/economy.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _page(request: Request, plan: SafetyPlan, filterset: MatrixFilter) -> dict[str, Any]:
    chosen = filterset.chosen
    shutters = Shutters(request.GET)
    return {
        "chosen": chosen,
        "economy": chosen.shown,
        "matrix": matrix_of(chosen.shown, _wanted(plan, shutters)),
        "frame": frame_text(chosen.whole),
        "chart": chart_of(chosen.shown),
        "all_url": shutters.all_url,
        "is_all_open": shutters.is_all,
    }


def _part(
    request: Request, plan: SafetyPlan, filterset: MatrixFilter, activity: str
) -> HttpResponse:
    shown = filterset.chosen.shown
    body = body_of(shown, activity, _wanted(plan, Shutters(request.GET)))
    if body is None:
        raise Http404
    context = {"body": body, "width": len(columns_of(shown)) + 1}
    return render(request, "budgets/economy_body.html", context)


def _wanted(plan: SafetyPlan, shutters: "Shutters") -> Wanted:
    return Wanted(shutters.is_open, shutters.toggle, focus_areas=focus_areas_of(plan))


def focus_areas_of(plan: SafetyPlan) -> dict[int, list[FocusArea]]:
    """By activity id, in the agreement's order."""
    areas = {area.pk: area for area in plan.agreement.focus_areas.all()}
    found: dict[int, list[FocusArea]] = {}
    links = ActivityFocusArea.objects.filter(focus_area__in=areas)
    ordered = links.order_by("focus_area__position").values_list("activity", "focus_area")
    for activity, area in ordered:
        found.setdefault(activity, []).append(areas[area])
    return found


@dataclass(frozen=True)
class Shutters:
    """Which activities are opened, as the address tells it."""

    query: QueryDict

    @property
    def is_all(self) -> bool:
        return self.query.get("lines") == "all"

    def is_open(self, key: str) -> bool:
        if self.is_all:
            return key not in self.query.getlist("shut")
        return key in self.query.getlist("open")

    def toggle(self, key: str) -> str:
        """The same page with the activity opened, or shut."""
        if key not in self.told:
            return f"?{self.begun}{self.name}={quote(key)}"
        query = self.query.copy()
        query.setlist(self.name, [other for other in self.told if other != key])
        return f"?{query.urlencode()}"

    @property
    def name(self) -> str:
        """What the address says an activity is told by."""
        return "shut" if self.is_all else "open"

    @cached_property
    def told(self) -> list[str]:
        return self.query.getlist(self.name)

    @cached_property
    def begun(self) -> str:
        """The query as it is, to go on from."""
        query = self.query.urlencode()
        return f"{query}&" if query else ""

    @property
    def all_url(self) -> str:
        """The same page with every activity opened, or shut."""
        query = self.query.copy()
        for name in ("open", "shut", "lines"):
            query.pop(name, None)
        if not self.is_all:
            query["lines"] = "all"
        return f"?{query.urlencode()}"
