"""The hearing of a reallocation: who is heard, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.choices import Stance
from budgets.models import HearingLink, HearingStatement, Reallocation
from budgets.permissions import may_state, takes_statements
from budgets.services import reallocation_mail
from budgets.services.refusals import ReallocationRefused
from partnership.choices import Role
from partnership.models import User
from partnership.permissions import Decision
from partnership.services.audit import record


@transaction.atomic
def make_statement(
    reallocation: Reallocation, *, by: User | HearingLink, stance: str, text: str = ""
) -> HearingStatement:
    """Add what a member of the steering group, or a guest by link, says; nothing is replaced.

    The reallocation is locked, so that no statement lands after the decision
    that was made without it. Raises `ReallocationRefused`, also where a remark or
    advice against it has no text.
    """
    locked = Reallocation.objects.in_turn(reallocation)
    allowed = _may_link(by, locked) if isinstance(by, HearingLink) else may_state(by, locked)
    if not allowed:
        raise ReallocationRefused(str(allowed.reason))
    if stance != Stance.SUPPORTS and not text.strip():
        raise ReallocationRefused(_("Write what you think."))
    made = HearingStatement.objects.create(
        reallocation=locked, stance=stance, text=text.strip(), **_speaker(by)
    )
    user = by if isinstance(by, User) else None
    partnership = locked.plan.partnership
    record(
        "budgets.statement.add", by=user, by_name=made.by_name, on=locked, partnership=partnership
    )
    reallocation_mail.tell_of_statement(made, by=user)
    return made


def _may_link(link: HearingLink, reallocation: Reallocation) -> Decision:
    """Whether the link still stands; the row is read again, since it may be revoked by now."""
    standing = reallocation.links.filter(pk=link.pk, revoked_at__isnull=True)
    if not (standing.exists() and link.works):
        return Decision(False, _("The link works no longer."))
    return takes_statements(reallocation)


def _speaker(by: User | HearingLink) -> dict[str, object]:
    """Who speaks, and in what role, as text for the record."""
    if isinstance(by, HearingLink):
        return {"link": by, "by_name": by.name, "by_role": by.role}
    return {"by": by, "by_name": by.name, "by_role": str(Role.STEERING_GROUP.label)}


def heard(reallocation: Reallocation) -> Sequence[User]:
    """The members of the steering group, by name."""
    users = User.objects.filter(
        is_active=True,
        seats__partnership=reallocation.plan.partnership_id,
        seats__role=Role.STEERING_GROUP,
    )
    return list(users.distinct().order_by("name", "pk"))


@dataclass(frozen=True)
class Hearing:
    """What has been said, and who of those who are heard has said nothing yet."""

    statements: Sequence[HearingStatement]
    awaited: Sequence[User]
    awaited_links: Sequence[HearingLink]


def hearing_of(reallocation: Reallocation) -> Hearing:
    statements = list(reallocation.statements.order_by("id"))
    people = {statement.by_id for statement in statements}
    links = {statement.link_id for statement in statements}
    return Hearing(
        statements,
        [user for user in heard(reallocation) if user.pk not in people],
        [
            link
            for link in reallocation.links.filter(revoked_at__isnull=True)
            if link.pk not in links
        ],
    )
