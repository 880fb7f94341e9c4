"""The main menu. Higher apps add their entries through the registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.registry import Registry
from partnership.requests import Request


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    current: bool


MenuSource = Callable[[Request], Iterable[MenuItem]]

menu: Registry[MenuSource] = Registry("main menu")


def navigation_for(request: Request) -> list[MenuItem]:
    return [item for source in menu for item in source(request)]


@menu.register("home", order=10)
def home_entry(request: Request) -> list[MenuItem]:
    return [MenuItem(_("Home"), reverse("home"), request.path == reverse("home"))]


@menu.register("organisations", order=90)
def organisations_entry(request: Request) -> list[MenuItem]:
    url = reverse("organisations")
    return [MenuItem(_("Organisations"), url, request.path.startswith(url))]
