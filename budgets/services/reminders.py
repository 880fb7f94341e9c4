"""Reminders about reallocations in hearing."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from budgets.choices import ReallocationAct, ReallocationState
from budgets.models import Reallocation
from budgets.services import reallocation_mail
from budgets.services.askers import deciders
from budgets.services.hearing_tokens import address_of
from budgets.services.hearings import hearing_of

#: How long before the hearing's date those who have said nothing are reminded.
BEFORE = timedelta(days=3)


def remind_of_hearings(today: date) -> int:
    """Those heard who have said nothing, from three days before the date; how many mails are new.

    A hearing that was opened today has just been told of.
    """
    due = _in_hearing().filter(hearing_until__range=(today, today + BEFORE))
    return sum(_remind(reallocation) for reallocation in due if not _opened_on(reallocation, today))


def tell_of_ended_hearings(today: date) -> int:
    """Those who can decide, once the date has passed; how many mails are new."""
    return sum(
        _tell(reallocation) for reallocation in _in_hearing().filter(hearing_until__lt=today)
    )


def _in_hearing():
    return Reallocation.objects.filter(state=ReallocationState.HEARING).with_plan().order_by("pk")


def _opened_on(reallocation: Reallocation, day: date) -> bool:
    sent = reallocation.steps.filter(act=ReallocationAct.SEND).last()
    return sent is not None and timezone.localdate(sent.at) == day


@transaction.atomic
def _remind(reallocation: Reallocation) -> int:
    hearing = hearing_of(reallocation)
    guests = [link for link in hearing.awaited_links if link.email and address_of(link)]
    told = reallocation_mail.remind(reallocation, hearing.awaited)
    return told + sum(reallocation_mail.remind_guest(link) for link in guests)


@transaction.atomic
def _tell(reallocation: Reallocation) -> int:
    return reallocation_mail.tell_deciders(reallocation, deciders(reallocation))
