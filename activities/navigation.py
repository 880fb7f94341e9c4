"""The plans' entries in the main menu: the list, and the newest plan."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from partnership.navigation import MenuItem
from partnership.requests import Request

#: What stands under a plan's address and has an entry of its own, or is part of one.
OTHERS = ("economy", "reallocations", "reconciliation")


def current_plan(request: Request) -> SafetyPlan | None:
    """The plan the person is in, or else the newest one they may see."""
    if not hasattr(request, "menu_plan"):
        plans = SafetyPlan.objects.visible_to(request.user).select_related("partnership")
        match = request.resolver_match
        kwargs = match.kwargs if match else {}
        if "slug" in kwargs and "year" in kwargs:
            plans = plans.filter(partnership__slug=kwargs["slug"], year=kwargs["year"])
        request.menu_plan = plans.order_by("-year", "partnership__sort_key").first()
    return request.menu_plan


def entries(request: Request) -> Iterable[MenuItem]:
    plan = current_plan(request)
    here = request.path
    yield MenuItem(_("Plans"), reverse("plans"), here == reverse("plans"))
    if plan is None:
        return
    url = reverse("plan", args=[plan.partnership.slug, plan.year])
    others = tuple(f"{url}{part}/" for part in OTHERS)
    inside = here.startswith(url) and not here.startswith(others)
    inside = inside or _in_chapter(request)
    yield MenuItem(_("Plan %(year)s") % {"year": plan.year}, url, inside)


def _in_chapter(request: Request) -> bool:
    """Whether the address is one of those that edit a part of a chapter."""
    places = ("/chapters/", "/sections/", "/parts/", "/rows/", "/targets/", "/deliverables/")
    return request.path.startswith(places)
