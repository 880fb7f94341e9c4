"""Adding, changing, moving and removing the rows of a chapter's lists.

A row is of one of the models in `ROW_MODELS`.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from activities.models import ROW_MODELS, Deliverable, ListPart, Row, Target
from partnership.models import User
from partnership.services.audit import record
from partnership.services.versions import save_version


def _log(verb: str, row: Row, part: ListPart, by: User | None) -> None:
    name = f"activities.{row._meta.model_name}.{verb}"
    record(name, by=by, on=row, partnership=part.chapter.plan.partnership)


@transaction.atomic
def add_row(part: ListPart, *, by: User | None, **values: Any) -> Any:
    """Add a row at the end of a list.

    The part is locked, because two rows added at once would share a place.
    """
    ListPart.objects.select_for_update().get(pk=part.pk)
    model = ROW_MODELS[part.kind]
    last = model.objects.filter(part=part).aggregate(last=Max("position"))["last"] or 0
    row = model.objects.create(part=part, position=last + 1, changed_by=by, **values)
    _log("add", row, part, by)
    return row


@transaction.atomic
def edit_row(row: Any, *, seen: int, by: User, **values: Any) -> Any:
    """Save a row. Raises `StaleVersion`; the same values write nothing."""
    if row.version == seen and all(getattr(row, key) == values[key] for key in values):
        return row
    saved = save_version(row, seen=seen, by=by, **values)
    _log("edit", saved, row.part, by)
    return saved


@transaction.atomic
def move_row(row: Any, *, up: bool, by: User) -> bool:
    """Let a row change places with the one above or below; whether it could.

    The part is locked, because two moves at once could give one place twice.
    """
    ListPart.objects.select_for_update().get(pk=row.part_id)
    rows = list(type(row).objects.filter(part=row.part_id).standing().order_by("position", "id"))
    place = next((i for i, other in enumerate(rows) if other.pk == row.pk), None)
    if place is None:
        return False
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    for position, moved in enumerate(rows, start=1):
        if moved.position != position:
            type(row).objects.filter(pk=moved.pk).update(position=position)
    _log("move", row, row.part, by)
    return True


@transaction.atomic
def remove_row(row: Any, *, seen: int, by: User) -> Any:
    """Take a row out of the plan; it is kept and can be put back.

    Raises `StaleVersion` when somebody has changed it since it was seen.
    """
    saved = save_version(row, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, row.part, by)
    return saved


@transaction.atomic
def restore_row(row: Any, *, by: User) -> Any:
    """Put a removed row back in its place."""
    saved = save_version(row, seen=row.version, by=by, removed_at=None)
    _log("restore", saved, row.part, by)
    return saved


@transaction.atomic
def save_target(
    deliverable: Deliverable, target: Target | None, *, seen: int, by: User | None, **values: Any
) -> Target:
    """Add a deliverable's target, or change one. Raises `StaleVersion`.

    The deliverable is locked, because two targets added at once would share a place.
    """
    if target is None:
        Deliverable.objects.select_for_update().get(pk=deliverable.pk)
        last = deliverable.targets.aggregate(last=Max("position"))["last"] or 0
        saved = Target.objects.create(
            deliverable=deliverable, position=last + 1, changed_by=by, **values
        )
        _log("add", saved, deliverable.part, by)
        return saved
    if target.version == seen and all(getattr(target, key) == values[key] for key in values):
        return target
    saved = save_version(target, seen=seen, by=by, **values)
    _log("edit", saved, deliverable.part, by)
    return saved


@transaction.atomic
def remove_target(target: Target, *, seen: int, by: User) -> Target:
    """Take a target off its deliverable; it is kept. Raises `StaleVersion`."""
    saved = save_version(target, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, target.deliverable.part, by)
    return saved
