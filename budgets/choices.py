"""The closed lists of the budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Mark(models.TextChoices):
    """How a cell without money is printed; it stands beside the ledger."""

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
