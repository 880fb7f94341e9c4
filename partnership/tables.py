"""The directory of organisations as a list."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.choices import OrganisationKind
from partnership.models import Organisation
from partnership.querysets import by_rank
from partnership.sorting import sort_key


class OrganisationTable(tables.Table):
    name = tables.Column(
        _("Name"),
        order_by="sort_key",
        linkify=lambda record: reverse("organisation", args=[record.uuid]),
    )
    short_name = tables.Column(_("Short name"), order_by=("short_name", "sort_key"))
    kind = tables.Column(_("Kind"))
    parent = tables.Column(_("Part of"), order_by=("parent__sort_key", "sort_key"))
    aliases = tables.Column(_("Also called"), orderable=False, empty_values=())

    caption = _("Organisations in the directory")
    row_header = "name"

    class Meta:
        model = Organisation
        fields = ("name", "short_name", "kind", "parent", "aliases")
        order_by = ("name",)
        empty_text = _("No organisation matches. Try fewer or other words.")

    def order_kind(self, queryset, is_descending):
        """By the words that stand in the column."""
        kinds = sorted(OrganisationKind, key=lambda kind: sort_key(str(kind.label)))
        return by_rank(queryset, "kind", kinds, descending=is_descending), True

    def render_name(self, record):
        return record.name

    def render_aliases(self, record):
        return ", ".join(alias.name for alias in record.aliases.all())
