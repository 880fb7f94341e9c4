"""Who is told by mail about a reallocation."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from budgets.choices import ReallocationAct
from budgets.models import HearingLink, HearingStatement, Reallocation
from partnership.choices import Role
from partnership.models import User
from partnership.models.named import Identified
from partnership.services.mail import notify

TOPIC = "reallocations"


def tell_of_hearing(reallocation: Reallocation, *, by: User) -> None:
    """Those who are heard."""
    told = _holders(reallocation, Role.STEERING_GROUP)
    _tell(told, reallocation, stage="reallocation.hearing", by=by)


def tell_of_statement(statement: HearingStatement, *, by: User | None) -> None:
    """Those who asked, and the secretariat."""
    reallocation = statement.reallocation
    told = [*_askers(reallocation), *_holders(reallocation, Role.SECRETARIAT)]
    stage = "reallocation.statement"
    _tell(told, reallocation, stage=stage, by=by, about=statement, statement=statement)


def tell_of_withdrawal(reallocation: Reallocation, *, by: User) -> None:
    """Those who were heard."""
    told: list[User | str] = [*_holders(reallocation, Role.STEERING_GROUP), *_guests(reallocation)]
    step = reallocation.steps.get(act=ReallocationAct.WITHDRAW)
    _tell(told, reallocation, stage="reallocation.withdrawn", by=by, step=step)


def tell_of_decision(reallocation: Reallocation, *, by: User) -> None:
    """Those who asked, those who were heard, and the secretariat."""
    told: list[User | str] = [
        *_askers(reallocation),
        *_holders(reallocation, Role.STEERING_GROUP, Role.SECRETARIAT),
        *_guests(reallocation),
    ]
    step = reallocation.decision
    _tell(told, reallocation, stage="reallocation.decided", by=by, step=step)


def tell_deciders(reallocation: Reallocation, deciders: Iterable[User]) -> int:
    """Those who could decide it, now that the hearing is over; how many mails are new."""
    return _tell(deciders, reallocation, stage="reallocation.ready", by=None)


def remind(reallocation: Reallocation, people: Iterable[User]) -> int:
    """Those who are heard and have said nothing; how many mails are new."""
    return _tell(people, reallocation, stage="reallocation.reminder", by=None)


def send_link(link: HearingLink, *, address: str, by: User) -> None:
    _tell_guest(link, stage="hearing.link", address=address, by=by)


def remind_guest(link: HearingLink, *, address: str) -> int:
    """Somebody with a link who has said nothing; how many mails are new."""
    return _tell_guest(link, stage="hearing.reminder", address=address, by=None)


def _tell_guest(link: HearingLink, *, stage: str, address: str, by: User | None) -> int:
    reallocation = link.reallocation
    context = {"link": link, "address": address}
    return _tell([link.email], reallocation, stage=stage, by=by, about=link, **context)


def _tell(
    told: Iterable[User | str],
    reallocation: Reallocation,
    *,
    stage: str,
    by: User | None,
    about: Identified | None = None,
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


def _guests(reallocation: Reallocation) -> list[str]:
    """Addresses of those whose link works still."""
    links = reallocation.links.filter(revoked_at__isnull=True).exclude(email="")
    return [link.email for link in links.select_related("reallocation") if link.works]
