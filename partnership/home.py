"""What stands on the home page. Higher apps fill the registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from partnership.registry import Registry
from partnership.requests import Request


@dataclass(frozen=True)
class HomeItem:
    """A block of the home page: its template and what the template shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


HomeSource = Callable[[Request], Iterable[HomeItem]]

home_items: Registry[HomeSource] = Registry("blocks of the home page")
