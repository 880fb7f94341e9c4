"""Adding, changing, moving and removing the rows of a chapter's lists.

A row is of one of the models in `ROW_MODELS`. Every write tells the chapter's
history first, which locks it: of two acts at once the second sees the first.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from activities.models import ROW_MODELS, Deliverable, ListPart, Row, Target
from activities.services.texts import save_text
from partnership.models import User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version


def _log(verb: str, row: Row, part: ListPart, by: User | None) -> None:
    name = f"activities.{row._meta.model_name}.{verb}"
    record(name, by=by, on=row, partnership=part.chapter.plan.partnership)


@transaction.atomic
def add_row(
    part: ListPart,
    *,
    by: User | None,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    **values: Any,
) -> Any:
    """Add a row at the end of a list.

    `uuid` is the identity that an open form gave its new row, so that what is
    sent again is saved in the row it made the first time.

    The part is locked, because two rows added at once would share a place.
    """
    model = ROW_MODELS[part.kind]
    made = model.objects.standing().filter(part=part, uuid=uuid)
    if not made:
        history.writing(part.chapter, by=by)
        ListPart.objects.select_for_update().get(pk=part.pk)
    # Asked again under the lock: the same form may have been sent twice at once.
    if row := made.all().first():
        return edit_row(row, seen=seen, by=by, **values)
    last = model.objects.filter(part=part).aggregate(last=Max("position"))["last"] or 0
    row = model.objects.create(
        part=part, position=last + 1, changed_by=by, **_as_new(model, uuid, seen), **values
    )
    _log("add", row, part, by)
    return row


def _as_new(model: type[Row], uuid: UUID | None, seen: Seen | int) -> dict[str, Any]:
    """A new row's identity, unless it is taken elsewhere, and the window it comes from."""
    new: dict[str, Any] = {**new_identity(model, uuid)}
    if isinstance(seen, Seen) and seen.writer:
        new |= {"writer": seen.writer, "writer_turn": seen.turn}
    return new


def edit_row(row: Any, *, seen: Seen | int, by: User | None, **values: Any) -> Any:
    """Save a row. Raises `StaleVersion`; the same values write nothing."""
    action = f"activities.{row._meta.model_name}.edit"
    return save_text(row, of=row.part.chapter, action=action, seen=seen, by=by, **values)


@transaction.atomic
def move_row(row: Any, *, up: bool, by: User | None) -> bool:
    """Let a row change places with the one above or below; whether it could.

    The part is locked, because two moves at once could give one place twice;
    the history before it, as in every act, or two acts could wait for each other.
    """
    if not _moved(row, up):
        return False
    history.writing(row.part.chapter, by=by)
    ListPart.objects.select_for_update().get(pk=row.part_id)
    rows = _moved(row, up)
    if rows:
        put_in_order(rows)
        _log("move", row, row.part, by)
    return bool(rows)


def _moved(row: Any, up: bool) -> list[Any]:
    """The list's rows as the move leaves them; none where the row cannot move."""
    rows = list(type(row).objects.filter(part=row.part_id).standing().order_by("position", "id"))
    place = next((i for i, other in enumerate(rows) if other.pk == row.pk), None)
    if place is None:
        return []
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return []
    rows[place], rows[other] = rows[other], rows[place]
    return rows


def put_in_order(rows: list[Any]) -> None:
    """Give the rows the places 1, 2, 3 ... in the order they stand in the list."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            type(row).objects.filter(pk=row.pk).update(position=position)


@transaction.atomic
def remove_row(row: Any, *, seen: Seen | int, by: User | None) -> Any:
    """Take a row out of the plan; it is kept and can be put back.

    Raises `StaleVersion` when somebody has changed it since it was seen.
    """
    history.writing(row.part.chapter, by=by)
    saved = save_version(row, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, row.part, by)
    return saved


@transaction.atomic
def restore_row(row: Any, *, by: User | None) -> Any:
    """Put a removed row back in its place."""
    history.writing(row.part.chapter, by=by)
    saved = save_version(row, seen=row.version, by=by, removed_at=None)
    _log("restore", saved, row.part, by)
    return saved


@transaction.atomic
def save_target(
    deliverable: Deliverable,
    target: Target | None,
    *,
    seen: Seen | int,
    by: User | None,
    uuid: UUID | None = None,
    **values: Any,
) -> Target:
    """Add a deliverable's target, or change one. Raises `StaleVersion`.

    The deliverable is locked, because two targets added at once would share a place.
    """
    part = deliverable.part
    identity: Any = target.uuid if target else uuid
    made = deliverable.targets.standing().filter(uuid=identity)
    if not made:
        history.writing(part.chapter, by=by)
        Deliverable.objects.select_for_update().get(pk=deliverable.pk)
    # Asked again under the lock: the same form may have been sent twice at once.
    if target := target or made.all().first():
        action = "activities.target.edit"
        return save_text(target, of=part.chapter, action=action, seen=seen, by=by, **values)
    last = deliverable.targets.aggregate(last=Max("position"))["last"] or 0
    saved = Target.objects.create(
        deliverable=deliverable,
        position=last + 1,
        changed_by=by,
        **_as_new(Target, uuid, seen),
        **values,
    )
    _log("add", saved, part, by)
    return saved


@transaction.atomic
def remove_target(target: Target, *, seen: Seen | int, by: User | None) -> Target:
    """Take a target off its deliverable; it is kept. Raises `StaleVersion`."""
    part = target.deliverable.part
    history.writing(part.chapter, by=by)
    saved = save_version(target, seen=seen, by=by, removed_at=timezone.now())
    _log("remove", saved, part, by)
    return saved


@transaction.atomic
def restore_target(target: Target, *, by: User | None) -> Target:
    """Put a removed target back on its deliverable."""
    part = target.deliverable.part
    history.writing(part.chapter, by=by)
    saved = save_version(target, seen=target.version, by=by, removed_at=None)
    _log("restore", saved, part, by)
    return saved
