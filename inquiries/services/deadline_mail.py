"""Reminders about deadlines."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.models import Inquiry
from inquiries.services.clock import closed_days, recount_open
from inquiries.services.clock_words import time_left
from inquiries.services.deadlines import working_days_before
from partnership.choices import Role
from partnership.models import User
from partnership.services.mail import notify

TOPIC = "deadlines"
#: Days before, for a unit whose rules have gone.
USUAL = 2


def remind_of_deadlines(today: date) -> int:
    """Those responsible, some working days before and when it is over; how many mails are new.

    The deadlines are counted again first: a new release may know of other public holidays.
    """
    recount_open(by=None, why=_("Counted again: public holidays or closing days have changed."))
    closed = closed_days()
    rows = Inquiry.objects.awaiting_answer().filter(due_on__isnull=False)
    told = 0
    for inquiry in rows.select_related("unit__rules", "responsible", "partnership").order_by("pk"):
        rules = getattr(inquiry.unit, "rules", None)
        before = rules.remind_days if rules else USUAL
        if inquiry.due_on < today:
            told += _remind(inquiry, "overdue", today)
        elif working_days_before(inquiry.due_on, before, closed=closed) <= today:
            told += _remind(inquiry, "near", today)
    return told


@transaction.atomic
def _remind(inquiry: Inquiry, what: str, today: date) -> int:
    """One mail a deadline: if it moves, there is another. A confidential subject stays here."""
    written = notify(
        _told(inquiry),
        topic=TOPIC,
        stage=f"deadline.{what}.{inquiry.due_on:%Y-%m-%d}",
        about=inquiry,
        template=f"deadline_{what}",
        by=None,
        context={
            "inquiry": inquiry,
            "name": inquiry.designation if inquiry.confidential else str(inquiry),
            "left": time_left(inquiry, today),
            "address": reverse("inquiry", args=[inquiry.year, inquiry.number]),
        },
        partnership=None if inquiry.confidential else inquiry.partnership,
    )
    return len(written)


def _told(inquiry: Inquiry) -> list[User]:
    """The responsible person, or while there is none the unit's approvers; who may see it."""
    if inquiry.responsible:
        people = [inquiry.responsible]
    else:
        seated = User.objects.filter(seats__unit=inquiry.unit, seats__role=Role.APPROVER)
        people = list(seated.distinct())
    may_see = Inquiry.objects.filter(pk=inquiry.pk)
    return [person for person in people if may_see.visible_to(person).exists()]
