"""Forms of the reconciliation: what is shown, a stated figure, and its explanation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, SafetyPlan, Target
from budgets.choices import StatedAgainst, StatedUnit
from budgets.models import BudgetLine, StatedFigure
from partnership.forms import KronerField, VersionedForm

#: More than a sum of amounts comes to.
MOST = 10**15
WORDS = forms.Textarea(attrs={"rows": 3, "class": "plain-text"})

LISTED, OPEN, EXPLAINED, IN_DOUBT, EVERY = "", "open", "explained", "doubt", "all"


class ReconciliationFilter(forms.Form):
    """Which of the figures are shown; nothing chosen means those that differ or are in doubt."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (LISTED, _("Differences and doubts")),
            (OPEN, _("Open differences")),
            (EXPLAINED, _("Explained differences")),
            (IN_DOUBT, _("In doubt")),
            (EVERY, _("All figures, also those that agree")),
        ],
    )


class ExplanationForm(VersionedForm):
    """The words, and the ledger's figure that they were written beside."""

    ledger = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST
    )
    carried = (*VersionedForm.carried, "ledger")

    class Meta:
        model = StatedFigure
        fields = ["explanation"]
        widgets = {"explanation": WORDS}


class StatedFigureForm(VersionedForm):
    """A figure in whole kroner or a count; the plan says what it may be compared with."""

    stated = KronerField(
        label=_("Printed figure"),
        required=False,
        help_text=_("Whole kroner or a number. Leave it empty where nothing is printed."),
    )

    class Meta:
        model = StatedFigure
        fields = [
            "where",
            "label",
            "unit",
            "stated",
            "wording",
            "year",
            "against",
            "activity",
            "line",
            "target",
            "doubt",
            "explanation",
        ]
        widgets = {"doubt": WORDS, "explanation": WORDS}
        help_texts = {
            "where": _("For example the chapter and the table."),
            "wording": _("Where the number alone does not tell it, such as quarterly."),
            "against": _("For kroner. Without an activity it is the sum of all."),
            "line": _("Where the figure is of one budget line."),
            "target": _("For a number that the plan has a target for."),
            "doubt": _("What cannot be read with certainty, and how it is read."),
        }

    def __init__(self, *args: Any, plan: SafetyPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        lines = BudgetLine.objects.filter(agreement=plan.agreement_id).for_table()
        targets = Target.objects.filter(
            deliverable__part__chapter__plan=plan,
            deliverable__removed_at__isnull=True,
            removed_at__isnull=True,
        ).select_related("deliverable__part__chapter")
        activities = Activity.objects.filter(partnership=plan.partnership_id)
        self.offer("activity", activities.order_by("sort_key"))
        self.offer("line", lines.order_by("activity__sort_key", "position", "id"))
        self.offer("target", targets.order_by("deliverable__part__chapter__number", "id"))
        self.fields["line"].label_from_instance = _line_name  # type: ignore[attr-defined]
        self.fields["target"].label_from_instance = _target_name  # type: ignore[attr-defined]

    def clean_year(self) -> int | None:
        year, years = self.cleaned_data["year"], self.plan.agreement.years
        if year is not None and year not in years:
            raise forms.ValidationError(
                _("The year %(year)s is outside the agreement, which covers %(first)s to %(last)s.")
                % {"year": year, "first": years[0], "last": years[-1]}
            )
        return year

    def clean(self) -> dict[str, Any]:
        """What the unit has no use for is dropped; what it needs is asked for."""
        cleaned = super().clean()
        if cleaned.get("unit") == StatedUnit.COUNT:
            return cleaned | {"line": None, "against": StatedAgainst.BUDGET}
        cleaned["target"] = None
        if not cleaned.get("year") and "year" not in self.errors:
            self.add_error("year", _("Write the year that the amount is of."))
        self._clean_against(cleaned)
        return cleaned

    def _clean_against(self, cleaned: dict[str, Any]) -> None:
        activity, line = cleaned.get("activity"), cleaned.get("line")
        against, year = cleaned.get("against"), cleaned.get("year")
        if line and activity and line.activity_id != activity.pk:
            self.add_error("line", _("The budget line belongs to another activity."))
        elif line:
            cleaned["activity"] = line.activity
        if against == StatedAgainst.FRAME:
            cleaned |= {"activity": None, "line": None}
            if year and year != self.plan.year:
                text = _("The plan has a frame for %(year)s only.")
                self.add_error("year", text % {"year": self.plan.year})
        elif against == StatedAgainst.GRANTS and not cleaned.get("activity"):
            self.add_error("activity", _("Choose the activity that pools have granted money."))


class NewStatedFigureForm(StatedFigureForm):
    #: A figure is added when it is complete, not while it is typed.
    autosaves = False


def _line_name(line: BudgetLine) -> str:
    return f"{line.activity}: {line}"


def _target_name(target: Target) -> str:
    return f"{target.deliverable.part.chapter}: {target}"
