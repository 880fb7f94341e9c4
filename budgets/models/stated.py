"""What documents have printed, to be compared with the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, SafetyPlan, Target
from budgets.choices import StatedAgainst, StatedUnit
from budgets.models.lines import BudgetLine
from budgets.querysets import StatedFigureQuerySet
from partnership.models.named import Versioned


class StatedFigure(Versioned):
    """Oplyst tal: a figure a document printed, and where.

    Kroner are compared with the ledger: with the line, else the activity's own
    total, else the total of all, unless `against` says otherwise; counts with a
    target of the plan, if one is named. `stated` is None where nothing is printed.
    The difference is never stored; an explanation remembers which one it explained.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="stated_figures")
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity"),
    )
    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("budget line"),
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target"),
    )
    unit = models.CharField(_("unit"), max_length=8, choices=StatedUnit, default=StatedUnit.KRONER)
    against = models.CharField(
        _("compared with"), max_length=8, choices=StatedAgainst, default=StatedAgainst.BUDGET
    )
    label = models.CharField(_("what the figure is"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    stated = models.BigIntegerField(_("printed figure"), null=True, blank=True)
    #: As it is printed, where a number alone does not tell it: "quarterly", "188.00".
    wording = models.CharField(_("as printed"), max_length=200, blank=True)
    where = models.CharField(_("where it is printed"), max_length=200)
    doubt = models.TextField(_("doubt about the reading"), max_length=1000, blank=True)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    #: The figures whose difference the explanation was given for.
    explained_stated = models.BigIntegerField(null=True, editable=False)
    explained_ledger = models.BigIntegerField(null=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = StatedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__in=StatedUnit.values),
                name="stated_unit_known",
                violation_error_message=_("Choose a unit from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(label=""),
                name="stated_label_given",
                violation_error_message=_("Write what the figure is."),
            ),
            models.CheckConstraint(
                condition=~models.Q(where=""),
                name="stated_where_given",
                violation_error_message=_("Write where the figure is printed."),
            ),
            models.CheckConstraint(
                condition=models.Q(unit=StatedUnit.COUNT) | models.Q(target__isnull=True),
                name="stated_target_only_for_counts",
                violation_error_message=_("Only a count is compared with a target."),
            ),
            models.CheckConstraint(
                condition=models.Q(against__in=StatedAgainst.values),
                name="stated_against_known",
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(unit=StatedUnit.KRONER) | models.Q(against=StatedAgainst.BUDGET)
                ),
                name="stated_count_not_against_money",
                violation_error_message=_("A number is not compared with money."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
