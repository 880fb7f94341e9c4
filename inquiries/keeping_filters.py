"""Filters of what a unit keeps for writing."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from inquiries.models import Contact, TextBlock, UnitFigure
from partnership.models import Organisation
from partnership.sorting import fold


class ContactFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Words"), method="search", max_length=100)
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("All")
    )

    class Meta:
        model = Contact
        fields = ("q", "organisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.queryset.order_by().values("organisation")
        rows = Organisation.objects.filter(pk__in=named).order_by("sort_key")
        self.filters["organisation"].queryset = rows

    def search(self, queryset, name, value):
        return queryset.matching(value)


class NamedFilter(django_filters.FilterSet):
    """Few enough rows that they are looked through here, folded."""

    q = django_filters.CharFilter(label=_("Words"), method="search", max_length=100)
    #: What is looked in.
    looked_in: tuple[str, ...] = ()

    def search(self, queryset, name, value):
        words = fold(value).split()
        found = [
            pk
            for pk, *texts in queryset.values_list("pk", *self.looked_in)
            if all(word in fold(" ".join(texts)) for word in words)
        ]
        return queryset.filter(pk__in=found)


class TextBlockFilter(NamedFilter):
    looked_in = ("name", "body")

    class Meta:
        model = TextBlock
        fields = ("q",)


class UnitFigureFilter(NamedFilter):
    looked_in = ("round", "label", "where")

    class Meta:
        model = UnitFigure
        fields = ("q",)
