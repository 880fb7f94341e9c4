"""The filters of the matrix."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, SafetyPlan
from budgets.choices import Category
from budgets.models import BudgetLine
from budgets.services.economy_shown import Chosen, chosen
from partnership.formats import long_date
from partnership.forms import DateField
from partnership.models import FocusArea, Organisation


class DayFilter(django_filters.Filter):
    """A day in any usual Danish form; it narrows no rows by itself."""

    field_class = DateField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


def _not_to_come(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("The day has not come yet."))


class MatrixFilter(django_filters.FilterSet):
    """Lines of the plan's agreement; a focus area asks about whole activities."""

    focus_area = django_filters.ModelChoiceFilter(
        label=_("Focus area"),
        field_name="activity__focus_areas",
        queryset=FocusArea.objects.none(),
        empty_label=_("All"),
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=Category.choices, empty_label=_("All")
    )
    administrator = django_filters.ModelChoiceFilter(
        label=_("Administrator"), queryset=Organisation.objects.none(), empty_label=_("All")
    )
    on = DayFilter(label=_("Amounts as of"), validators=[_not_to_come])

    class Meta:
        model = BudgetLine
        fields = ("focus_area", "category", "administrator")

    def __init__(self, *args: Any, plan: SafetyPlan, **kwargs: Any) -> None:
        self.plan = plan
        lines = BudgetLine.objects.filter(agreement=plan.agreement_id)
        super().__init__(*args, queryset=lines, **kwargs)
        self.filters["focus_area"].queryset = plan.agreement.focus_areas.all()
        holders = Organisation.objects.filter(administered_lines__in=lines).distinct()
        self.filters["administrator"].queryset = holders.order_by("sort_key")

    @property
    def chosen(self) -> Chosen:
        """What is left of the plan's economy, of a valid filter or an empty one.

        The page and its files all begin here, so that they hold the same.
        """
        if not self.is_bound:
            return chosen(self.plan)
        on = self.values.get("on")
        return chosen(
            self.plan, on=on, activities=self.activities, lines=self.lines, told=tuple(self.told)
        )

    @property
    def told(self) -> Iterable[tuple[str, str]]:
        """What has been chosen, as the form calls it."""
        for name, value in self.values.items():
            label = str(self.filters[name].label)
            if name == "on":
                yield label, long_date(value)
            else:
                yield label, str(Category(value).label if name == "category" else value)

    @property
    def query(self) -> str:
        """The filter alone, for the address of a file; "" where nothing is chosen."""
        return urlencode({name: self.data[name] for name in self.filters if self.data.get(name)})

    @property
    def values(self) -> dict[str, Any]:
        """What has been chosen, of a valid filter."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def activities(self) -> set[int] | None:
        """Ids of the activities that serve the focus area; None for all."""
        area = self.values.get("focus_area")
        if area is None:
            return None
        return set(Activity.objects.filter(focus_areas=area).values_list("pk", flat=True))

    @property
    def lines(self) -> set[int] | None:
        """Ids of the lines of the category and administrator; None for all."""
        if not self.values.keys() & {"category", "administrator"}:
            return None
        return set(self.qs.values_list("pk", flat=True))
