"""What a guest sees by a link: one plan to read and comment on, and nothing else.

A link that works no longer shows a page that says so, and what was typed.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.choices import COMMENTED_PARTS
from activities.comment_forms import AnswerForm, CommentForm
from activities.models import Chapter, Invitation
from activities.services import comments
from activities.services.commented import MODELS, Commented, commented_by, find
from activities.services.comments import CommentRefused, WordingChanged
from activities.services.invitations import find_invitation, token_of
from activities.views.guest_page import GuestPage
from partnership import richtext
from partnership.forms import LONGEST_PASTE
from partnership.views.links import opened_by_link


def _gone(request: HttpRequest, status: int, *, link: Invitation | None) -> HttpResponse:
    """Nothing of the plan; only what the guest has just typed, to be copied.

    A rich text is read only for somebody who was invited: reading takes time.
    """
    typed = [request.POST.get(name, "") for name in ("text", "proposal", "proposal_plain")]
    is_readable = link is not None and len(typed[1]) <= LONGEST_PASTE
    typed[1] = richtext.to_plain(richtext.parse(typed[1]), {}) if is_readable else ""
    context = {"typed": "\n\n".join(text for text in typed if text)}
    return render(request, "activities/invited/gone.html", context, status=status)


by_link = opened_by_link(
    find_invitation,
    works=lambda invitation: invitation.works and bool(token_of(invitation)),
    gone=_gone,
)


@by_link
@require_safe
def invited(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return GuestPage(request, invitation).answer()


@by_link
@require_safe
def invited_chapter(request: HttpRequest, invitation: Invitation, activity: str) -> HttpResponse:
    chapters = Chapter.objects.filter(plan=invitation.plan).with_text().with_plan()
    chapter = get_object_or_404(chapters, activity__slug=activity)
    return GuestPage(request, invitation, chapter).answer()


@by_link
@require_http_methods(["GET", "POST"])
def invited_comment(
    request: HttpRequest, invitation: Invitation, kind: str, uuid: str
) -> HttpResponse:
    """A comment on a section or list: its form open in its place on the page."""
    place = _place(invitation, kind, uuid)
    if place is None:
        return _gone(request, 404, link=invitation)
    page = GuestPage(request, invitation, place.chapter, place)
    if request.method == "GET":
        proposing = "propose" in request.GET
        form = _form(page, place, proposing=proposing) if page.takes_comments else None
        return page.answer(form=form)
    if "propose" in request.POST:
        typed = {"text": request.POST.get("text", "")}
        return page.answer(form=_form(page, place, proposing=True, initial=typed))
    proposing = not request.POST.keys().isdisjoint({"proposal", "proposal_plain"})
    form = _form(page, place, proposing=proposing, data=request.POST)
    if not form.is_valid():
        return page.answer(form=form, status=422)
    return _send(page, place, form)


def _place(invitation: Invitation, kind: str, uuid: str) -> Commented | None:
    """A part of the invitation's own plan."""
    if kind not in COMMENTED_PARTS:
        return None
    path = "plan" if kind == "plan_section" else "chapter__plan"
    try:
        return find(kind, MODELS[kind].objects.filter(**{path: invitation.plan}), uuid=uuid)
    except ObjectDoesNotExist:
        return None


def _form(page: GuestPage, place: Commented, *, proposing: bool = False, **more: Any):
    """Of the register a guest sees no more than what the text refers to already."""
    cited = set(richtext.references(richtext.parse(place.wording)))
    references = [choice for choice in page.references if choice.uuid in cited]
    return CommentForm(place, proposing=proposing, references=references, **more)


def _send(page: GuestPage, place: Commented, form: CommentForm) -> HttpResponse:
    try:
        comments.add_comment(place, by=page.invitation, **form.cleaned_data)
    except CommentRefused as refused:
        if isinstance(refused, WordingChanged):
            form.begin_again(place.as_it_is_now())
        form.add_error("proposal" if form.proposing else None, str(refused))
        return page.answer(form=form, status=409)
    messages.success(page.request, _("Your comment is sent."))
    return HttpResponseRedirect(page.address_of(place))


@by_link
@require_POST
def invited_answer(request: HttpRequest, invitation: Invitation, uuid: str) -> HttpResponse:
    """What a guest adds to a comment of their own."""
    own = invitation.comments.select_related("plan__partnership", "chapter__activity")
    comment = own.filter(uuid=uuid).first()
    if comment is None:
        return _gone(request, 404, link=invitation)
    place = commented_by(comment)
    page = GuestPage(request, invitation, place.chapter, place)
    form = AnswerForm(comment.uuid, data=request.POST)
    if not form.is_valid():
        return page.answer(added=form, status=422)
    try:
        comments.answer_comment(comment, text=form.cleaned_data["text"], by=invitation)
    except CommentRefused as refused:
        form.add_error(None, str(refused))
        return page.answer(added=form, status=409)
    messages.success(request, _("Your answer is sent."))
    return HttpResponseRedirect(page.address_of(place))
