"""What a unit keeps for its letters: contacts, text blocks, figures, sender blocks, signatories.

A row is removed softly, and put back. Drafts show a change at once; a letter that is
cleared is kept as it was.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from inquiries.models import Contact, Sender, Signatory, TextBlock, UnitFigure
from partnership.models import Unit, User
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version, unchanged

T = TypeVar("T", Contact, Sender, Signatory, TextBlock, UnitFigure)


@transaction.atomic
def add(
    model: type[T], unit: Unit, *, by: User | None, uuid: UUID | None = None, **values: Any
) -> T:
    """Keep one more, at the end; `uuid` is the open form's, so that sent twice it is kept once."""
    rows = model._default_manager.filter(unit=unit)
    if uuid and (made := rows.filter(uuid=uuid).first()):
        return made
    if model is not Contact:
        last = rows.aggregate(last=Max("position"))["last"]
        values["position"] = 0 if last is None else last + 1
    added = rows.create(unit=unit, changed_by=by, **new_identity(model, uuid), **values)
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
    """Offer a row no more; drafts that have it keep it. Raises `StaleVersion`."""
    saved = save_version(row, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, by)
    return saved


@transaction.atomic
def restore(row: T, *, by: User) -> T:
    """Offer a removed row again."""
    if row.removed_at is None:
        return row
    saved = save_version(row, seen=row.version, by=by, removed_at=None)
    _log("restore", saved, by)
    return saved


def _log(verb: str, row: Any, by: User | None) -> None:
    record(f"inquiries.{row._meta.model_name}.{verb}", by=by, on=row)
