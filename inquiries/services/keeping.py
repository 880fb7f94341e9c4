"""What a unit keeps for writing its letters: contacts, text blocks and figures of rounds.

A row is removed softly, and put back.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from inquiries.models import Contact, TextBlock, UnitFigure
from partnership.models import Unit, User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged

T = TypeVar("T", Contact, TextBlock, UnitFigure)


@transaction.atomic
def add(
    model: type[T], unit: Unit, *, by: User | None, uuid: UUID | None = None, **values: Any
) -> T:
    """Keep one more; `uuid` is the open form's, so that what is sent twice is kept once."""
    if uuid and (made := model._default_manager.filter(uuid=uuid).first()):
        return made
    identity = {"uuid": uuid} if uuid else {}
    added = model._default_manager.create(unit=unit, changed_by=by, **identity, **values)
    _log("add", added, by)
    return added


@transaction.atomic
def edit(row: T, *, seen: Seen | int, by: User | None, **values: Any) -> T:
    """Save a row. Raises `StaleVersion`; the same values write nothing."""
    if unchanged(row, **values):
        return row
    saved = save_version(row, seen=seen, by=by, **values)
    if isinstance(saved, Contact):
        # What the log is searched in follows the words.
        saved.save(update_fields=["text"])
    _log("edit", saved, by)
    return saved


@transaction.atomic
def remove(row: T, *, seen: Seen | int, by: User) -> T:
    """Take a row off the list. Raises `StaleVersion`."""
    saved = save_version(row, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, by)
    return saved


@transaction.atomic
def restore(row: T, *, by: User) -> T:
    """Put a removed row back."""
    if row.removed_at is None:
        return row
    saved = save_version(row, seen=row.version, by=by, removed_at=None)
    _log("restore", saved, by)
    return saved


def _log(verb: str, row: Any, by: User | None) -> None:
    record(f"inquiries.{row._meta.model_name}.{verb}", by=by, on=row)
