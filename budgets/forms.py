"""Forms of budget lines and notes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.choices import NoteScope
from budgets.models import BudgetLine, BudgetNote
from partnership import formats
from partnership.forms import DateField, KronerField, VersionedForm
from partnership.models import Organisation

LINE_FIELDS = ["label", "category", "administrator", "psp_element", "funder"]


class LineForm(VersionedForm):
    """A line and its amounts: one field a year that may be written.

    `only_cofinancing`: of open years the amounts of co-financing alone are
    written, because the line's own money moves by reallocation.
    """

    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=500,
        required=False,
        help_text=_("Required when a closed year is corrected."),
    )

    #: Money is posted when a person says so, not while they type.
    autosaves = False

    class Meta:
        model = BudgetLine
        fields = LINE_FIELDS

    def __init__(
        self,
        *args: Any,
        years: Iterable[int] = (),
        closed_years: Iterable[int] = (),
        amounts: dict[int, int] | None = None,
        may_edit_words: bool = True,
        only_cofinancing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = tuple(years)
        self.closed_years = frozenset(closed_years)
        self.may_edit_words = may_edit_words
        self.only_cofinancing = only_cofinancing
        amounts = amounts or {}
        if not may_edit_words:
            for name in LINE_FIELDS:
                del self.fields[name]
        else:
            organisations = Organisation.objects.order_by("sort_key")
            self.offer("administrator", organisations)
            self.offer("funder", organisations)
        for year in self.years:
            self.fields[f"amount_{year}"] = KronerField(
                label=_("Amount %(year)s, kr.") % {"year": year},
                required=False,
                initial=amounts.get(year),
            )
            self.fields[f"seen_{year}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=amounts.get(year, 0)
            )
            if only_cofinancing and year not in self.closed_years:
                self.fields[f"amount_{year}"].help_text = _("For co-financing only.")
        if not self.closed_years:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        changed = [year for year in self.years if self._is_changed(year)]
        if not self.closed_years.isdisjoint(changed) and not cleaned.get("reason"):
            self.add_error("reason", _("Write why the closed year is corrected."))
        if self.only_cofinancing and "funder" in cleaned and cleaned["funder"] is None:
            for year in changed:
                self._refuse_own_money(year)
        return cleaned

    def _is_changed(self, year: int) -> bool:
        name, seen = f"amount_{year}", self.cleaned_data.get(f"seen_{year}") or 0
        return name not in self.errors and (self.cleaned_data.get(name) or 0) != seen

    def _refuse_own_money(self, year: int) -> None:
        if year not in self.closed_years:
            text = _(
                "The plan has been approved, so the line is given money by reallocation. Leave "
                "the amount out, or choose who co-finances the line."
            )
            self.add_error(f"amount_{year}", text)

    @property
    def line_values(self) -> dict[str, Any]:
        if not self.may_edit_words:
            return {}
        values = {name: self.cleaned_data[name] for name in LINE_FIELDS}
        return values | {"counts_in_total": values["funder"] is None}

    @property
    def amounts(self) -> dict[int, tuple[int, int]]:
        """By year: what the person saw and what it is to be, whole kroner.

        An emptied field means 0, if there was money; else the cell stays empty.
        """
        changed = {}
        for year in self.years:
            seen = self.cleaned_data.get(f"seen_{year}") or 0
            amount = self.cleaned_data.get(f"amount_{year}") or 0
            if amount != seen:
                changed[year] = (seen, amount)
        return changed

    def refuse_amount(self, year_amounts: dict[int, int], message: str) -> None:
        """Keep what was typed; the form now carries the amounts as they are.

        A year that the person left alone follows the other's amount, so that
        saving again takes back nothing they have not seen.
        """
        typed = self.amounts
        for year in self.years:
            amount = year_amounts.get(year, 0)
            seen = self.cleaned_data.get(f"seen_{year}") or 0
            if amount == seen:
                continue
            self.retype(**{f"seen_{year}": amount})
            if year in typed:
                self.add_error(f"amount_{year}", message)
            else:
                self.retype(**{f"amount_{year}": formats.amount(amount)})

    def _post_clean(self) -> None:
        if self.may_edit_words:
            self.instance.counts_in_total = self.cleaned_data.get("funder") is None
            super()._post_clean()  # type: ignore[misc]


class TransferForm(VersionedForm):
    """The activity that a line is moved to."""

    autosaves = False

    class Meta:
        model = BudgetLine
        fields = ["activity"]
        labels = {"activity": _("Move to")}

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["activity"] = None
        self.offer("activity", activities)
        if activities.exists():
            text = _(
                "Its amounts and notes go along, and the history of both chapters tells of it."
            )
        else:
            text = _("You write in no other activity of the plan that it could be moved to.")
        self.fields["activity"].help_text = text


class NoteForm(VersionedForm):
    autosaves = False

    class Meta:
        model = BudgetNote
        fields = ["scope", "line", "year", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "class": "plain-text"})}

    def __init__(
        self,
        *args: Any,
        lines: Any = None,
        years: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = tuple(years)
        if lines is not None:
            self.offer("line", lines)
        self.fields["line"].help_text = _("For a note on a budget line or an amount.")
        self.fields["year"].help_text = _("For a note on a year, an amount or a year's total.")

    def clean_year(self) -> int | None:
        year = self.cleaned_data["year"]
        if year is not None and year not in self.years:
            raise forms.ValidationError(
                _("The year %(year)s is outside the agreement, which covers %(first)s to %(last)s.")
                % {"year": year, "first": self.years[0], "last": self.years[-1]}
            )
        return year

    def clean(self) -> dict[str, Any]:
        """A note names what its place needs, and what it does not need is dropped."""
        cleaned = super().clean()
        scope = cleaned.get("scope")
        if scope in (NoteScope.ROW, NoteScope.CELL):
            if not cleaned.get("line") and "line" not in self.errors:
                self.add_error("line", _("Choose the budget line that the note belongs to."))
        else:
            cleaned["line"] = None
        if scope in (NoteScope.YEAR, NoteScope.CELL):
            if not cleaned.get("year") and "year" not in self.errors:
                self.add_error("year", _("Write the year that the note belongs to."))
        elif scope != NoteScope.TOTAL:
            cleaned["year"] = None
        return cleaned


class ChangesForm(forms.Form):
    """Two days, whose ends are compared. Either may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # They are named as in the address, and one of the names is Python's own.
        self.fields["from"] = DateField(
            label=_("From the end of"),
            required=False,
            help_text=_("Empty: since the first approval."),
        )
        self.fields["to"] = DateField(
            label=_("To the end of"), required=False, help_text=_("Empty: until today.")
        )

    @property
    def first(self) -> date | None:
        return self._day("from")

    @property
    def last(self) -> date:
        return self._day("to") or timezone.localdate()

    def _day(self, name: str) -> date | None:
        return self.cleaned_data.get(name) if self.is_bound else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        for name, day in (("from", first), ("to", last)):
            if day and day > timezone.localdate():
                self.add_error(name, _("The day has not come yet."))
        if first and last and first > last:
            self.add_error("to", _("The last day comes before the first."))
        return cleaned
