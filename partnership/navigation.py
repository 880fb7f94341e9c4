"""The main menu. Higher apps add their entries through the registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from partnership.registry import Registry


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    current: bool


MenuSource = Callable[[HttpRequest], Iterable[MenuItem]]

menu: Registry[MenuSource] = Registry("main menu")


def navigation_for(request: HttpRequest) -> list[MenuItem]:
    return [item for source in menu for item in source(request)]
