"""The lists of what a unit keeps for writing."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inquiries.models import Contact, TextBlock, UnitFigure
from inquiries.services.fact_values import said
from partnership.formats import short_date


def _edit(kind: str):
    return lambda record: reverse("kept_edit", args=[kind, record.uuid])


class ContactTable(tables.Table):
    on = tables.Column(_("When"), order_by=("on", "id"), empty_values=())
    organisation = tables.Column(_("Organisation"), order_by=("organisation__sort_key", "id"))
    channel = tables.Column(_("How"), order_by=("channel", "id"))
    who = tables.Column(_("Who"), order_by=("who", "id"))
    text = tables.Column(_("What"), orderable=False, linkify=_edit("contacts"))

    caption = _("Contacts with organisations, the latest first")
    row_header = "text"

    class Meta:
        model = Contact
        fields = ("on", "organisation", "channel", "who", "text")
        order_by = ("-on",)
        empty_text = _("No contact matches.")

    def render_on(self, record):
        day = short_date(record.on) if record.on else ""
        return " ".join(part for part in (day, record.when) if part)


class TextBlockTable(tables.Table):
    name = tables.Column(_("Name"), order_by=("name", "id"), linkify=_edit("text-blocks"))
    unit = tables.Column(_("Unit"), order_by=("unit__sort_key", "id"))

    caption = _("Text blocks")
    row_header = "name"

    class Meta:
        model = TextBlock
        fields = ("name", "unit")
        order_by = ("name",)
        empty_text = _("No text block matches.")


class UnitFigureTable(tables.Table):
    round = tables.Column(_("Round"), order_by=("round", "position", "id"))
    label = tables.Column(
        _("What the figure is"), order_by=("label", "id"), linkify=_edit("figures")
    )
    year = tables.Column(_("Year"), order_by=("year", "id"))
    value = tables.Column(
        _("Figure"),
        order_by=("value", "id"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    where = tables.Column(_("Where it is written"), orderable=False)

    caption = _("Figures of the unit's rounds")
    row_header = "label"

    class Meta:
        model = UnitFigure
        fields = ("round", "label", "year", "value", "where")
        order_by = ("round",)
        empty_text = _("No figure matches.")

    def render_year(self, value):
        return str(value)

    def render_value(self, record):
        return said(record.value, is_kroner=record.is_kroner)
