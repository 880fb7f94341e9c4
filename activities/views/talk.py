"""The comments on a part: under it on its page, or on a page of their own.

With htmx the answer is the comments alone, to stand under the part; without,
a page with the part's text and its comments.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from activities.comment_forms import AnswerForm, CommentForm
from activities.models import Comment
from activities.permissions import keeps_text, may_comment, may_edit_text
from activities.services.commented import Commented
from activities.services.said import Said
from activities.services.threads import Thread, threads_on
from activities.transitions import COMMENT_TRANSITIONS, CommentAct
from activities.views.page import breadcrumbs, building_of, chapter_url, reference_choices
from activities.views.places import merge_url, printed, text_url
from activities.views.plans import plan_breadcrumbs
from partnership.models import User
from partnership.requests import Request


@dataclass(frozen=True)
class Rights:
    """What a person may do with the comments on one part; asked once for all of them."""

    user: User
    comments: bool
    keeps: bool
    edits: bool

    def may(self, act: CommentAct, comment: Comment) -> bool:
        if act == CommentAct.ACCEPT:
            return self.edits
        if act == CommentAct.ANSWER:
            return self.comments
        return self.comments and (self.keeps or comment.author_id == self.user.pk)


@dataclass(frozen=True)
class Shown:
    """A thread with its buttons, by the names of the acts.

    `merge_url` opens the text with a proposal put beside it, where it has
    changed so that the proposal cannot simply be put in.
    """

    thread: Thread
    answer: AnswerForm
    acts: frozenset[str]
    merge_url: str


def show_talk(
    request: Request,
    place: Commented,
    form: CommentForm,
    *,
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """`form` is about the place; `answer` is an answer that was refused."""
    part = place.whole_part()
    building = building_of(place.plan)
    names = {choice.uuid: choice.label for choice in reference_choices(building)}
    threads = threads_on(part, names)
    shown = list(_shown(part, threads, _rights(request.user, part), answer))
    context = {
        "place": place,
        "part": part,
        "waiting": [item for item in shown if not item.thread.comment.is_settled],
        "settled": [item for item in shown if item.thread.comment.is_settled],
        "form": form,
        "writing": not threads or form.is_bound or form.proposing or not place.is_part,
        "may_comment": may_comment(request.user, place.plan),
        "talk": Said(place.subject).on(part.kind, part.row.uuid),
        "text_url": text_url(part),
        "closing": "close" in request.GET,
    }
    if request.htmx:
        response = render(request, "activities/comments/fragment.html", context, status=status)
    else:
        context["printed"] = printed(part, building)
        context["breadcrumbs"] = _breadcrumbs(part)
        response = render(request, "activities/comments/page.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _rights(user: User, part: Commented) -> Rights:
    return Rights(
        user=user,
        comments=bool(may_comment(user, part.plan)),
        keeps=bool(keeps_text(user, part.subject)),
        edits=bool(may_edit_text(user, part.subject)),
    )


def _shown(
    part: Commented, threads: list[Thread], rights: Rights, answer: AnswerForm | None
) -> Iterator[Shown]:
    for thread in threads:
        comment = thread.comment
        acts = {act for act in _possible(thread) if rights.may(act, comment)}
        fits = thread.stands or CommentAct.ACCEPT not in acts
        empty = AnswerForm(comment.uuid)
        yield Shown(
            thread=thread,
            answer=answer if answer and answer.auto_id == empty.auto_id else empty,
            acts=frozenset(acts if fits else acts - {CommentAct.ACCEPT}),
            merge_url="" if fits else merge_url(comment, part),
        )


def _possible(thread: Thread) -> Iterator[CommentAct]:
    """What may happen to the comment as it stands, whoever does it."""
    comment = thread.comment
    for act, transition in COMMENT_TRANSITIONS.items():
        without_proposal = not comment.proposal or thread.removed
        if act == CommentAct.ACCEPT and without_proposal:
            continue
        if act == CommentAct.REOPEN and comment.is_accepted:
            continue
        if comment.state in transition.sources:
            yield act


def _breadcrumbs(part: Commented) -> list[tuple[str, str]]:
    if part.chapter is None:
        return plan_breadcrumbs(part.plan, _("Comments"))
    *before, (chapter, _here) = breadcrumbs(part.chapter)
    return [*before, (chapter, chapter_url(part.chapter)), (_("Comments"), "")]
