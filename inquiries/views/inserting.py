"""What is put into an answer: chosen beside it, and saved after its text.

Each tool has one address: it shows what there is to choose (as a page, or with htmx
beside the open text), and takes the choice. Nothing is put into a text that somebody
has changed since the person saw it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.models import SafetyPlan
from inquiries.draft_forms import FactSearchForm, PassageSearchForm
from inquiries.models import Answer, Contact, Passage, TextBlock
from inquiries.services import fact_offers, facts, insertions
from inquiries.services.passages import search
from inquiries.services.refusals import InquiryRefused
from inquiries.views.case_page import case_breadcrumbs
from inquiries.views.draft_page import answer_key, answer_url, show_part, tools_of
from inquiries.views.drafting import open_answer, require_writer, visible_answer
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import seen_version

#: Saves the chosen into the answer; None where nothing, or nothing visible, was chosen.
Put = Callable[[], Answer] | None


@require_http_methods(["GET", "POST"])
def answer_facts(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """Figures of a plan that the person may see, and of the unit's rounds."""
    answer = _answer(request, year, number, uuid)
    inquiry = answer.reply.inquiry
    usual = _usual_plan(request, answer)
    asked = request.POST if request.method == "POST" else request.GET
    data = asked if "plan" in asked else {"plan": usual.pk if usual else "", "q": ""}
    form = FactSearchForm(data, by=request.user)
    plan = form.cleaned_data["plan"] if form.is_valid() else None

    def put() -> Put:
        key = request.POST.get("pick", "")
        fact = fact_offers.find(request.user, inquiry.unit, plan, key)
        if fact is None:
            return None
        return lambda: facts.take(answer, fact, seen=seen_version(request), by=request.user)

    if request.method == "POST":
        return _insert(request, answer, put(), _("The figure is in the answer."))
    offered = fact_offers.offered(request.user, inquiry.unit, plan) if form.is_valid() else []
    found = fact_offers.matching(offered, form.cleaned_data.get("q", ""))
    context = {
        "form": form,
        "plan_id": plan.pk if plan else "",
        "facts": found[: fact_offers.MOST],
        "more": max(0, len(found) - fact_offers.MOST),
    }
    return _tool(request, answer, "facts", _("Figures"), **context)


@require_http_methods(["GET", "POST"])
def answer_contacts(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """The contact log of the inquiry's organisations; chosen entries become a list."""
    answer = _answer(request, year, number, uuid)
    rows = contacts_of(request, answer)
    if request.method == "POST":
        chosen = [row for row in rows if str(row.uuid) in request.POST.getlist("contact")]
        put = _putting(request, answer, insertions.list_of(chosen)) if chosen else None
        return _insert(request, answer, put, _("The contacts are in the answer, as a list."))
    return _tool(request, answer, "contacts", _("Contact log"), contacts=rows)


@require_http_methods(["GET", "POST"])
def answer_passages(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """Earlier answers with the words looked for, to be put in with a note of their origin."""
    answer = _answer(request, year, number, uuid)
    if request.method == "POST":
        rows = Passage.objects.visible_to(request.user).for_search()
        passage = rows.filter(pk=_number(request.POST.get("pick"))).first()
        put = _putting(request, answer, insertions.quoted(passage)) if passage else None
        return _insert(request, answer, put, _("The passage is in the answer."))
    form = PassageSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(words, request.user)
    return _tool(
        request, answer, "passages", _("Earlier answers"), form=form, words=words, found=found
    )


@require_http_methods(["GET", "POST"])
def answer_blocks(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """The unit's text blocks."""
    answer = _answer(request, year, number, uuid)
    unit = answer.reply.inquiry.unit
    blocks = TextBlock.objects.visible_to(request.user).filter(unit=unit).standing()
    if request.method == "POST":
        block = blocks.filter(pk=_number(request.POST.get("pick"))).first()
        put = _putting(request, answer, block.body) if block else None
        return _insert(request, answer, put, _("The text block is in the answer."))
    return _tool(request, answer, "blocks", _("Text blocks"), blocks=blocks)


def contacts_of(request: Request, answer: Answer) -> list[Contact]:
    """The unit's contacts with the inquiry's organisations, the latest first."""
    inquiry = answer.reply.inquiry
    rows = Contact.objects.visible_to(request.user).standing().filter(unit=inquiry.unit)
    named = rows.filter(organisation__in=inquiry.organisations.all())
    return list(named.select_related("organisation"))


def _answer(request: Request, year: int, number: int, uuid: str) -> Answer:
    found = visible_answer(request, year, number, uuid)
    require_writer(request, found.reply.inquiry)
    return found


def _usual_plan(request: Request, answer: Answer) -> SafetyPlan | None:
    """The latest plan of the inquiry's partnership, if the person may see it; else the latest."""
    plans = SafetyPlan.objects.visible_to(request.user).order_by("-year", "pk")
    own = answer.reply.inquiry.partnership_id
    return plans.filter(partnership=own).first() or plans.first()


def _number(sent: str | None) -> int:
    """The id that a form sent; 0, which none has, if garbled."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _putting(request: Request, answer: Answer, html: str) -> Callable[[], Answer]:
    seen = seen_version(request)
    return lambda: insertions.insert(answer, html, seen=seen, by=request.user)


def _insert(request: Request, answer: Answer, put: Put, message: str) -> HttpResponse:
    """Save it and show the open text with it; or say why nothing was put in."""
    if put is None:
        return _refused(request, answer, _("Choose what is to be put into the answer."), 422)
    try:
        saved = put()
    except StaleVersion:
        text = _(
            "The answer has been changed since you saw it. Nothing is put in; look, and choose "
            "again."
        )
        return _refused(request, answer, text, 409)
    except InquiryRefused as refused:
        return _refused(request, answer, refused.words, 409)
    messages.success(request, message)
    inquiry = answer.reply.inquiry
    if request.htmx:
        return show_part(request, inquiry, answer_key(answer), open_answer(request, saved))
    key = answer_key(answer)
    return HttpResponseRedirect(f"{answer_url('answer_edit', inquiry, answer)}#{key}")


def _refused(request: Request, answer: Answer, words: str, status: int) -> HttpResponse:
    """With htmx the words alone, so that nothing that is typed is replaced; else the tool again."""
    messages.error(request, words)
    if request.htmx:
        response = render(request, "inquiries/draft/told.html", status=status)
        response["HX-Reswap"] = "none"
        return response
    return HttpResponseRedirect(request.get_full_path())


def _tool(
    request: Request, answer: Answer, name: str, heading: str, **context: Any
) -> HttpResponse:
    """The tool beside the open text, or on a page of its own."""
    inquiry = answer.reply.inquiry
    context |= {
        "answer": answer,
        "inquiry": inquiry,
        "key": answer_key(answer),
        "heading": heading,
        "template": f"inquiries/draft/{name}.html",
        "tools": tools_of(inquiry, answer),
        "edit_url": answer_url("answer_edit", inquiry, answer),
        "breadcrumbs": case_breadcrumbs(inquiry, heading),
    }
    page = "tool" if request.htmx else "tool_page"
    response = render(request, f"inquiries/draft/{page}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
