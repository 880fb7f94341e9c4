"""The draft of the reply on an inquiry's page: each part read, or open for writing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from activities.models import Activity
from inquiries.choices import RemarkState
from inquiries.models import Answer, Fact, Inquiry, Reply
from inquiries.services.facts import StaleFact, seen_sources, stale_of, used_facts
from inquiries.services.names import names_in
from inquiries.views.case_page import CasePage, CasePanel, case_panels, case_url, show_case
from partnership import richtext
from partnership.forms import ReferenceChoice
from partnership.requests import Request
from partnership.views.editing import Opened

#: The anchor of the letter's own fields.
FRAME = "framing"


@dataclass(frozen=True)
class ShownAnswer:
    """An answer under its question; `html` has its figures written out."""

    answer: Answer
    key: str
    html: str
    url: str
    edit_url: str
    tools: tuple[tuple[str, str], ...]
    remarks_url: str
    opened: Opened | None


@dataclass(frozen=True)
class ShownFact:
    """A figure of the letter. `new` is told only to those who may see its source."""

    fact: Fact
    stale: StaleFact | None
    may_see: bool


class DraftPage:
    """What the panels of the draft read, once."""

    def __init__(self, page: CasePage) -> None:
        self.page = page

    @property
    def reply(self) -> Reply:
        return self.page.reply

    @cached_property
    def names(self) -> dict[UUID, str]:
        return names_in(self.reply)

    @cached_property
    def _answers(self) -> list[Answer]:
        """With the number of comments on each that are not settled."""
        waiting = Count("remarks", filter=Q(remarks__state=RemarkState.OPEN))
        return list(self.reply.answers.select_related("question").annotate(waiting=waiting))

    @property
    def answers(self) -> list[ShownAnswer]:
        return [self.shown(answer) for answer in self._answers]

    def shown(self, answer: Answer) -> ShownAnswer:
        key = answer_key(answer)
        return ShownAnswer(
            answer=answer,
            key=key,
            html=self.written(answer.body),
            url=answer_url("answer", self.page.inquiry, answer),
            edit_url=answer_url("answer_edit", self.page.inquiry, answer),
            tools=tools_of(self.page.inquiry, answer),
            remarks_url=answer_url("answer_remarks", self.page.inquiry, answer),
            opened=self.page.is_open(key),
        )

    def written(self, html: str) -> str:
        return richtext.written_out(html, self.names)

    @property
    def opening(self) -> str:
        return self.written(self.reply.opening)

    @property
    def closing(self) -> str:
        return self.written(self.reply.closing)

    @property
    def letter(self) -> Opened | None:
        """The form of the letter's own fields, where it is open."""
        return self.page.is_open(FRAME)

    @cached_property
    def used(self) -> list[ShownFact]:
        """The figures that the texts use, and whether they still hold."""
        used = used_facts(self.reply, self._answers)
        changed = {found.fact.pk: found for found in stale_of(used)}
        seen = seen_sources(self.page.request.user, used)
        return [ShownFact(fact, changed.get(fact.pk), fact.pk in seen) for fact in used]


def answer_key(answer: Answer) -> str:
    return f"answer-{answer.question.number}"


def answer_url(name: str, inquiry: Inquiry, answer: Answer) -> str:
    return reverse(name, args=[inquiry.year, inquiry.number, answer.uuid])


def tools_of(inquiry: Inquiry, answer: Answer) -> tuple[tuple[str, str], ...]:
    """What can be put into an answer: the words, and where it is chosen."""
    tools = (
        ("answer_facts", _("Figures")),
        ("answer_contacts", _("Contact log")),
        ("answer_passages", _("Earlier answers")),
        ("answer_blocks", _("Text blocks")),
    )
    return tuple((label, answer_url(name, inquiry, answer)) for name, label in tools)


def reference_choices(reply: Reply) -> list[ReferenceChoice]:
    """What the texts of the reply can refer to: its figures, each under what it is, and the
    activities it may name."""
    facts = list(reply.facts.order_by("label", "pk"))
    named = names_in(reply).keys() - {fact.uuid for fact in facts}
    activities = Activity.objects.filter(uuid__in=named).order_by("sort_key")
    return [
        *(ReferenceChoice(fact.uuid, fact.text, fact.label) for fact in facts),
        *(ReferenceChoice(row.uuid, row.name, _("Activities")) for row in activities),
    ]


def draft_panel(page: CasePage) -> CasePanel:
    return CasePanel("draft", _("The reply"), "inquiries/draft/panel.html", _context(page))


def facts_panel(page: CasePage) -> CasePanel | None:
    """The figures of the letter with their sources; nothing where it has none."""
    draft = DraftPage(page)
    if not draft.used:
        return None
    context = {"draft": draft, "stale": [shown for shown in draft.used if shown.stale]}
    heading = _("Figures in the reply")
    return CasePanel("facts", heading, "inquiries/draft/facts_panel.html", context)


def show_part(
    request: Request, inquiry: Inquiry, key: str, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    """The inquiry's page with a part open; with htmx that part alone."""
    if request.htmx:
        page = CasePage(request, inquiry, opened)
        context: dict[str, Any] = {"page": page, "inquiry": inquiry, **_context(page)}
        shown = (row for row in context["draft"].answers if row.key == key)
        context["shown"] = next(shown, None)
        # What a saved part changes elsewhere on the page: the next step, and the steps taken.
        context["beside"] = [] if opened else [case_panels[key](page) for key in ("steps", "done")]
        response = render(request, "inquiries/draft/fragment.html", context, status=status)
    else:
        response = show_case(request, inquiry, opened, status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def part_saved(request: Request, inquiry: Inquiry, key: str, message: str) -> HttpResponse:
    messages.success(request, message)
    return part_closed(request, inquiry, key)


def part_closed(request: Request, inquiry: Inquiry, key: str) -> HttpResponse:
    """The part without its form, as it is saved."""
    if request.htmx:
        return show_part(request, inquiry, key)
    return HttpResponseRedirect(case_url(inquiry, key))


def _context(page: CasePage) -> dict[str, Any]:
    address = [page.inquiry.year, page.inquiry.number]
    return {
        "draft": DraftPage(page),
        "letter_url": reverse("reply_part", args=address),
        "letter_edit_url": reverse("reply_edit", args=address),
        "history_url": reverse("reply_history", args=address),
        "presence_url": reverse("reply_presence", args=address),
    }
