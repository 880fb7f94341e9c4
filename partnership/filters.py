"""Filters of the directory."""

import django_filters
from django.utils.translation import gettext_lazy as _

from partnership.choices import OrganisationKind
from partnership.models import Organisation


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), method="search", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=OrganisationKind.choices, empty_label=_("All")
    )

    class Meta:
        model = Organisation
        fields = ("q", "kind")

    def search(self, queryset, name, value):
        return queryset.matching(value)
