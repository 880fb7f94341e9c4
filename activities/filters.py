"""The filters of the lists."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.choices import CommentState, PlanState
from activities.models import Comment, SafetyPlan, Source
from partnership.forms import WholeNumberInput
from partnership.models import Partnership, Revision
from partnership.sorting import fold, sort_key


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


class SourceFilter(django_filters.FilterSet):
    """Without those removed from the register, unless they are asked for."""

    q = django_filters.CharFilter(label=_("Author or title"), method="search", max_length=100)
    shown = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[
            ("cited", _("Cited")),
            ("uncited", _("Not cited")),
            ("removed", _("Removed from the register")),
        ],
        empty_label=_("All"),
        method="show",
    )

    class Meta:
        model = Source
        fields = ("q", "shown")

    @property
    def qs(self):
        found = super().qs
        return found if self.data.get("shown") == "removed" else found.standing()

    def search(self, queryset, name, value):
        """Every word stands in the author or the title, however it is written."""
        words = fold(value).split()
        found = [
            pk
            for pk, *names in queryset.values_list("pk", "author", "title")
            if all(word in fold(" ".join(names)) for word in words)
        ]
        return queryset.filter(pk__in=found)

    def show(self, queryset, name, value):
        if value == "removed":
            return queryset.filter(removed_at__isnull=False)
        return queryset.filter(**{"citations__gt" if value == "cited" else "citations": 0})


class CommentFilter(django_filters.FilterSet):
    """What is not settled, unless something else is asked for."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*CommentState.choices, ("all", _("All"))],
        empty_label=_("Not settled"),
        method="in_state",
    )

    class Meta:
        model = Comment
        fields = ("state",)

    @property
    def qs(self):
        found = super().qs
        return found if self.data.get("state") else found.waiting()

    def in_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(state=value)


class HistoryFilter(django_filters.FilterSet):
    """Of those who have written, and where; as many as have an entry."""

    by_name = django_filters.ChoiceFilter(
        label=pgettext_lazy("in a history", "Who"), empty_label=_("All")
    )

    class Meta:
        model = Revision
        fields: tuple[str, ...] = ("by_name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = self.queryset.order_by().values_list("by_name", flat=True).distinct()
        self.filters["by_name"].extra["choices"] = [
            (name, name) for name in sorted(names, key=sort_key) if name
        ]


class PlanHistoryFilter(HistoryFilter):
    subject_uuid = django_filters.ChoiceFilter(label=_("Where"), empty_label=_("All"))

    class Meta(HistoryFilter.Meta):
        fields = ("by_name", "subject_uuid")

    def __init__(self, *args, pasts, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["subject_uuid"].extra["choices"] = [
            (str(uuid), past.name) for uuid, past in pasts.items()
        ]
