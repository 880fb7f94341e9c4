"""Saving what several people edit: the version a save started from decides."""

from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from partnership.models import User
from partnership.models.named import Counted
from partnership.richtext import canonical
from partnership.richtext.fields import RichTextField

T = TypeVar("T", bound=Counted)


class StaleVersion(Exception):
    """Somebody saved since this person opened the text. `current` is the row now."""

    def __init__(self, current: Counted) -> None:
        super().__init__(str(current))
        self.current = current


@dataclass(frozen=True)
class Seen:
    """What a save started from: a version, and the open window it comes from.

    A window that saves by itself has a key of its own and numbers its saves.
    So it may save on top of its own saves though their answers were lost on
    the way, and a save that arrives late does not undo the one sent after it.
    """

    version: int
    writer: UUID | None = None
    turn: int = 0

    @property
    def open_to(self) -> Q:
        """The rows this save may write to."""
        if self.writer is None:
            return Q(version=self.version)
        own = Q(writer=self.writer)
        return (Q(version=self.version) | own & Q(writer_base__lte=self.version)) & ~self._late

    @property
    def _late(self) -> Q:
        return Q(writer=self.writer, writer_turn__gte=self.turn)

    def came_late_to(self, row: Counted) -> bool:
        """Whether the same window has saved something newer already."""
        return (
            self.writer is not None and row.writer == self.writer and row.writer_turn >= self.turn
        )

    def written(self) -> dict[str, Any]:
        """The columns that tell the next save whose this one was."""
        if self.writer is None:
            return {"writer": None, "writer_base": F("version") + 1, "writer_turn": 0}
        base = Case(When(writer=self.writer, then=F("writer_base")), default=F("version"))
        return {"writer": self.writer, "writer_base": base, "writer_turn": self.turn}

    def written_on(self, row: Counted) -> dict[str, Any]:
        """The same columns, for a row that is still as it was read."""
        if self.writer is None:
            return {"writer": None, "writer_base": row.version + 1, "writer_turn": 0}
        base = row.writer_base if row.writer == self.writer else row.version
        return {"writer": self.writer, "writer_base": base, "writer_turn": self.turn}


def new_identity(model: type[models.Model], uuid: UUID | None) -> dict[str, UUID]:
    """The identity that an open form gave its new row, for making it; not if it is taken."""
    is_free = uuid and not model._default_manager.filter(uuid=uuid).exists()
    return {"uuid": uuid} if uuid and is_free else {}


def unchanged(row: Counted, **values: Any) -> bool:
    """Whether the row, as it was read, holds these values already."""
    return all(getattr(row, name) == _as_stored(row, name, value) for name, value in values.items())


def _as_stored(row: Counted, name: str, value: Any) -> Any:
    rich = isinstance(row._meta.get_field(name), RichTextField)
    return canonical(value) if rich else value


def save_version(row: T, *, seen: Seen | int, by: User | None, **values: Any) -> T:
    """Write the values if the row is still at the version seen.

    The version stands in the WHERE clause, so of two saves from the same
    version one changes nothing, whatever runs at the same time.

    Raises `StaleVersion` with the row as it is now.
    """
    seen = seen if isinstance(seen, Seen) else Seen(seen)
    values |= {"changed_at": timezone.now(), "changed_by": by}
    rows = type(row)._default_manager.filter(pk=row.pk)
    if seen.version == row.version and not seen.came_late_to(row):
        # The usual save: nobody wrote since the row was read, and its version tells it.
        columns = {**values, **seen.written_on(row), "version": row.version + 1}
        if rows.filter(version=row.version).update(**columns):
            return _as_written(row, **values, version=row.version + 1)
    columns = {**values, **seen.written(), "version": F("version") + 1}
    if rows.filter(seen.open_to).update(**columns):
        version = rows.values_list("version", flat=True).get()
        return _as_written(row, **values, version=version)
    current = rows.get()
    if not seen.came_late_to(current):
        raise StaleVersion(current)
    return current


def _as_written(row: T, **values: Any) -> T:
    """The row as it was read, with what has been written since."""
    written = copy(row)
    for name, value in values.items():
        setattr(written, name, _as_stored(row, name, value))
    return written
