"""The closed lists of the budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    WAGES = "wages", _("Wages")
    ACTIVITIES = "activities", _("Activity funds")
    RENT = "rent", _("Rent")
    PROJECT_MANAGEMENT = "project_management", _("Project management")
    CATERING_AND_MATERIALS = "catering_and_materials", _("Catering and materials")
    OTHER = "other", _("Other")


class EntryKind(models.TextChoices):
    AMOUNT = "amount", _("Amount set")
    CORRECTION = "correction", _("Correction of a closed year")
    REALLOCATION = "reallocation", _("Reallocation")


class Mark(models.TextChoices):
    """How a cell without money is printed; it stands beside the ledger."""

    EMPTY = "empty", pgettext_lazy("how a cell without money is printed", "empty")
    DASH = "dash", "-"
    ZERO = "zero", "0"
    UNKNOWN = "unknown", _("amount unknown")


class NoteScope(models.TextChoices):
    """What in an activity's budget table a note belongs to."""

    TABLE = "table", _("the whole table")
    ROW = "row", _("a budget line")
    YEAR = "year", _("a year")
    CELL = "cell", _("an amount")
    TOTAL = "total", _("a total")


class ReallocationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a reallocation", "Draft")
    HEARING = "hearing", pgettext_lazy("state of a reallocation", "In hearing")
    APPROVED = "approved", pgettext_lazy("state of a reallocation", "Approved")
    REFUSED = "refused", pgettext_lazy("state of a reallocation", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a reallocation", "Withdrawn")


class ReallocationAct(models.TextChoices):
    """What is done with a reallocation; who may and when stands in `transitions`."""

    SEND = "send", pgettext_lazy("step of a reallocation", "Sent in hearing")
    APPROVE = "approve", pgettext_lazy("step of a reallocation", "Approved")
    REFUSE = "refuse", pgettext_lazy("step of a reallocation", "Refused")
    WITHDRAW = "withdraw", pgettext_lazy("step of a reallocation", "Withdrawn")


#: The steps that decide.
DECISIONS = (ReallocationAct.APPROVE, ReallocationAct.REFUSE)


class Stance(models.TextChoices):
    """What a statement in a hearing comes to."""

    SUPPORTS = "supports", _("Supports it")
    REMARKS = "remarks", _("Has remarks")
    AGAINST = "against", _("Advises against it")


class StatedUnit(models.TextChoices):
    KRONER = "kroner", _("kroner")
    COUNT = "count", pgettext_lazy("unit of a stated figure", "number")


class StatedAgainst(models.TextChoices):
    """What a stated figure in kroner is compared with."""

    BUDGET = "budget", _("the budget lines")
    FRAME = "frame", _("the plan's frame")
    GRANTS = "grants", _("what pools have granted the activity")
