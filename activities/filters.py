"""Filters of the list of plans."""

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.choices import PlanState
from activities.models import SafetyPlan
from partnership.forms import WholeNumberInput
from partnership.models import Partnership


def visible_partnerships(request):
    return Partnership.objects.visible_to(request.user)


class PlanFilter(django_filters.FilterSet):
    partnership = django_filters.ModelChoiceFilter(
        label=_("Partnership"), queryset=visible_partnerships, empty_label=_("All")
    )
    year = django_filters.NumberFilter(
        label=_("Year"), widget=WholeNumberInput, min_value=1900, max_value=2200
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=PlanState.choices, empty_label=_("All")
    )

    class Meta:
        model = SafetyPlan
        fields = ("partnership", "year", "state")
