"""The hearing of a reallocation: who is heard, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.choices import Stance
from budgets.models import HearingLink, HearingStatement, Reallocation
from budgets.permissions import may_state, takes_statements
from budgets.services import reallocation_mail
from budgets.services.refusals import ReallocationRefused
from partnership.choices import Role
from partnership.formats import long_date
from partnership.models import User
from partnership.permissions import Decision
from partnership.services.audit import record
from partnership.services.links import Limit

#: How many statements one link can make; most who are heard make one or two.
STATEMENTS = Limit(a_day=5, in_all=20)
#: How far ahead a hearing may end. A year that was mistyped is always further away.
LONGEST = timedelta(days=364)


def last_possible_day() -> date:
    return timezone.localdate() + LONGEST


def wrong_with(hearing_until: date) -> str:
    """What is wrong with the day as the last of a hearing, in words; "" if nothing is."""
    if hearing_until < timezone.localdate():
        return _("The day has passed.")
    if hearing_until > last_possible_day():
        day = {"day": long_date(last_possible_day())}
        return _("A hearing lasts a year at most. The last possible day is %(day)s.") % day
    return ""


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
    allowed = may_guest_state(by, locked) if isinstance(by, HearingLink) else may_state(by, locked)
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


def may_guest_state(link: HearingLink, reallocation: Reallocation) -> Decision:
    """Whether more can be said by the link; the row is read again, since it may be revoked by now.

    With the reallocation locked, two statements at once do not both take the last place.
    """
    if not (opened := takes_statements(reallocation)):
        return opened
    standing = reallocation.links.filter(pk=link.pk, revoked_at__isnull=True)
    if reallocation.hearing_is_over or not standing.exists():
        return Decision(False, _("The link works no longer."))
    return STATEMENTS.allows_more(link.statements.values_list("made_at", flat=True))


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
