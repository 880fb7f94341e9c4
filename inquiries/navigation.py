"""The inquiries' entry in the main menu, for those who work in a unit."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.permissions import may_register
from partnership.navigation import MenuItem
from partnership.requests import Request


def entries(request: Request) -> Iterable[MenuItem]:
    if may_register(request.user):
        url = reverse("inquiries")
        yield MenuItem(_("Council questions"), url, request.path.startswith(url))
