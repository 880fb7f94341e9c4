"""The list of a plan's reallocations: its table and its filter."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.choices import ReallocationState
from budgets.models import Reallocation
from partnership.formats import amount, short_date
from partnership.querysets import by_rank

NUM = {"th": {"class": "num"}, "td": {"class": "num"}}


class ReallocationTable(tables.Table):
    number = tables.Column(_("No."), attrs=NUM)
    subject = tables.Column(
        _("Subject"),
        empty_values=(),
        order_by=("subject", "number"),
        linkify=lambda record: _url(record),
    )
    state = tables.Column(_("State"))
    moved = tables.Column(_("Moved, kr."), order_by=("moved", "number"), attrs=NUM)
    requested_by_name = tables.Column(_("Asked by"), order_by=("requested_by_name", "number"))
    hearing_until = tables.Column(_("Hearing until"), order_by=("hearing_until", "number"))
    decided_at = tables.Column(_("Decided"), order_by=("decided_at", "number"))

    caption = _("Reallocations of the plan; the amount is what budget lines are given in all")
    row_header = "subject"

    class Meta:
        model = Reallocation
        fields = (
            "number",
            "subject",
            "state",
            "moved",
            "requested_by_name",
            "hearing_until",
            "decided_at",
        )
        order_by = ("-number",)
        empty_text = _("No reallocation is in that state.")

    def order_state(self, queryset, is_descending):
        """From the first state to the last."""
        return by_rank(queryset, "state", ReallocationState, descending=is_descending), True

    def render_subject(self, value):
        return value or _("Without a subject yet")

    def render_moved(self, value):
        return amount(value)

    def render_hearing_until(self, value):
        return short_date(value)

    def render_decided_at(self, value):
        return short_date(timezone.localdate(value))


def _url(reallocation: Reallocation) -> str:
    plan = reallocation.plan
    return reverse("reallocation", args=[plan.partnership.slug, plan.year, reallocation.number])


class ReallocationFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ReallocationState.choices, empty_label=_("All")
    )

    class Meta:
        model = Reallocation
        fields = ("state",)
