"""What moves the deadline of an inquiry: extensions and pauses."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.models.inquiries import Inquiry
from partnership.guards import append_only
from partnership.models.named import Identified


@append_only
class Extension(Identified):
    """More days to answer in, counted as the deadline counts, with reason and who agreed."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField(
        _("further days"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    reason = models.CharField(_("reason"), max_length=500)
    agreed_with = models.CharField(_("agreed with"), max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="extension_days_in_range",
                violation_error_message=_("An extension is between 1 and 365 days."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(agreed_with=""),
                name="extension_with_reason_and_consent",
                violation_error_message=_("Write the reason, and who has agreed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry.designation}: +{self.days}"


class Pause(Identified):
    """Days on which the clock stands still while clarification is awaited.

    Both days are part of it; without a last day it goes on.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("what is awaited"), max_length=500)
    begun_by_name = models.CharField(max_length=200)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("pause of a deadline")
        verbose_name_plural = _("pauses of deadlines")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="pause_dates_in_order",
                violation_error_message=_("The pause ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["inquiry"],
                condition=Q(ends_on__isnull=True),
                name="pause_one_at_a_time",
                violation_error_message=_("The clock stands still already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="pause_with_reason",
                violation_error_message=_("Write what is awaited."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry.designation}: {self.starts_on:%Y-%m-%d}"
