"""The list of inquiries."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inquiries.choices import InquiryState
from inquiries.models import Inquiry
from inquiries.services.clock_words import time_left
from partnership.formats import short_date
from partnership.querysets import by_rank


class InquiryTable(tables.Table):
    number = tables.Column(
        _("No."),
        attrs={"td": {"class": "num"}, "th": {"class": "num"}},
        order_by=("year", "number"),
        linkify=lambda record: reverse("inquiry", args=[record.year, record.number]),
    )
    subject = tables.Column(_("Subject"), order_by=("subject", "pk"))
    due_on = tables.Column(_("Deadline"), empty_values=())
    left = tables.Column(
        _("Time left"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": lambda record: "state--bad" if record.is_overdue else ""}},
    )
    state = tables.Column(_("State"))
    asker_name = tables.Column(_("Who asks"), order_by=("asker_name", "pk"))
    responsible = tables.Column(_("Responsible"), order_by=("responsible__sort_key", "pk"))

    caption = _("Inquiries you may see, the most urgent first")
    row_header = "subject"

    class Meta:
        model = Inquiry
        fields = ("number", "subject", "due_on", "left", "state", "asker_name", "responsible")
        order_by = ("due_on",)
        empty_text = _("No inquiry matches. Those that are answered are under another status.")

    def order_due_on(self, queryset, is_descending):
        """The open ones by deadline; those whose clock stands still, and the answered, last."""
        return queryset.by_deadline(descending=is_descending), True

    def order_state(self, queryset, is_descending):
        return by_rank(queryset, "state", InquiryState, descending=is_descending), True

    def render_number(self, record):
        return record.designation

    def render_asker_name(self, record):
        return record.asker

    def render_due_on(self, record):
        return short_date(record.due_on) if record.due_on else _("Stands still")

    def render_left(self, record):
        return time_left(record)
