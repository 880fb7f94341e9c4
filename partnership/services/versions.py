"""Saving what several people edit: the version a save started from decides."""

from typing import Any, TypeVar

from django.db.models import F
from django.utils import timezone

from partnership.models import User
from partnership.models.named import Versioned

T = TypeVar("T", bound=Versioned)


class StaleVersion(Exception):
    """Somebody saved since this person opened the text. `current` is the row now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(str(current))
        self.current = current


def save_version(row: T, *, seen: int, by: User | None, **values: Any) -> T:
    """Write the values if the row is still at the version seen.

    The version stands in the WHERE clause, so of two saves from the same
    version one changes nothing, whatever runs at the same time.

    Raises `StaleVersion` with the row as it is now.
    """
    model = type(row)
    written = model._default_manager.filter(pk=row.pk, version=seen).update(
        **values, version=F("version") + 1, changed_at=timezone.now(), changed_by=by
    )
    current = model._default_manager.get(pk=row.pk)
    if not written:
        raise StaleVersion(current)
    return current
