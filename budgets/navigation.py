"""The budget's entry in the main menu."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.navigation import current_plan
from partnership.navigation import MenuItem
from partnership.requests import Request


def entries(request: Request) -> Iterable[MenuItem]:
    if plan := current_plan(request):
        address = [plan.partnership.slug, plan.year]
        url = reverse("economy", args=address)
        own = (url, reverse("reconciliation", args=address))
        yield MenuItem(_("Economy"), url, request.path.startswith(own))
        url = reverse("reallocations", args=address)
        yield MenuItem(_("Reallocations"), url, request.path.startswith(url))
