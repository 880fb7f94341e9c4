"""The closed lists of the inquiries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InquiryState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("state of an inquiry", "Received")
    ASSIGNED = "assigned", pgettext_lazy("state of an inquiry", "Assigned")
    DRAFT = "draft", pgettext_lazy("state of an inquiry", "Draft")
    CLEARANCE = "clearance", pgettext_lazy("state of an inquiry", "In clearance")
    CLEARED = "cleared", pgettext_lazy("state of an inquiry", "Cleared")
    SENT = "sent", pgettext_lazy("state of an inquiry", "Sent")
    CLOSED = "closed", pgettext_lazy("state of an inquiry", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an inquiry", "Withdrawn")


#: The states in which the question waits for an answer, so that its clock runs.
OPEN_STATES = (
    InquiryState.RECEIVED,
    InquiryState.ASSIGNED,
    InquiryState.DRAFT,
    InquiryState.CLEARANCE,
    InquiryState.CLEARED,
)
#: The states in which the answer is written.
WRITING_STATES = (InquiryState.RECEIVED, InquiryState.ASSIGNED, InquiryState.DRAFT)


class InquiryAct(models.TextChoices):
    """What is done with an inquiry; see `inquiries.transitions`."""

    ASSIGN = "assign", pgettext_lazy("act on an inquiry", "Assigned")
    BEGIN = "begin", pgettext_lazy("act on an inquiry", "Draft begun")
    SUBMIT = "submit", pgettext_lazy("act on an inquiry", "Sent to clearance")
    CLEAR = "clear", pgettext_lazy("act on an inquiry", "Cleared")
    RETURN = "return", pgettext_lazy("act on an inquiry", "Returned to the draft")
    DISPATCH = "dispatch", pgettext_lazy("act on an inquiry", "Sent")
    CLOSE = "close", pgettext_lazy("act on an inquiry", "Closed")
    CORRECT = "correct", pgettext_lazy("act on an inquiry", "Correction begun")
    WITHDRAW = "withdraw", pgettext_lazy("act on an inquiry", "Withdrawn")


class DayCount(models.TextChoices):
    """Which days a deadline counts."""

    WORKING = "working", _("Working days")
    CALENDAR = "calendar", _("Calendar days")


class StartsFrom(models.TextChoices):
    """The day after which a deadline counts."""

    ASKED = "asked", _("The day the question is asked")
    RECEIVED = "received", _("The day it is received")


class ContactChannel(models.TextChoices):
    """How an organisation and the administration have spoken."""

    MEETING = "meeting", _("Meeting")
    OPEN_MEETING = "open_meeting", _("Open meeting")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Telephone")
    APPLICATION = "application", _("Application")
    OTHER = "other", pgettext_lazy("way of contact", "Other")


class DispatchChannel(models.TextChoices):
    """How a letter is sent."""

    MAIL = "mail", _("E-mail")
    DIGITAL_POST = "digital_post", _("Digital Post")
    LETTER = "letter", _("Letter by post")
    BY_HAND = "by_hand", _("Handed over")


class FactKind(models.TextChoices):
    """What a figure in a letter comes from."""

    LINE = "line", _("Budget line")
    ACTIVITY = "activity", _("Activity")
    YEAR = "year", _("Sum of the year")
    FRAME = "frame", _("Frame")
    POOL = "pool", _("Left in a pool")
    GRANTED = "granted", _("Granted from a pool")
    FIGURE = "figure", _("Figure of a round")
    TARGET = "target", _("Target")


class RemarkState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a comment", "Open")
    SETTLED = "settled", pgettext_lazy("state of a comment", "Settled")
