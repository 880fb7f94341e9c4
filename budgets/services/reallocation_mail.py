"""Who is told by mail about a reallocation."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from budgets.models import HearingLink, HearingStatement, Reallocation
from budgets.models.hearings import SHOWN_AFTER
from budgets.services.hearing_tokens import address_of
from partnership.choices import Role
from partnership.models import User
from partnership.models.named import Identified
from partnership.services.links import is_today
from partnership.services.mail import notify

TOPIC = "reallocations"


def tell_of_hearing(reallocation: Reallocation, *, by: User) -> None:
    """Those who are heard."""
    told = _holders(reallocation, Role.STEERING_GROUP)
    _tell(told, reallocation, stage="reallocation.hearing", by=by)


def tell_of_statement(statement: HearingStatement, *, by: User | None) -> None:
    """Those who asked, and the secretariat; of a guest's burst the first at once only."""
    reallocation = statement.reallocation
    told = [*_askers(reallocation), *_holders(reallocation, Role.SECRETARIAT)]
    _tell(
        told,
        reallocation,
        stage="reallocation.statement",
        by=by,
        about=statement,
        after=_others_of_today(statement),
        statement=statement,
    )


def _others_of_today(statement: HearingStatement) -> list[UUID]:
    """What else has been said by the same link today."""
    if statement.link is None:
        return []
    said = statement.link.statements.exclude(pk=statement.pk)
    return [uuid for uuid, time in said.values_list("uuid", "made_at") if is_today(time)]


def tell_of_withdrawal(reallocation: Reallocation, *, by: User) -> None:
    """Those who were heard."""
    told = _holders(reallocation, Role.STEERING_GROUP)
    _tell_of_end(reallocation, told, stage="reallocation.withdrawn", by=by)


def tell_of_decision(reallocation: Reallocation, *, by: User) -> None:
    """Those who asked, those who were heard, and the secretariat."""
    told = [
        *_askers(reallocation),
        *_holders(reallocation, Role.STEERING_GROUP, Role.SECRETARIAT),
    ]
    _tell_of_end(reallocation, told, stage="reallocation.decided", by=by)


def _tell_of_end(reallocation: Reallocation, told: Iterable[User], *, stage: str, by: User) -> None:
    """People with a login, and each guest with the link, unless that is revoked."""
    step = reallocation.ended_by
    _tell(told, reallocation, stage=stage, by=by, step=step)
    for link in reallocation.links.filter(revoked_at__isnull=True).exclude(email=""):
        _tell_guest(link, stage="hearing.ended", by=by, step=step)


def tell_deciders(reallocation: Reallocation, deciders: Iterable[User]) -> int:
    """Those who could decide it, now that the hearing is over; how many mails are new."""
    return _tell(deciders, reallocation, stage="reallocation.ready", by=None)


def remind(reallocation: Reallocation, people: Iterable[User]) -> int:
    """Those who are heard and have said nothing; how many mails are new."""
    return _tell(people, reallocation, stage="reallocation.reminder", by=None)


def send_link(link: HearingLink, *, by: User) -> None:
    _tell_guest(link, stage="hearing.link", by=by)


def remind_guest(link: HearingLink) -> int:
    """Somebody with a link who has said nothing; how many mails are new."""
    return _tell_guest(link, stage="hearing.reminder", by=None)


def _tell_guest(link: HearingLink, *, stage: str, by: User | None, **context: Any) -> int:
    context |= {"link": link, "address": address_of(link), "shown": SHOWN_AFTER.days}
    return _tell([link.email], link.reallocation, stage=stage, by=by, about=link, **context)


def _tell(
    told: Iterable[User | str],
    reallocation: Reallocation,
    *,
    stage: str,
    by: User | None,
    about: Identified | None = None,
    after: Collection[UUID] = (),
    **context: Any,
) -> int:
    """The template is named like the stage: reallocation.hearing in reallocation_hearing.txt."""
    plan = reallocation.plan
    written = notify(
        told,
        topic=TOPIC,
        stage=stage,
        about=about or reallocation,
        template=stage.replace(".", "_"),
        by=by,
        context={
            "reallocation": reallocation,
            "plan": plan,
            "by": by,
            "address": page_of(reallocation),
            **context,
        },
        partnership=plan.partnership,
        after=after,
    )
    return len(written)


def page_of(reallocation: Reallocation) -> str:
    plan = reallocation.plan
    return reverse("reallocation", args=[plan.partnership.slug, plan.year, reallocation.number])


def _holders(reallocation: Reallocation, *roles: Role) -> list[User]:
    """People with a seat of one of the roles in the partnership."""
    partnership = reallocation.plan.partnership_id
    users = User.objects.filter(seats__partnership=partnership, seats__role__in=roles)
    return list(users.distinct())


def _askers(reallocation: Reallocation) -> list[User]:
    """Those who ask for it, if they still have a seat in the partnership."""
    askers = User.objects.filter(pk__in=reallocation.askers.values("by"))
    return list(askers.filter(seats__partnership=reallocation.plan.partnership_id).distinct())
