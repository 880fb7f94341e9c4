"""Keeping follow-ups: what somebody has promised, until it is done."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from partnership.models import FollowUp, User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged


@transaction.atomic
def add_follow_up(*, by: User | None, uuid: UUID | None = None, **values: Any) -> FollowUp:
    """Add a follow-up; `uuid` is the open form's, so that what is sent twice is added once."""
    if uuid and (made := FollowUp.objects.filter(uuid=uuid).first()):
        return made
    identity = {"uuid": uuid} if uuid else {}
    name = by.name if by else ""
    made = FollowUp.objects.create(changed_by=by, made_by_name=name, **identity, **values)
    _log("add", made, by=by)
    return made


@transaction.atomic
def edit_follow_up(
    follow_up: FollowUp, *, seen: Seen | int, by: User | None, **values: Any
) -> FollowUp:
    """Change what, who and when. Raises `StaleVersion`."""
    if unchanged(follow_up, **values):
        return follow_up
    saved = save_version(follow_up, seen=seen, by=by, **values)
    _log("edit", saved, by=by)
    return saved


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, seen: Seen | int, by: User, outcome: str) -> FollowUp:
    """Mark it done, or correct how it was done. Raises `StaleVersion`.

    Of two who mark it done at once the second sees what the first has written.
    """
    if follow_up.done_at and unchanged(follow_up, outcome=outcome):
        return follow_up
    done_at = follow_up.done_at or timezone.now()
    done_by_name = follow_up.done_by_name or by.name
    values = {"outcome": outcome, "done_at": done_at, "done_by_name": done_by_name}
    saved = save_version(follow_up, seen=seen, by=by, **values)
    _log("finish", saved, by=by)
    return saved


def _log(verb: str, follow_up: FollowUp, *, by: User | None) -> None:
    record(f"partnership.follow_up.{verb}", by=by, on=follow_up, partnership=follow_up.partnership)
