"""Accepting a proposed wording: it becomes the commenter's own edit, let in by another."""

from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Comment
from activities.services.comment_mail import tell_of_acceptance
from activities.services.commented import Commented, commented_by
from activities.services.comments import (
    CommentRefused,
    WordingChanged,
    locked,
    log_comment,
    mark_settled,
)
from activities.services.texts import save_text
from activities.transitions import CommentAct
from partnership.choices import Act
from partnership.models import User
from partnership.services import history


@transaction.atomic
def accept_proposal(comment: Comment, *, by: User) -> Comment:
    """Put the proposed wording into the text, and settle the comment.

    Raises `CommentRefused` when the comment was settled or the row removed
    meanwhile, and `WordingChanged` when the text no longer reads as it did
    when the proposal was made. Then nothing is written at all.
    """
    found = locked(comment, CommentAct.ACCEPT)
    if not found.proposal:
        raise CommentRefused(_("The comment has no proposal."))
    subject = commented_by(found).subject
    # The entry locks the history: nobody writes between the comparison and the edit.
    with history.entry(
        subject,
        act=Act.PROPOSAL,
        by=found.author,
        by_name=found.author_name,
        accepted_by=by,
    ):
        _put_in(found)
    mark_settled(found, CommentAct.ACCEPT, by, accepted_revision=history.settle(subject))
    log_comment("accept", found, by)
    tell_of_acceptance(found, by=by)
    return found


def _put_in(comment: Comment) -> None:
    place = commented_by(comment)
    if place.is_removed:
        raise CommentRefused(_("The row has been removed since the proposal was made."))
    if not still_reads(comment, place):
        raise WordingChanged(
            _(
                "The text has been changed since the proposal was made, so it was not put in. "
                "Open the text with both wordings in it, and edit them into one."
            )
        )
    save_text(
        place.row,
        of=place.subject,
        action="activities.comment.accept",
        seen=place.row.version,
        by=comment.author,
        **{comment.field: comment.proposal},
    )


def still_reads(comment: Comment, place: Commented) -> bool:
    """Whether the text reads as it did at the comment's version."""
    return place.wording == wording_then(comment)


def wording_then(comment: Comment) -> str | None:
    """The text that the proposal was made from; None where the version knows none."""
    item = history.content_at(comment.revision).by_uuid.get(comment.item_uuid)
    return item.fields[comment.field] if item else None
