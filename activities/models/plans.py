"""Safety plans and their front matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.choices import EDITABLE_STATES, Placement, PlanState
from activities.querysets import PlanSectionQuerySet, SafetyPlanQuerySet
from partnership.models import Agreement, Partnership
from partnership.models.named import Versioned
from partnership.richtext.fields import RichTextField


class SafetyPlan(Versioned):
    """Tryghedsplan: one a year and partnership, under one agreement.

    Its version rises when the order of its activities changes.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety plan")
        verbose_name_plural = _("safety plans")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"],
                name="plan_once_a_year",
                violation_error_message=_("The partnership has a plan for this year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=PlanState.values),
                name="plan_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="plan_title_given",
                violation_error_message=_("Write a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def editable_state(self) -> bool:
        return self.state in EDITABLE_STATES

    @property
    def is_draft(self) -> bool:
        """Whether print carries the draft mark: until the plan is approved."""
        return self.state not in {PlanState.APPROVED, PlanState.CLOSED}


class PlanSection(Versioned):
    """A text of the plan that belongs to no activity."""

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="sections")
    placement = models.CharField(_("placement"), max_length=12, choices=Placement)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    body = RichTextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)

    objects = PlanSectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of the front matter")
        verbose_name_plural = _("sections of the front matter")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(placement__in=Placement.values),
                name="plan_section_placement_known",
                violation_error_message=_("Choose a placement from the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.get_placement_display()
