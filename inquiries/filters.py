"""Filters of the list of inquiries."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from inquiries.choices import InquiryState
from inquiries.models import Councillor, Inquiry
from partnership.forms import DateField
from partnership.models import Unit

OPEN, OVERDUE = "open", "overdue"


class DayFilter(django_filters.Filter):
    """A day in any usual Danish form."""

    field_class = DateField


class InquiryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Number, subject or name"), method="search", max_length=100
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[
            (OPEN, _("Being worked on")),
            (OVERDUE, _("Overdue")),
            *InquiryState.choices,
        ],
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("All")
    )
    councillor = django_filters.ModelChoiceFilter(
        label=_("Councillor"), queryset=Councillor.objects.none(), empty_label=_("All")
    )
    activity = django_filters.ModelChoiceFilter(
        label=_("Activity"),
        field_name="activities",
        queryset=Activity.objects.none(),
        empty_label=_("All"),
    )
    party = django_filters.CharFilter(
        label=_("Party letter"),
        field_name="asker_party_letter",
        lookup_expr="iexact",
        max_length=3,
    )
    since = DayFilter(label=_("Asked from"), field_name="asked_on", lookup_expr="gte")
    until = DayFilter(label=_("Asked until"), field_name="asked_on", lookup_expr="lte")

    class Meta:
        model = Inquiry
        fields = ("q", "state", "unit", "councillor", "activity", "party", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        self.filters["unit"].queryset = Unit.objects.visible_to(user).order_by("sort_key")
        councillors = Councillor.objects.visible_to(user)
        self.filters["councillor"].queryset = councillors.order_by("sort_key")
        named = Activity.objects.filter(inquiries__in=Inquiry.objects.visible_to(user))
        self.filters["activity"].queryset = named.distinct().order_by("sort_key")

    def search(self, queryset, name, value):
        return queryset.matching(value)

    def in_state(self, queryset, name, value):
        if value == OPEN:
            return queryset.open()
        if value == OVERDUE:
            return queryset.awaiting_answer().filter(due_on__lt=timezone.localdate())
        return queryset.filter(state=value)
