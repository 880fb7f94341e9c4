"""The lists of plans, of sources, of comments and of a history."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.choices import CommentState, PlanState
from activities.models import Comment, SafetyPlan, Source
from activities.services.compared import told
from partnership.formats import short_date, short_moment
from partnership.models import Revision
from partnership.querysets import by_rank
from partnership.sorting import sort_key


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


class CommentTable(tables.Table):
    about = tables.Column(
        _("About"), linkify=lambda record: record.get_absolute_url(), order_by=("about", "id")
    )
    chapter = tables.Column(
        _("Chapter"), order_by=("chapter__number", "id"), default=_("Front matter")
    )
    author_name = tables.Column(_("Written by"), order_by=("author_name", "id"))
    written_at = tables.Column(_("Written"), order_by=("written_at", "id"))
    answer_count = tables.Column(
        _("Answers"),
        order_by=("answer_count", "id"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    state = tables.Column(_("State"))

    caption = _("Comments on the plan and its chapters")
    row_header = "about"

    class Meta:
        model = Comment
        fields = ("about", "chapter", "author_name", "written_at", "answer_count", "state")
        order_by = ("-written_at",)
        empty_text = _("There are no comments here.")

    def order_state(self, queryset, is_descending):
        """What waits first comes first."""
        return by_rank(queryset, "state", CommentState, descending=is_descending), True

    def render_chapter(self, value):
        """A number is not left alone at the end of a line."""
        return str(value).replace(" ", "\u00a0", 1)

    def render_written_at(self, value):
        return short_date(timezone.localdate(value))


class SourceTable(tables.Table):
    author = tables.Column(_("Author"))
    title = tables.Column(
        _("Title"),
        empty_values=(),
        linkify=lambda record: reverse("source", args=[record.uuid]),
    )
    year = tables.Column(_("Year"), order_by=("year", "id"))
    citations = tables.Column(
        _("Cited in texts"),
        order_by=("citations", "id"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )

    caption = _("Sources in the register, and how many chapters and common texts cite each")
    row_header = "title"

    class Meta:
        model = Source
        fields = ("author", "title", "year", "citations")
        order_by = ("author",)
        empty_text = _("No source matches.")

    def render_title(self, record):
        return record.title or record.short_name

    def order_author(self, queryset, is_descending):
        return _by_words(queryset, "author", descending=is_descending), True

    def order_title(self, queryset, is_descending):
        return _by_words(queryset, "title", descending=is_descending), True


class HistoryTable(tables.Table):
    """The entries of a chapter, or of a plan and its chapters.

    `pasts` tells by identity what each entry is about and where it is read.
    """

    ended_at = tables.Column(_("When"), order_by=("ended_at", "id"))
    by_name = tables.Column(pgettext_lazy("in a history", "Who"), order_by=("by_name", "id"))
    what = tables.Column(_("What changed"), orderable=False, empty_values=())

    caption = _("Versions, the latest first")
    row_header = "ended_at"

    class Meta:
        model = Revision
        fields: tuple[str, ...] = ("ended_at", "by_name", "what")
        order_by = ("-ended_at",)
        empty_text = _("Nobody has changed anything since the text was put in.")

    def __init__(self, *args, pasts, **kwargs):
        super().__init__(*args, **kwargs)
        self.pasts = pasts

    def render_ended_at(self, value):
        return short_moment(value)

    def render_what(self, record):
        context = {"entry": record, "told": told(record), "past": self.pasts[record.subject_uuid]}
        return render_to_string("activities/history/what.html", context)


class PlanHistoryTable(HistoryTable):
    place = tables.Column(_("Where"), order_by=("place", "id"), empty_values=())

    class Meta(HistoryTable.Meta):
        fields = ("ended_at", "by_name", "place", "what")

    def render_place(self, record):
        past = self.pasts[record.subject_uuid]
        return format_html('<a href="{}">{}</a>', past.list_url, past.name)


def _by_words(queryset, name: str, *, descending: bool):
    """In Danish order, which the register is small enough to be put in here."""
    words = dict(queryset.values_list("pk", name))
    order = sorted(words, key=lambda pk: sort_key(words[pk]))
    return by_rank(queryset, "pk", order, descending=descending)


def record_address(plan: SafetyPlan) -> list[object]:
    return [plan.partnership.slug, plan.year]
