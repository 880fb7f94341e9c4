"""What a unit has decided once for all its inquiries: deadlines, letters, stand-ins."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inquiries.choices import DayCount, StartsFrom
from inquiries.querysets import OfUnitQuerySet
from partnership.models import Unit
from partnership.models.named import Identified, Versioned
from partnership.richtext.fields import RichTextField


class UnitRules(Versioned):
    """The unit's own rules. The deadline is the authority's, not the law's."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="rules")
    deadline_days = models.PositiveSmallIntegerField(
        _("days to answer in"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    day_count = models.CharField(
        _("counted in"), max_length=10, choices=DayCount, default=DayCount.WORKING
    )
    starts_from = models.CharField(
        _("counted from"), max_length=10, choices=StartsFrom, default=StartsFrom.RECEIVED
    )
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, days before"), default=2, validators=[MaxValueValidator(60)]
    )
    may_clear_own = models.BooleanField(
        _("a letter may be cleared by those alone who wrote it"), default=False
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of a unit")
        verbose_name_plural = _("rules of units")
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_days__gte=1, deadline_days__lte=365),
                name="rules_deadline_in_range",
                violation_error_message=_("A deadline is between 1 and 365 days."),
            ),
            models.CheckConstraint(
                condition=Q(day_count__in=DayCount.values),
                name="rules_day_count_known",
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                condition=Q(starts_from__in=StartsFrom.values),
                name="rules_start_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class ClosingDay(Identified):
    """A day on which the authority is closed beside the public holidays, such as 24 December."""

    on = models.DateField(_("day"), unique=True)
    name = models.CharField(_("why"), max_length=120)

    class Meta:
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="closing_day_named",
                violation_error_message=_("Write why the authority is closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"


class Sender(Versioned):
    """A sender block of the unit's letters: an office and its address, line by line."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="senders")
    title = models.CharField(_("office"), max_length=200)
    address = models.TextField(_("address"), max_length=400, blank=True)
    website = models.CharField(_("website"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("sender block")
        verbose_name_plural = _("sender blocks")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="sender_title_given",
                violation_error_message=_("Write the office."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Signatory(Versioned):
    """Who signs the unit's letters, with the title as printed ("Konstitueret ...")."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(title=""),
                name="signatory_named",
                violation_error_message=_("Write the name and the title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class TextBlock(Versioned):
    """A wording that the unit uses again and again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="text_blocks")
    name = models.CharField(_("name"), max_length=120)
    body = RichTextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("text block")
        verbose_name_plural = _("text blocks")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="text_block_named",
                violation_error_message=_("Write the name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StandIn(Identified):
    """Who clears letters in another approver's place, for a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stand_ins")
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("in the place of"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("stand-in"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="stand_in_dates_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(user=F("absent")),
                name="stand_in_is_another",
                violation_error_message=_("Choose somebody else as stand-in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.absent}"
