"""Budget lines, their notes, and how cells without money are printed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from budgets.choices import Category, Mark, NoteScope
from budgets.querysets import BudgetLineQuerySet, BudgetNoteQuerySet
from partnership.models import Agreement, Organisation
from partnership.models.named import Versioned


class BudgetLine(Versioned):
    """Budgetpost: a row of an activity's table, over the years of an agreement.

    Its amounts are sums of entries in whole kroner. Co-financing has a funder
    and is shown, never summed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lines")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="lines")
    label = models.CharField(_("budget line"), max_length=200)
    category = models.CharField(
        _("category"), max_length=24, choices=Category, default=Category.ACTIVITIES
    )
    administrator = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="administered_lines",
        verbose_name=_("administrator"),
    )
    psp_element = models.CharField(_("PSP element"), max_length=40, blank=True)
    funder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funded_lines",
        verbose_name=_("co-financed by"),
    )
    counts_in_total = models.BooleanField(_("counts in the total"), default=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    #: A closed line takes no more money; what it held in earlier years stays.
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(label=""),
                name="line_label_given",
                violation_error_message=_("Write what the line is for."),
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values),
                name="line_category_known",
                violation_error_message=_("Choose a category from the list."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(funder__isnull=True, counts_in_total=True)
                    | models.Q(funder__isnull=False, counts_in_total=False)
                ),
                name="line_cofinancing_never_counts",
                violation_error_message=_("Co-financing has a funder and is never summed."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class CellMark(models.Model):
    """How a cell without money is printed; no mark is an empty cell."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="marks")
    year = models.PositiveSmallIntegerField(_("year"))
    mark = models.CharField(_("mark"), max_length=8, choices=Mark)

    class Meta:
        verbose_name = _("mark of an empty cell")
        verbose_name_plural = _("marks of empty cells")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "year"],
                name="mark_once_per_cell",
                violation_error_message=_("The cell has a mark already."),
            ),
            models.CheckConstraint(
                condition=models.Q(mark__in=Mark.values),
                name="mark_known",
                violation_error_message=_("Choose a mark from the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_mark_display()


class BudgetNote(Versioned):
    """A note under an activity's table: on the table, a row, year, cell or total."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="budget_notes")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="budget_notes")
    scope = models.CharField(_("belongs to"), max_length=6, choices=NoteScope)
    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("budget line"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    text = models.TextField(_("note"), max_length=2000)
    position = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = BudgetNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget note")
        verbose_name_plural = _("budget notes")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="note_text_given",
                violation_error_message=_("Write the note."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(scope=NoteScope.TABLE, line__isnull=True, year__isnull=True)
                    | models.Q(scope=NoteScope.ROW, line__isnull=False, year__isnull=True)
                    | models.Q(scope=NoteScope.YEAR, line__isnull=True, year__isnull=False)
                    | models.Q(scope=NoteScope.CELL, line__isnull=False, year__isnull=False)
                    | models.Q(scope=NoteScope.TOTAL, line__isnull=True)
                ),
                name="note_place_fits_scope",
                violation_error_message=_(
                    "Choose the budget line and the year that the note belongs to."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text
