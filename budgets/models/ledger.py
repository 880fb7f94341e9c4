"""The ledger: postings that are never changed or removed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import SafetyPlan
from budgets.choices import EntryKind
from budgets.models.lines import BudgetLine
from budgets.models.postings import Posting
from budgets.models.reallocations import ReallocationLeg
from budgets.querysets import EntryQuerySet, PostingQuerySet
from partnership.guards import append_only


@append_only
class Entry(Posting):
    """A posting to a line and a year. The amount of a cell is the sum of them.

    One of a reallocation is booked for a leg, once.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind, default=EntryKind.AMOUNT)
    mirrors = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="mirrored_by"
    )
    leg = models.OneToOneField(
        ReallocationLeg, on_delete=models.PROTECT, null=True, blank=True, related_name="entry"
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
            models.CheckConstraint(
                condition=(
                    models.Q(kind=EntryKind.REALLOCATION, leg__isnull=False)
                    | (~models.Q(kind=EntryKind.REALLOCATION) & models.Q(leg__isnull=True))
                ),
                name="entry_of_reallocation_has_leg",
                violation_error_message=_("A reallocation is booked leg by leg."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.year}: {self.amount}"


@append_only
class FramePosting(Posting):
    """A posting to a plan's frame. The frame is the sum of them, or unknown."""

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="frame_postings")

    objects = PostingQuerySet.as_manager()

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


@append_only
class FirstApproval(models.Model):
    """Where the ledger stood when a plan was first approved: what makes "original".

    Entries of the plan's year up to `last_entry` are the original amounts; later
    ones are moves. It is written under the lock of the plan that every posting of
    the year waits for.
    """

    plan = models.OneToOneField(SafetyPlan, on_delete=models.PROTECT, related_name="first_approval")
    last_entry = models.BigIntegerField(_("last entry"))
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("first approval")
        verbose_name_plural = _("first approvals")

    def __str__(self) -> str:
        return f"{self.plan}: {self.last_entry}"
