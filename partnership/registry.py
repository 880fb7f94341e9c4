"""What a higher app contributes to the pages and documents of a lower one.

Imports run one way (inquiries -> budgets -> activities -> partnership), so a
lower app cannot name a higher one. It declares a `Registry`; the higher app
fills it in `AppConfig.ready()`.
"""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named contributions in a fixed order.

    Raises `ValueError` when a name is registered twice for different objects.
    """

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self._items: dict[str, tuple[int, T]] = {}

    def add(self, name: str, item: T, *, order: int = 100) -> T:
        known = self._items.get(name)
        if known and known[1] is not item:
            raise ValueError(f"{self.purpose}: {name} is registered already")
        self._items[name] = (order, item)
        return item

    def register(self, name: str, *, order: int = 100) -> Callable[[T], T]:
        """The same as a decorator."""
        return lambda item: self.add(name, item, order=order)

    def __getitem__(self, name: str) -> T:
        return self._items[name][1]

    def names(self) -> list[str]:
        return sorted(self._items, key=lambda name: (self._items[name][0], name))

    def __iter__(self) -> Iterator[T]:
        return (self._items[name][1] for name in self.names())
