"""The reallocations of a plan: their list, and the page of one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from activities.models import SafetyPlan
from activities.views.plans import visible_plan
from budgets.models import Reallocation
from budgets.permissions import may_ask, moves_money
from budgets.reallocation_lists import ReallocationFilter, ReallocationTable
from budgets.views.crumbs import reallocation_breadcrumbs
from budgets.views.reallocation_page import ReallocationPage
from partnership.requests import Request
from partnership.views.lists import ListPage


class ReallocationList(ListPage):
    filterset_class = ReallocationFilter
    table_class = ReallocationTable
    heading = gettext_lazy("Reallocations")
    template_name = "budgets/reallocations/list.html"

    @cached_property
    def plan(self) -> SafetyPlan:
        return visible_plan(self.request, self.kwargs["slug"], self.kwargs["year"])

    def get_queryset(self) -> Any:
        return Reallocation.objects.visible_to(self.request.user).filter(plan=self.plan).for_list()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return reallocation_breadcrumbs(self.plan)

    def get_action(self) -> tuple[str, str] | None:
        if not may_ask(self.request.user, self.plan):
            return None
        address = [self.plan.partnership.slug, self.plan.year]
        return _("New reallocation"), reverse("reallocation_new", args=address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An empty list says what belongs here and whether it can come yet."""
        is_empty = not self.plan.reallocations.exists()
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "is_empty": is_empty,
            "moves_money": moves_money(self.plan),
        }


def visible_reallocation(request: Request, slug: str, year: int, number: int) -> Reallocation:
    """The reallocation, or 404 outside the person's partnerships."""
    rows = Reallocation.objects.visible_to(request.user).with_plan()
    rows = rows.select_related("reverses__plan__partnership")
    return get_object_or_404(rows, plan__partnership__slug=slug, plan__year=year, number=number)


@require_safe
def reallocation(request: Request, slug: str, year: int, number: int) -> HttpResponse:
    return ReallocationPage(request, visible_reallocation(request, slug, year, number)).answer()
