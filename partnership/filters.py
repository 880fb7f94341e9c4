"""Filters of the directory and of the follow-ups."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnership.choices import OrganisationKind
from partnership.models import FollowUp, Organisation


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


WAITING, OVERDUE, DONE = "waiting", "overdue", "done"
MINE, ALL = "mine", "all"


class FollowUpFilter(django_filters.FilterSet):
    whose = django_filters.ChoiceFilter(
        label=_("Show"),
        method="of_whom",
        choices=[(MINE, _("Mine")), (ALL, _("All that I may see"))],
        empty_label=None,
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[
            (WAITING, _("Not done yet")),
            (OVERDUE, _("Overdue")),
            (DONE, pgettext_lazy("state of a follow-up", "Done")),
        ],
        empty_label=_("All"),
    )

    class Meta:
        model = FollowUp
        fields = ("whose", "state")

    def of_whom(self, queryset, name, value):
        return queryset.filter(owner=self.request.user) if value == MINE else queryset

    def in_state(self, queryset, name, value):
        if value == OVERDUE:
            return queryset.overdue_on(timezone.localdate())
        return queryset.filter(done_at__isnull=value == WAITING)
