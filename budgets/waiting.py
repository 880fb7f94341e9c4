"""What waits for a person: reallocations on the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.choices import ReallocationState
from budgets.models import HearingStatement, Reallocation, ReallocationAsker
from budgets.services.reallocation_mail import page_of
from partnership.choices import Role
from partnership.formats import short_date
from partnership.home import HomeItem
from partnership.models import User
from partnership.requests import Request


def home_reallocations(request: Request) -> Iterable[HomeItem]:
    """Those that the person is to state an opinion about, to decide, or has begun."""
    rows = [
        {"name": str(row), "url": page_of(row), "what": _what(row)}
        for row in _waiting_for(request.user)
    ]
    if rows:
        yield HomeItem("budgets/reallocations/home.html", {"rows": rows})


def _waiting_for(user: User) -> Iterable[Reallocation]:
    rows = (
        Reallocation.objects.visible_to(user)
        .with_plan()
        .annotate(
            has_said=Exists(HearingStatement.objects.filter(reallocation=OuterRef("pk"), by=user)),
            asks=Exists(ReallocationAsker.objects.filter(reallocation=OuterRef("pk"), by=user)),
            is_heard=_holds(user, Role.STEERING_GROUP),
            is_decider=_holds(user, Role.DECIDER),
        )
    )
    hearing = Q(state=ReallocationState.HEARING)
    is_over = Q(hearing_until__lt=timezone.localdate())
    to_state = hearing & Q(is_heard=True, has_said=False)
    to_decide = hearing & is_over & Q(is_decider=True, asks=False)
    begun = Q(state=ReallocationState.DRAFT, requested_by=user)
    return rows.filter(to_state | to_decide | begun).order_by("hearing_until", "pk")


def _holds(user: User, role: Role) -> Exists:
    return Exists(user.seats.filter(role=role, partnership=OuterRef("plan__partnership")))


def _what(reallocation: Any) -> str:
    until = reallocation.hearing_until
    if reallocation.state == ReallocationState.DRAFT:
        return _("Your draft, not sent yet")
    if until < timezone.localdate():
        return _("The hearing is over, and it awaits a decision")
    return _("Awaits your statement until %(day)s") % {"day": short_date(until)}
