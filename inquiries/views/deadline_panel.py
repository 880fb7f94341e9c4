"""The deadline on the page of an inquiry, explained day by day."""

from typing import Any

from django.utils.translation import gettext as _

from inquiries.models import Inquiry
from inquiries.permissions import may_move_deadline
from inquiries.services.clock import deadline_of
from inquiries.services.clock_words import rule_in_words, time_left
from inquiries.services.deadlines import CountedDay
from inquiries.views.case_page import CasePage, CasePanel

KEY = "deadline"
TEMPLATE = "inquiries/deadlines/panel.html"


def deadline_panel(page: CasePage) -> CasePanel:
    inquiry = page.inquiry
    extensions = list(inquiry.extensions.all())
    pauses = list(inquiry.pauses.all())
    found = deadline_of(inquiry)
    context = {
        "inquiry": inquiry,
        "due_on": inquiry.due_on,
        "left": time_left(inquiry),
        "rule": rule_in_words(inquiry),
        "days": [_row(day) for day in found.days],
        "days_left": found.left,
        "extensions": extensions,
        "pauses": pauses,
        "may_move": may_move_deadline(page.request.user, inquiry),
        "is_paused": any(pause.ends_on is None for pause in pauses),
        "is_older": is_older(inquiry, found.due_on),
        "is_overdue": inquiry.is_overdue,
    }
    return CasePanel(KEY, _("Deadline"), TEMPLATE, context, aside=True)


def is_older(inquiry: Inquiry, due_on: Any) -> bool:
    """Whether the closing days have changed since the inquiry was answered."""
    return not inquiry.awaits_answer and due_on != inquiry.due_on


def _row(day: CountedDay) -> dict[str, Any]:
    """A day of the table: its number, or why it has none; and what gives it."""
    given = day.number is not None and day.extension
    return {
        "day": day.day,
        "number": day.number,
        "why": _("Extension") if given else day.why,
    }
