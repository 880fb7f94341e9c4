"""What has been decided about a plan: written once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.choices import PlanAct, PlanState
from activities.models.plans import SafetyPlan
from partnership.guards import append_only


@append_only
class PlanStep(models.Model):
    """One decision, with the name and role of whoever took it as text."""

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("decision"), max_length=10, choices=PlanAct)
    state = models.CharField(_("state before it"), max_length=12, choices=PlanState)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    #: The errors that the plan was approved in spite of, one a line, and why.
    overridden = models.TextField(_("approved in spite of"), blank=True)
    override_reason = models.TextField(_("why all the same"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("decision about a plan")
        verbose_name_plural = _("decisions about plans")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=PlanAct.values),
                name="plan_step_act_known",
                violation_error_message=_("Choose a decision from the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=PlanState.values),
                name="plan_step_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(act=PlanAct.REOPEN) | ~models.Q(reason=""),
                name="plan_step_reopened_with_reason",
                violation_error_message=_("Write why the plan is put under revision."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(overridden="", override_reason="")
                    | (~models.Q(overridden="") & ~models.Q(override_reason=""))
                    & models.Q(act=PlanAct.APPROVE)
                ),
                name="plan_step_overridden_with_reason",
                violation_error_message=_("Write why the plan is approved all the same."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_act_display()}"
