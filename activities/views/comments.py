"""Commenting on a part: writing, answering, accepting, settling, opening again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.comment_forms import AnswerForm, CommentForm
from activities.models import Comment
from activities.permissions import may_edit_text, may_settle
from activities.services import comments
from activities.services.commented import MODELS, Commented, commented_by, find
from activities.services.comments import CommentRefused, WordingChanged
from activities.services.proposals import accept_proposal
from activities.views.page import building_of, reference_choices
from activities.views.places import text_url
from activities.views.talk import show_talk
from partnership.requests import Request


@require_http_methods(["GET", "POST"])
def comments_on(request: Request, kind: str, uuid: str) -> HttpResponse:
    """The comments on a part, and a new one about it or about a row of it."""
    place = _visible(request, kind, uuid)
    if request.method == "GET":
        return _opened(request, place)
    if "propose" in request.POST:
        typed = {"text": request.POST.get("text", "")}
        return show_talk(request, place, _form(place, proposing=True, initial=typed))
    proposing = not request.POST.keys().isdisjoint({"proposal", "proposal_plain"})
    form = _form(place, proposing=proposing, data=request.POST)
    if not form.is_valid():
        return show_talk(request, place, form, status=422)
    try:
        comment = comments.add_comment(place, by=request.user, **form.cleaned_data)
    except CommentRefused as refused:
        return _refused(request, place, form, refused)
    messages.success(request, _("Your comment is sent."))
    return _done(request, comment)


def _visible(request: Request, kind: str, uuid: str) -> Commented:
    """What is commented on, or 404 outside the person's partnerships."""
    if kind not in MODELS:
        raise Http404
    try:
        return find(kind, MODELS[kind].objects.visible_to(request.user), uuid=uuid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _opened(request: Request, place: Commented) -> HttpResponse:
    if place.is_removed:
        messages.error(request, _("The row has been removed. You can comment on the list."))
        place = place.whole_part()
    return show_talk(request, place, _form(place, proposing="propose" in request.GET))


def _form(place: Commented, *, proposing: bool = False, **more: Any) -> CommentForm:
    references = reference_choices(building_of(place.plan)) if proposing and place.is_rich else ()
    return CommentForm(place, proposing=proposing, references=references, **more)


def _refused(
    request: Request, place: Commented, form: CommentForm, refused: CommentRefused
) -> HttpResponse:
    """The form again, with what was typed: on the text as it reads now, or on the whole list."""
    now = place.as_it_is_now()
    if now.is_removed:
        return _offer_on_list(request, now.whole_part(), form)
    if isinstance(refused, WordingChanged):
        form.begin_again(now)
    form.add_error("proposal" if form.proposing else None, str(refused))
    return show_talk(request, now, form, status=409)


def _offer_on_list(request: Request, place: Commented, form: CommentForm) -> HttpResponse:
    """Somebody removed the row meanwhile: what was typed can stand on its list."""
    typed = (form.cleaned_data.get(name, "") for name in ("text", "proposal"))
    kept = _form(place, data={"text": "\n\n".join(text for text in typed if text)})
    text = _("The row has been removed since you opened it. Send your comment on the list instead.")
    kept.add_error(None, text)
    return show_talk(request, place, kept, status=409)


@require_POST
def comment_answer(request: Request, uuid: str) -> HttpResponse:
    comment = _comment(request, uuid)
    form = AnswerForm(comment.uuid, data=request.POST)
    if not form.is_valid():
        return _show_again(request, comment, 422, answer=form)
    try:
        comments.answer_comment(comment, text=form.cleaned_data["text"], by=request.user)
    except CommentRefused as refused:
        form.add_error(None, str(refused))
        return _show_again(request, comment, 409, answer=form)
    messages.success(request, _("Your answer is sent."))
    return _done(request, comment)


@require_POST
def comment_settle(request: Request, uuid: str) -> HttpResponse:
    return _act(request, uuid, comments.settle_comment, _("The comment is settled."))


@require_POST
def comment_reopen(request: Request, uuid: str) -> HttpResponse:
    return _act(request, uuid, comments.reopen_comment, _("The comment is open again."))


def _act(request: Request, uuid: str, act: Callable[..., Any], message: str) -> HttpResponse:
    comment = _comment(request, uuid)
    may_settle(request.user, comment).require()
    try:
        act(comment, by=request.user)
    except CommentRefused as refused:
        messages.error(request, str(refused))
        return _show_again(request, comment, 409)
    messages.success(request, message)
    return _done(request, comment)


@require_POST
def comment_accept(request: Request, uuid: str) -> HttpResponse:
    """One click puts the proposed wording into the text; the answer is the text."""
    comment = _comment(request, uuid)
    may_edit_text(request.user, comment.chapter or comment.plan).require()
    try:
        accept_proposal(comment, by=request.user)
    except CommentRefused as refused:
        messages.error(request, str(refused))
        return _show_again(request, comment, 409)
    messages.success(request, _("The proposal is put into the text."))
    return HttpResponseRedirect(text_url(commented_by(comment)))


def _comment(request: Request, uuid: str) -> Comment:
    comments = Comment.objects.visible_to(request.user).select_related(
        "plan__partnership", "chapter__plan__partnership", "chapter__activity"
    )
    return get_object_or_404(comments, uuid=uuid)


def _done(request: Request, comment: Comment) -> HttpResponse:
    """The comments as they are now, or the way back to the one that was dealt with."""
    if request.htmx:
        return _show_again(request, comment, 200)
    return HttpResponseRedirect(comment.get_absolute_url())


def _show_again(
    request: Request, comment: Comment, status: int, answer: AnswerForm | None = None
) -> HttpResponse:
    part = commented_by(comment).whole_part()
    return show_talk(request, part, _form(part), answer=answer, status=status)
