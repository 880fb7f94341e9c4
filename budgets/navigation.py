"""The budget's entry in the main menu."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.navigation import current_plan
from partnership.navigation import MenuItem
from partnership.requests import Request


def entries(request: Request) -> Iterable[MenuItem]:
    if plan := current_plan(request):
        place = [plan.partnership.slug, plan.year]
        url = reverse("economy", args=place)
        inside = request.path.startswith((url, reverse("reconciliation", args=place)))
        yield MenuItem(_("Economy"), url, inside)
        url = reverse("reallocations", args=place)
        yield MenuItem(_("Reallocations"), url, request.path.startswith(url))
