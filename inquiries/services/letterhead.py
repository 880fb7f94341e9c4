"""Keeping the sender blocks and signatories of a unit.

Drafts show a change at once; a letter that is cleared is kept as it was.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from inquiries.models import Sender, Signatory
from partnership.models import Unit, User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged

LetterheadRow = Sender | Signatory
Row = TypeVar("Row", Sender, Signatory)


@transaction.atomic
def add_row(
    kind: type[Row], unit: Unit, *, by: User | None, uuid: UUID | None = None, **values: Any
) -> Row:
    """Add a row at the end. `uuid` is the identity of its open form: sent twice, added once."""
    rows = kind._default_manager.filter(unit=unit)
    if uuid and (made := rows.filter(uuid=uuid).first()):
        return made
    identity = {"uuid": uuid} if uuid else {}
    last = rows.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    added = rows.create(unit=unit, position=position, changed_by=by, **identity, **values)
    _log("add", added, by=by)
    return added


@transaction.atomic
def edit_row(row: Row, *, seen: Seen | int, by: User | None, **values: Any) -> Row:
    """Save a row. Raises `StaleVersion`; the same values write nothing."""
    if unchanged(row, **values):
        return row
    saved = save_version(row, seen=seen, by=by, **values)
    _log("edit", saved, by=by)
    return saved


@transaction.atomic
def remove_row(row: Row, *, seen: Seen | int, by: User | None) -> Row:
    """Offer a row to new letters no more; drafts that have chosen it keep it. `StaleVersion`."""
    saved = save_version(row, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, by=by)
    return saved


@transaction.atomic
def restore_row(row: Row, *, by: User | None) -> Row:
    """Offer a removed row again."""
    if row.removed_at is None:
        return row
    saved = save_version(row, seen=row.version, by=by, removed_at=None)
    _log("restore", saved, by=by)
    return saved


def _log(verb: str, row: LetterheadRow, *, by: User | None) -> None:
    record(f"inquiries.{row._meta.model_name}.{verb}", by=by, on=row)
