"""Theory of change: what the partnership does, and what it is to lead to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.choices import TheoryColumn
from partnership.models.named import Versioned
from partnership.models.partnerships import Agreement, FocusArea


class TheoryItem(Versioned):
    """One box of the diagram. Links are drawn only where the source draws them."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="theory_items")
    column = models.CharField(_("column"), max_length=10, choices=TheoryColumn)
    focus_area = models.ForeignKey(
        FocusArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="theory_items",
        verbose_name=_("focus area"),
    )
    text = models.CharField(_("text"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    leads_to = models.ManyToManyField("self", symmetrical=False, blank=True)

    class Meta:
        verbose_name = _("theory of change item")
        verbose_name_plural = _("theory of change items")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(column__in=TheoryColumn.values),
                name="theory_column_known",
                violation_error_message=_("Choose a column from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="theory_text_given",
                violation_error_message=_("Write a text."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
