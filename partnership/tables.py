"""The directory of organisations, and the follow-ups, as lists."""

import django_tables2 as tables
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnership.choices import OrganisationKind
from partnership.formats import short_date
from partnership.models import FollowUp, Organisation
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


class FollowUpTable(tables.Table):
    what = tables.Column(
        _("What is to be done"),
        order_by=("what", "pk"),
        linkify=lambda record: reverse("follow_up_done", args=[record.uuid]),
    )
    owner = tables.Column(_("Responsible"), order_by=("owner__sort_key", "pk"))
    due_on = tables.Column(
        _("By when"),
        empty_values=(),
        attrs={"td": {"class": lambda record: "state--bad" if record.is_overdue else ""}},
    )
    origin = tables.Column(pgettext_lazy("of a follow-up", "From"), order_by=("origin", "pk"))
    done_at = tables.Column(_("Done"), order_by=("done_at", "pk"), empty_values=())

    caption = _("Follow-ups, the most urgent first")
    row_header = "what"

    class Meta:
        model = FollowUp
        fields = ("what", "owner", "due_on", "origin", "done_at")
        order_by = ("due_on",)
        empty_text = _("No follow-up matches. Try another filter.")

    def order_due_on(self, queryset, is_descending):
        """Those without a date come last."""
        due = F("due_on")
        order = due.desc(nulls_last=True) if is_descending else due.asc(nulls_last=True)
        return queryset.order_by(order, "pk"), True

    def render_due_on(self, record):
        if record.due_on is None:
            return _("No date")
        day = short_date(record.due_on)
        return _("%(day)s, overdue") % {"day": day} if record.is_overdue else day

    def render_done_at(self, record):
        if record.done_at is None:
            return _("Not yet")
        day = short_date(timezone.localtime(record.done_at).date())
        return _("%(day)s by %(name)s") % {"day": day, "name": record.done_by_name}
