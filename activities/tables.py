"""Lists of plans."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.choices import PlanState
from activities.models import SafetyPlan
from partnership.querysets import by_rank


class PlanTable(tables.Table):
    title = tables.Column(
        _("Plan"), linkify=lambda record: reverse("plan", args=record_address(record))
    )
    partnership = tables.Column(_("Partnership"), order_by="partnership__sort_key")
    year = tables.Column(_("Year"), attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    state = tables.Column(_("State"))
    chapter_count = tables.Column(
        _("Chapters"), attrs={"th": {"class": "num"}, "td": {"class": "num"}}
    )

    caption = _("Safety plans you may see")
    row_header = "title"

    class Meta:
        model = SafetyPlan
        fields = ("title", "partnership", "year", "state", "chapter_count")
        order_by = ("-year",)
        empty_text = _("You have no plans to see. Ask your secretariat for a seat.")

    def order_state(self, queryset, is_descending):
        """From the first state of a plan to the last."""
        return by_rank(queryset, "state", PlanState, descending=is_descending), True


def record_address(plan: SafetyPlan) -> list[object]:
    return [plan.partnership.slug, plan.year]
