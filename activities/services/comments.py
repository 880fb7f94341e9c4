"""Commenting on a part of a plan: writing, answering, settling, opening again.

A comment is bound to the version it was written at: writing it closes the open
entry of the history. `by` is a person, or the invitation by which a guest came.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Answer, Comment, Invitation, SafetyPlan
from activities.permissions import takes_comments
from activities.services.comment_mail import tell_of_answer, tell_of_comment
from activities.services.commented import Commented, fingerprint
from activities.services.invitations import lock_standing
from activities.transitions import COMMENT_TRANSITIONS, CommentAct
from partnership.models import User
from partnership.richtext import canonical
from partnership.services import history
from partnership.services.audit import record


class CommentRefused(Exception):
    """Nothing was done; the text says why, to the person."""


class WordingChanged(CommentRefused):
    """What a proposal is to replace no longer reads as it did."""


@transaction.atomic
def add_comment(
    place: Commented,
    *,
    text: str,
    by: User | Invitation,
    proposal: str = "",
    seen: str = "",
    tell: bool = True,
) -> Comment:
    """Comment on a part, perhaps with a proposed wording. A load of data tells nobody.

    `seen` is the fingerprint of the text that the proposal was made from.
    Raises `CommentRefused` for a row that was removed, for a plan that is closed
    and for a proposal that changes nothing, `WordingChanged` when somebody has
    changed the text since.
    """
    # Settling locks the history, so nobody removes or changes the row after it was read again.
    revision = history.settle(place.subject)
    place = place.as_it_is_now()
    _check_open(place.plan)
    if place.is_removed:
        raise CommentRefused(_("The row has been removed since you opened it."))
    proposal = canonical(proposal) if place.is_rich else proposal
    _check_proposal(place, proposal, seen)
    _check_guest(by)
    comment = Comment.objects.create(
        plan=place.plan,
        chapter=place.chapter,
        part_uuid=place.part.uuid,
        item_kind=place.kind,
        item_uuid=place.row.uuid,
        about=place.name,
        revision=revision,
        text=text,
        proposal=proposal,
        field=place.field if proposal else "",
        **_written(by),
        invitation=by if isinstance(by, Invitation) else None,
    )
    log_comment("add", comment, by)
    if tell:
        tell_of_comment(comment, by=person(by))
    return comment


def _check_open(plan: SafetyPlan) -> None:
    decision = takes_comments(plan)
    if not decision:
        raise CommentRefused(str(decision.reason))


def _check_guest(by: User | Invitation) -> None:
    """A guest's link works still, and has not been used too often."""
    if isinstance(by, Invitation) and not (allowed := lock_standing(by)):
        raise CommentRefused(str(allowed.reason))


def _check_proposal(place: Commented, proposal: str, seen: str) -> None:
    if proposal and not place.field:
        raise CommentRefused(_("A new wording cannot be proposed here; say it in the comment."))
    if proposal and seen and fingerprint(place.wording) != seen:
        raise WordingChanged(
            _(
                "Somebody has changed the text since you opened it. Nothing is sent; see what "
                "it says now, and send your proposal again if it still fits."
            )
        )
    if proposal and proposal == place.wording:
        raise CommentRefused(_("The proposal is the text as it reads now. Change it first."))


@transaction.atomic
def answer_comment(
    comment: Comment, *, text: str, by: User | Invitation, tell: bool = True
) -> Answer:
    """Answer a comment, or add to one's own, which then waits for an answer again.

    Raises `CommentRefused` when it was settled meanwhile, or the plan closed.
    """
    act = CommentAct.ADD if is_author(comment, by) else CommentAct.ANSWER
    found = locked(comment, act)
    _check_open(found.plan)
    _check_guest(by)
    answer = Answer.objects.create(comment=found, text=text, **_written(by))
    _move(found, act)
    log_comment("answer", found, by)
    if tell:
        tell_of_answer(answer, by=person(by), to_author=act == CommentAct.ANSWER)
    return answer


@transaction.atomic
def settle_comment(comment: Comment, *, by: User) -> Comment:
    """Say that nothing more is to be done. Raises `CommentRefused` when it is settled already."""
    found = locked(comment, CommentAct.SETTLE)
    mark_settled(found, CommentAct.SETTLE, by)
    log_comment("settle", found, by)
    return found


@transaction.atomic
def reopen_comment(comment: Comment, *, by: User) -> Comment:
    """Open a settled comment again, unless its proposal has become the text."""
    found = locked(comment, CommentAct.REOPEN)
    if found.is_accepted:
        raise CommentRefused(
            _("The proposal has become the text. Write a new comment if it is to change again.")
        )
    _move(found, CommentAct.REOPEN, settled_at=None, settled_by=None, settled_by_name="")
    log_comment("reopen", found, by)
    return found


def locked(comment: Comment, act: CommentAct) -> Comment:
    """The comment as it is now, if the act is possible still.

    The row is locked, so that of two acts at once the second sees the first:
    a proposal is accepted once, and nobody answers what has just been settled.
    """
    found = Comment.objects.select_for_update().get(pk=comment.pk)
    if found.state in COMMENT_TRANSITIONS[act].sources:
        return found
    if found.is_settled:
        name = {"name": found.settled_by_name}
        raise CommentRefused(_("%(name)s has settled the comment already.") % name)
    raise CommentRefused(_("The comment is open already."))


def mark_settled(comment: Comment, act: CommentAct, by: User, **more: Any) -> None:
    now = timezone.now()
    _move(comment, act, settled_at=now, settled_by=by, settled_by_name=by.name, **more)


def _move(comment: Comment, act: CommentAct, **more: Any) -> None:
    values = {"state": COMMENT_TRANSITIONS[act].target, **more}
    for name, value in values.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(values))


def is_author(comment: Comment, by: User | Invitation) -> bool:
    if isinstance(by, Invitation):
        return comment.invitation_id == by.pk
    return comment.author_id == by.pk


def person(by: User | Invitation) -> User | None:
    return by if isinstance(by, User) else None


def _written(by: User | Invitation) -> dict[str, Any]:
    return {"author": person(by), "author_name": by.name}


def log_comment(verb: str, comment: Comment, by: User | Invitation) -> None:
    """One line of the log, in the transaction of the act."""
    record(
        f"activities.comment.{verb}",
        by=person(by),
        by_name=by.name,
        on=comment,
        partnership=comment.plan.partnership,
    )
