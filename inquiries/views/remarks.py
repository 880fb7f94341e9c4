"""Comments on an answer."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from inquiries.choices import RemarkState
from inquiries.draft_forms import RemarkForm
from inquiries.models import Answer, AnswerRemark
from inquiries.permissions import may_write, works_in
from inquiries.services import remarks
from inquiries.services.names import names_in
from inquiries.services.refusals import InquiryRefused
from inquiries.views.case_page import case_breadcrumbs, case_url
from inquiries.views.draft_page import answer_key, answer_url, reference_choices
from inquiries.views.drafting import visible_answer
from inquiries.views.refused import tell
from partnership import richtext
from partnership.requests import Request
from partnership.views.editing import posted

ACTS = {
    "accept": (remarks.accept_remark, gettext_lazy("The proposed wording is in the answer.")),
    "settle": (remarks.settle_remark, gettext_lazy("The comment is settled.")),
    "reopen": (remarks.reopen_remark, gettext_lazy("The comment is open again.")),
}


@dataclass(frozen=True)
class ShownRemark:
    """A comment, with its wording beside the text it was proposed for."""

    remark: AnswerRemark
    compared: Any
    may_accept: bool


@require_http_methods(["GET", "POST"])
def answer_remarks(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """The comments on an answer, and a new one; with `propose` it has a wording."""
    answer = visible_answer(request, year, number, uuid)
    works_in(request.user, answer.reply.inquiry.unit).require()
    form = RemarkForm(
        posted(request),
        answer=answer,
        proposing="propose" in request.GET,
        references=reference_choices(answer.reply),
    )
    if not form.is_valid():
        return _page(request, answer, form, 422 if form.is_bound else 200)
    try:
        remarks.add_remark(answer, by=request.user, **form.cleaned_data)
    except InquiryRefused as refused:
        form.begin_again(Answer.objects.get(pk=answer.pk))
        tell(form, refused)
        return _page(request, answer, form, 409)
    messages.success(request, _("Your comment is sent."))
    return HttpResponseRedirect(request.path)


@require_POST
def remark_act(request: Request, year: int, number: int, uuid: str, act: str) -> HttpResponse:
    rows = AnswerRemark.objects.visible_to(request.user).select_related(
        "answer__reply__inquiry__unit"
    )
    inquiry = {"answer__reply__inquiry__year": year, "answer__reply__inquiry__number": number}
    remark = get_object_or_404(rows, uuid=uuid, **inquiry)
    works_in(request.user, remark.answer.reply.inquiry.unit).require()
    if act not in ACTS:
        raise Http404
    take, message = ACTS[act]
    try:
        take(remark, by=request.user)
    except InquiryRefused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, str(message))
    inquiry_ = remark.answer.reply.inquiry
    return HttpResponseRedirect(answer_url("answer_remarks", inquiry_, remark.answer))


def _page(request: Request, answer: Answer, form: RemarkForm, status: int) -> HttpResponse:
    inquiry, key = answer.reply.inquiry, answer_key(answer)
    names = names_in(answer.reply)
    rows = answer.remarks.select_related("revision", "answer").order_by("id")
    may = bool(may_write(request.user, inquiry))
    context = {
        "answer": answer,
        "inquiry": inquiry,
        "html": richtext.written_out(answer.body, names),
        "form": form,
        "shown": [_shown(remark, names, may) for remark in rows],
        "back": case_url(inquiry, key),
        "breadcrumbs": case_breadcrumbs(inquiry, _("Comments")),
    }
    return render(request, "inquiries/draft/remarks.html", context, status=status)


def _shown(remark: AnswerRemark, names: Any, may: bool) -> ShownRemark:
    compared: Any = ()
    if remark.proposal:
        then = remarks.wording_then(remark) or ""
        compared = richtext.compare(then, remark.proposal, names)
    return ShownRemark(remark, compared, may and remark.state == RemarkState.OPEN)
