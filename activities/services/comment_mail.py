"""Who is told by mail that a comment was written, answered or followed."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from activities.models import Answer, Comment, Invitation
from activities.services.commented import is_rich
from activities.services.invitations import address_of, answers_by
from activities.services.leads import people_who_keep
from activities.services.names import names_in
from partnership import richtext
from partnership.models import User
from partnership.models.named import Identified
from partnership.services.links import is_today
from partnership.services.mail import notify


def tell_of_comment(comment: Comment, *, by: User | None) -> None:
    """Those who keep the text; of a guest's burst the first at once only."""
    after = _others_of_today(comment.invitation, comment)
    told = _keepers(comment)
    _tell(told, comment, about=comment, stage="comment.added", by=by, after=after)


def tell_of_answer(answer: Answer, *, by: User | None, to_author: bool) -> None:
    """The commenter; what the commenter adds goes to those who keep the text."""
    comment = answer.comment
    told = _author(comment) if to_author else _keepers(comment)
    after = () if to_author else _others_of_today(comment.invitation, answer)
    stage = "comment.answered"
    _tell(told, comment, about=answer, stage=stage, by=by, after=after, answer=answer)


def _others_of_today(guest: Invitation | None, remark: Comment | Answer) -> list[UUID]:
    """What else the guest has written today."""
    if guest is None:
        return []
    written = [*guest.comments.all(), *answers_by(guest)]
    return [row.uuid for row in written if is_today(row.written_at) and row.uuid != remark.uuid]


def tell_of_acceptance(comment: Comment, *, by: User) -> None:
    """Whoever proposed the wording."""
    told = _author(comment)
    stage = "proposal.accepted"
    _tell(told, comment, about=comment, stage=stage, by=by, topic="proposals", accepted_by=by)


def _tell(
    told: Iterable[User | str],
    comment: Comment,
    *,
    about: Identified,
    stage: str,
    by: User | None,
    topic: str = "comments",
    after: Collection[UUID] = (),
    **context: Any,
) -> None:
    """The template is named like the stage: comment.added in comment_added.txt."""
    plan = comment.plan
    to_guest = any(isinstance(recipient, str) for recipient in told)
    notify(
        told,
        topic=topic,
        stage=stage,
        about=about,
        template=stage.replace(".", "_"),
        by=by,
        context={
            "comment": comment,
            "plan": plan,
            "proposal": _in_plain_words(comment),
            "address": _guest_address(comment) if to_guest else comment.get_absolute_url(),
            **context,
        },
        partnership=plan.partnership,
        after=after,
    )


def _keepers(comment: Comment) -> list[User]:
    day = timezone.localdate()
    return people_who_keep(comment.chapter, comment.plan.partnership, on=day)


def _author(comment: Comment) -> list[User | str]:
    """The commenter, if the comment can still be seen: by a seat, or by a link that works."""
    invitation, author = comment.invitation, comment.author
    if invitation:
        return [invitation.email] if invitation.email and invitation.works else []
    seats = author.seats.filter(partnership=comment.plan.partnership) if author else None
    return [author] if author and seats else []


def _guest_address(comment: Comment) -> str:
    return address_of(comment.invitation) if comment.invitation else ""


def _in_plain_words(comment: Comment) -> str:
    """The proposed wording as a mail can hold it; a row's title is plain already."""
    if not is_rich(comment.item_kind, comment.field):
        return comment.proposal
    return richtext.to_plain(richtext.parse(comment.proposal), names_in(comment.plan))
