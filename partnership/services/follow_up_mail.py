"""Reminders about follow-ups."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from partnership.models import FollowUp
from partnership.services.mail import notify

TOPIC = "follow_ups"


def remind_of_follow_ups(today: date) -> int:
    """The owners of those that are overdue, once for each date; how many mails are new."""
    overdue = FollowUp.objects.overdue_on(today).select_related("owner", "partnership")
    return sum(_remind(row) for row in overdue.order_by("pk"))


@transaction.atomic
def _remind(row: FollowUp) -> int:
    """What a confidential one is about stands behind the login alone."""
    written = notify(
        [row.owner],
        topic=TOPIC,
        stage=f"follow_up.overdue.{row.due_on:%Y-%m-%d}",
        about=row,
        template="follow_up_overdue",
        by=None,
        context={"follow_up": row, "address": reverse("follow_up_done", args=[row.uuid])},
        partnership=row.partnership,
    )
    return len(written)
