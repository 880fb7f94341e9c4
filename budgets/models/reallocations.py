"""Reallocations: money moved between lines of one year, decided as one."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, SafetyPlan
from budgets.choices import DECISIONS, Category, ReallocationAct, ReallocationState
from budgets.models.lines import BudgetLine
from budgets.querysets import LegQuerySet, ReallocationQuerySet
from partnership.guards import append_only
from partnership.models import Organisation
from partnership.models.named import Identified, Versioned


class Reallocation(Versioned):
    """Omdisponering: balanced legs within the plan's year.

    Its texts and legs change only while it is a draft. `number` runs within
    the plan and is never used again, since nothing is deleted.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="reallocations")
    number = models.PositiveIntegerField(_("number"), editable=False)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReallocationState, default=ReallocationState.DRAFT
    )
    #: Whoever began the draft; `askers` are all who have written in it.
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by_name = models.CharField(_("requested by"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    #: The day the hearing lasts to, that day included.
    hearing_until = models.DateField(_("hearing until"), null=True, blank=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversals"
    )

    objects = ReallocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reallocation")
        verbose_name_plural = _("reallocations")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="reallocation_number_once",
                violation_error_message=_("Another reallocation has this number."),
            ),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=models.Q(state=ReallocationState.APPROVED),
                name="reallocation_reversed_once",
                violation_error_message=_("The reallocation is reversed already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ReallocationState.values),
                name="reallocation_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state__in=[ReallocationState.DRAFT, ReallocationState.WITHDRAWN])
                    | (~models.Q(reason="") & models.Q(hearing_until__isnull=False))
                ),
                name="reallocation_sent_with_reason_and_date",
                violation_error_message=_(
                    "A reallocation is sent with a reason and a date for the hearing."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation} {self.subject}".strip()

    @property
    def designation(self) -> str:
        """The number as it is named everywhere: 2024-03."""
        return f"{self.plan.year}-{self.number:02d}"

    @property
    def ended_by(self) -> "ReallocationStep | None":
        """The step that decided or withdrew it; None before that. Steps may be prefetched."""
        if self.state in (ReallocationState.DRAFT, ReallocationState.HEARING):
            return None
        steps = list(self.steps.all())
        return steps[-1] if steps else None

    @property
    def hearing_is_over(self) -> bool:
        """Whether the hearing's last day has passed, or there is nothing to be heard about."""
        if self.state != ReallocationState.HEARING or self.hearing_until is None:
            return True
        return timezone.localdate() > self.hearing_until


class ReallocationLeg(Identified):
    """One line's share: whole kroner, negative where the money is taken.

    It names a line, or the line it opens: an activity and a label, whose row is
    made when the reallocation is approved.
    """

    reallocation = models.ForeignKey(Reallocation, on_delete=models.CASCADE, related_name="legs")
    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legs",
        verbose_name=_("budget line"),
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity"),
    )
    new_label = models.CharField(_("new budget line"), max_length=200, blank=True)
    new_category = models.CharField(
        _("category"), max_length=24, choices=Category, default=Category.ACTIVITIES
    )
    new_administrator = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("administrator"),
    )
    amount = models.BigIntegerField(_("amount"))
    #: The line's amount when it was sent, and when it was decided; kept for the record.
    amount_when_sent = models.BigIntegerField(null=True, editable=False)
    amount_when_decided = models.BigIntegerField(null=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    objects = LegQuerySet.as_manager()

    class Meta:
        verbose_name = _("leg of a reallocation")
        verbose_name_plural = _("legs of reallocations")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reallocation", "line"],
                name="leg_once_per_line",
                violation_error_message=_("The budget line stands there already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(amount=0),
                name="leg_amount_not_zero",
                violation_error_message=_("Write how much is moved."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(line__isnull=False)
                    | (models.Q(activity__isnull=False, amount__gt=0) & ~models.Q(new_label=""))
                ),
                name="leg_has_line_or_opens_one",
                violation_error_message=_(
                    "Choose a budget line, or write the name of the new one that is given money."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(new_category__in=Category.values),
                name="leg_category_known",
                violation_error_message=_("Choose a category from the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.line or self.new_label)

    @property
    def whose(self) -> Activity | None:
        """The activity whose money it is."""
        return self.line.activity if self.line else self.activity


@append_only
class ReallocationAsker(models.Model):
    """Somebody who asks for it: has begun the draft, changed its texts or legs, or sent it.

    None of them decides it. A copy is asked for by whoever copies, and a reversal by
    whoever begins it.
    """

    reallocation = models.ForeignKey(Reallocation, on_delete=models.PROTECT, related_name="askers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("person who asks for a reallocation")
        verbose_name_plural = _("people who ask for reallocations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reallocation", "by"],
                name="reallocation_asked_once_by_each",
                violation_error_message=_("The person asks for the reallocation already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reallocation}: {self.by_name}"


@append_only
class ReallocationStep(models.Model):
    """What has been done with a reallocation, with names and roles as text."""

    reallocation = models.ForeignKey(Reallocation, on_delete=models.PROTECT, related_name="steps")
    #: The same again for the step that decides: there is no more than one.
    decides = models.OneToOneField(
        Reallocation, on_delete=models.PROTECT, null=True, related_name="decision"
    )
    act = models.CharField(_("act"), max_length=10, choices=ReallocationAct)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200, blank=True)
    #: Why: for a refusal, a withdrawal, and a remark to an approval.
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    #: Why it was decided before the hearing's date.
    early_reason = models.TextField(_("why before the date"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("step of a reallocation")
        verbose_name_plural = _("steps of reallocations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=ReallocationAct.values),
                name="reallocation_step_act_known",
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(act=ReallocationAct.REFUSE) | ~models.Q(reason=""),
                name="reallocation_refused_with_reason",
                violation_error_message=_("Write why it is refused."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(act__in=DECISIONS, decides=models.F("reallocation"))
                    | (~models.Q(act__in=DECISIONS) & models.Q(decides__isnull=True))
                ),
                name="reallocation_decided_by_decisions",
                violation_error_message=_("Only an approval or a refusal decides."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reallocation}: {self.get_act_display()}"
