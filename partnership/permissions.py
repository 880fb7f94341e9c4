"""Answers of the rules about who may do what.

Outside one's partnerships a page does not exist (404); inside, without the
right, it is refused (403) and the reason is what the person reads.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.choices import UNIT_ROLES, Role
from partnership.models import FollowUp, Partnership, User


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed, and if not, why in words for the person."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `PermissionDenied` with the reason unless allowed."""
        if not self.allowed:
            raise PermissionDenied(self.reason)


ALLOWED = Decision(True)


def may_edit_directory(user: User) -> Decision:
    """The directory is one for all: secretariats of any partnership, and administrators."""
    if user.seats.filter(role__in=[Role.SECRETARIAT, Role.ADMINISTRATOR]).exists():
        return ALLOWED
    return Decision(
        False, _("Only secretariats and administrators keep the directory of organisations.")
    )


def has_role(user: User, partnership: Partnership, *roles: Role) -> bool:
    return user.seats.filter(partnership=partnership, role__in=roles).exists()


def may_keep_follow_up(user: User, follow_up: FollowUp) -> Decision:
    """Changing it and marking it done: its owner, its unit, its partnership's secretariat."""
    own = Q(unit__isnull=False, unit=follow_up.unit_id, role__in=UNIT_ROLES)
    kept = Q(partnership__isnull=False, partnership=follow_up.partnership_id, role=Role.SECRETARIAT)
    if follow_up.owner_id == user.pk or user.seats.filter(own | kept).exists():
        return ALLOWED
    return Decision(
        False, _("Only the responsible person, the unit and the secretariat keep a follow-up.")
    )
