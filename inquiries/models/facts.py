"""Figures in letters that remember where they come from."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, SafetyPlan, Target
from budgets.models import BudgetLine, Pool
from inquiries.choices import FactKind
from inquiries.models.figures import UnitFigure
from inquiries.models.replies import Reply
from inquiries.querysets import FactQuerySet
from partnership.models.named import Identified

#: The field that names the source of each kind of fact.
SOURCES = {
    FactKind.LINE: "line",
    FactKind.ACTIVITY: "activity",
    FactKind.YEAR: "plan",
    FactKind.FRAME: "plan",
    FactKind.POOL: "pool",
    FactKind.GRANTED: "pool",
    FactKind.FIGURE: "figure",
    FactKind.TARGET: "target",
}


class Fact(Identified):
    """A figure taken into a reply: its source, its value then, and how it reads in the text.

    The text refers to it by its uuid. `value` is whole kroner or a count, None
    where the source is words, such as a target "mindst 10"; `text` is what the
    letter prints. It is stale when its source gives another value by now.
    """

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=10, choices=FactKind)
    plan = models.ForeignKey(
        SafetyPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pool = models.ForeignKey(
        Pool, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    figure = models.ForeignKey(
        UnitFigure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    label = models.CharField(_("what it is"), max_length=300)
    value = models.BigIntegerField(null=True)
    text = models.CharField(_("figure"), max_length=200)
    taken_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_by_name = models.CharField(max_length=200)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FactKind.values),
                name="fact_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind=FactKind.LINE, line__isnull=False, year__isnull=False)
                    | Q(
                        kind=FactKind.ACTIVITY,
                        activity__isnull=False,
                        plan__isnull=False,
                        year__isnull=False,
                    )
                    | Q(kind=FactKind.YEAR, plan__isnull=False, year__isnull=False)
                    | Q(kind=FactKind.FRAME, plan__isnull=False)
                    | Q(
                        kind__in=[FactKind.POOL, FactKind.GRANTED],
                        pool__isnull=False,
                        year__isnull=False,
                    )
                    | Q(kind=FactKind.FIGURE, figure__isnull=False)
                    | Q(kind=FactKind.TARGET, target__isnull=False)
                ),
                name="fact_names_its_source",
                violation_error_message=_("A fact names what it comes from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"

    @property
    def key(self) -> str:
        """Names the source in a form, such as "line.17.2024"."""
        source = getattr(self, f"{SOURCES[FactKind(self.kind)]}_id")
        return ".".join((self.kind, str(source), str(self.year or "")))
