"""The ledger: postings that are never changed or removed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models import SafetyPlan
from budgets.choices import EntryKind
from budgets.models.lines import BudgetLine
from budgets.querysets import EntryQuerySet
from partnership.guards import append_only


class Posting(models.Model):
    """What every posting tells: how much, when, by whom and why.

    `amount` is whole kroner, positive or negative, never zero.
    """

    amount = models.BigIntegerField(_("amount"))
    posted_at = models.DateTimeField(_("posted"), auto_now_add=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    posted_by_name = models.CharField(_("posted by"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        abstract = True


@append_only
class Entry(Posting):
    """A posting to a line and a year. The amount of a cell is the sum of them."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind, default=EntryKind.AMOUNT)
    mirrors = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="mirrored_by"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["id"]
        indexes = [models.Index(fields=["line", "year"], name="entry_line_year")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0),
                name="entry_amount_not_zero",
                violation_error_message=_("An entry of 0 kr. changes nothing."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=EntryKind.values),
                name="entry_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.year}: {self.amount}"


@append_only
class FramePosting(Posting):
    """A posting to a plan's frame. The frame is the sum of them, or unknown."""

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="frame_postings")

    class Meta:
        verbose_name = _("frame posting")
        verbose_name_plural = _("frame postings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0),
                name="frame_posting_not_zero",
                violation_error_message=_("A posting of 0 kr. changes nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.amount}"
