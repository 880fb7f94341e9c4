"""Figures that a unit states: the counts of its committee rounds, with where they are written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inquiries.querysets import OfUnitQuerySet
from partnership.models import Unit
from partnership.models.named import Versioned


class UnitFigure(Versioned):
    """Oplyst tal of a unit: a count, or whole kroner, such as the grants of a committee round."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="figures")
    round = models.CharField(_("round"), max_length=200)
    label = models.CharField(_("what the figure is"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    value = models.BigIntegerField(_("figure"))
    is_kroner = models.BooleanField(_("whole kroner"), default=False)
    where = models.CharField(_("where it is written"), max_length=300)
    position = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of a unit")
        verbose_name_plural = _("figures of units")
        ordering = ["round", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(round="") & ~models.Q(label="") & ~models.Q(where=""),
                name="unit_figure_says_what_and_where",
                violation_error_message=_("Write what the figure is, and where it is written."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.label}"
