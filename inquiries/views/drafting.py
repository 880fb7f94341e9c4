"""Writing the reply where it stands: each answer, and the letter's own fields."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inquiries.draft_forms import AnswerForm, ReplyForm
from inquiries.models import Answer, Inquiry, Reply
from inquiries.permissions import may_write, works_in
from inquiries.services import drafts
from inquiries.services.confidentiality import note_seen
from inquiries.services.drafts import reply_of
from inquiries.views.case_page import visible_inquiry
from inquiries.views.draft_page import (
    FRAME,
    answer_key,
    answer_url,
    part_closed,
    part_saved,
    reference_choices,
    show_part,
)
from inquiries.views.refused import allowed
from partnership.forms import ReferenceChoice
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, answer, is_autosave, posted
from partnership.views.presence import be_present


def visible_answer(request: Request, year: int, number: int, uuid: str) -> Answer:
    """An answer of the reply that is written now or was last, or 404; logged where confidential."""
    rows = Answer.objects.visible_to(request.user).select_related(
        "question", "changed_by", "reply__inquiry__unit", "reply__inquiry__partnership"
    )
    inquiry = {"reply__inquiry__year": year, "reply__inquiry__number": number}
    found = get_object_or_404(rows, uuid=uuid, reply__corrected_by__isnull=True, **inquiry)
    note_seen(found.reply.inquiry, by=request.user)
    return found


def require_writer(request: Request, inquiry: Inquiry) -> None:
    """Who may open the draft. What is sent once it has closed is refused by the service, which
    keeps what was typed."""
    if request.method == "POST":
        works_in(request.user, inquiry.unit).require()
    else:
        may_write(request.user, inquiry).require()


@require_safe
def answer_part(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    found = visible_answer(request, year, number, uuid)
    return show_part(request, found.reply.inquiry, answer_key(found))


@require_http_methods(["GET", "POST"])
def answer_edit(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    found = visible_answer(request, year, number, uuid)
    require_writer(request, found.reply.inquiry)
    opened = open_answer(request, found, data=posted(request))
    form = opened.form

    def save() -> Answer:
        body = form.values["body"]
        return drafts.edit_answer(found, body=body, seen=form.seen_version, by=request.user)

    message = _("The answer is saved.")
    return _edit_in_place(request, found.reply.inquiry, opened, save, message)


def open_answer(request: Request, found: Answer, *, data: Any = None) -> Opened:
    """The form of an answer, as it is stored or as it was sent."""
    key = answer_key(found)
    form = AnswerForm(
        instance=found,
        auto_id=f"id_{key}_%s",
        data=data,
        references=_references(request, found.reply),
    )
    return Opened(key, form, answer_url("answer_edit", found.reply.inquiry, found))


@require_safe
def reply_part(request: Request, year: int, number: int) -> HttpResponse:
    return show_part(request, visible_inquiry(request, year, number), FRAME)


@require_http_methods(["GET", "POST"])
def reply_edit(request: Request, year: int, number: int) -> HttpResponse:
    """The letter's date, sender block, signatory, and the texts before and after the answers."""
    inquiry = visible_inquiry(request, year, number)
    require_writer(request, inquiry)
    reply = reply_of(inquiry)
    form = ReplyForm(
        instance=reply,
        auto_id=f"id_{FRAME}_%s",
        data=posted(request),
        references=_references(request, reply),
    )

    def save() -> Any:
        return drafts.edit_reply(reply, **form.values, seen=form.seen_version, by=request.user)

    opened = Opened(FRAME, form, request.path)
    message = _("The letter's date, sender and texts are saved.")
    return _edit_in_place(request, inquiry, opened, save, message)


@require_POST
def reply_presence(request: Request, year: int, number: int) -> HttpResponse:
    reply = reply_of(visible_inquiry(request, year, number))
    answers = reply.answers.select_related("question")
    return be_present(request, reply.uuid, [FRAME, *(answer_key(row) for row in answers)])


def _references(request: Request, reply: Reply) -> list[ReferenceChoice]:
    """What the texts may refer to; a page that saves by itself sends no names, so none are read."""
    return [] if is_autosave(request) else reference_choices(reply)


def _edit_in_place(
    request: Request, inquiry: Inquiry, opened: Opened, save: Callable[[], Any], message: str
) -> HttpResponse:
    """The answer to a form that stands in the inquiry's page; see `answer`."""
    key = opened.key
    edit = Edit(
        form=opened.form,
        save=lambda: allowed(opened.form, save),
        show=lambda status: show_part(request, inquiry, key, opened, status=status),
        done=lambda: part_saved(request, inquiry, key, message),
        leave=lambda: part_closed(request, inquiry, key),
    )
    return answer(request, edit)
