"""The comments on a part as one reads them: answers, proposed wording, what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from activities.models import Answer, Comment
from activities.services.commented import Commented, is_rich
from activities.services.wording import wording
from partnership import richtext
from partnership.history import Content
from partnership.models import Revision
from partnership.services import history


@dataclass(frozen=True)
class Thread:
    """A comment with what it led to.

    `proposed` compares the wording it was made from with the one proposed,
    `changed` what it is about, as it was and as it is now; empty if nothing.
    `stands`: what a proposal is to replace still reads as it did.
    """

    comment: Comment
    answers: Sequence[Answer]
    proposed: Sequence[richtext.ComparedRow]
    changed: Sequence[richtext.ComparedRow]
    stands: bool
    removed: bool


def threads_on(place: Commented, names: Mapping[UUID, str]) -> list[Thread]:
    """The comments on a part and its rows, in the order written; in few queries.

    `names` is what references in the texts are called.
    """
    comments = list(Comment.objects.filter(part_uuid=place.part.uuid).for_threads())
    if not comments:
        return []
    revisions = Revision.objects.in_bulk({comment.revision_id for comment in comments})
    then = {pk: history.content_at(revision) for pk, revision in revisions.items()}
    now = history.content_of(place.subject)
    return [_thread(comment, then[comment.revision_id], now, names) for comment in comments]


def _thread(comment: Comment, then: Content, now: Content, names: Mapping[UUID, str]) -> Thread:
    before, after = (wording(content, comment.item_uuid) for content in (then, now))
    as_it_was = comment.is_settled or before == after
    changed = () if as_it_was else richtext.compare(before, after, names)
    return Thread(
        comment=comment,
        answers=list(comment.answers.all()),
        proposed=_proposed(comment, then, names),
        changed=changed,
        stands=_field(comment, then) == _field(comment, now),
        removed=comment.item_uuid not in now.by_uuid,
    )


def _field(comment: Comment, content: Content) -> Any:
    item = content.by_uuid.get(comment.item_uuid)
    return item.fields.get(comment.field) if item else None


def _proposed(
    comment: Comment, then: Content, names: Mapping[UUID, str]
) -> Sequence[richtext.ComparedRow]:
    if not comment.proposal or comment.is_settled:
        return ()
    before = _field(comment, then) or ""
    if is_rich(comment.item_kind, comment.field):
        return richtext.compare(before, comment.proposal, names)
    return richtext.compare_plain(before, comment.proposal)
