"""Bringing an earlier version of a reply back, as a new version."""

from uuid import UUID

from django.db import transaction

from activities.services.restoring import NothingToRestore, restoring
from inquiries.models import Answer, Inquiry, Reply
from inquiries.services import drafts
from partnership.history import Content, Item, item_kinds
from partnership.models import Revision, User
from partnership.services import history

#: The kinds of items that are brought back: the letter's own fields, and each answer.
RESTORED = {Reply._meta.label_lower, Answer._meta.label_lower}


@transaction.atomic
def restore_reply(
    reply: Reply, revision: Revision, part: UUID | None, *, by: User, seen: str
) -> None:
    """The whole reply, or one part of it, as it was in a version.

    An answer whose question is there no more stays away. Raises `InquiryRefused`
    once the reply is in clearance, `NothingToRestore` and `ReadsOtherwise`.
    """
    content = history.content_at(revision)
    if part and part not in content.by_uuid:
        raise NothingToRestore
    # Every edit locks the inquiry before the history; so must this.
    drafts.require_open(Inquiry.objects.in_turn(reply.inquiry))
    action = "inquiries.reply.restore"
    with restoring(reply, revision, by=by, seen=seen, kinds=RESTORED, of=part, action=action):
        for item in _wanted(content, part):
            _restore(reply, item, by)


def _wanted(content: Content, part: UUID | None) -> list[Item]:
    return [item for item in content.items if part is None or item.uuid == part]


def _restore(reply: Reply, item: Item, by: User) -> None:
    if item.uuid == reply.uuid:
        now = Reply.objects.select_related("inquiry").get(pk=reply.pk)
        values = item_kinds[item.kind].values(item)
        drafts.edit_reply(now, **values, seen=now.version, by=by)
    elif answer := reply.answers.filter(uuid=item.uuid).first():
        drafts.edit_answer(answer, body=item.fields["body"], seen=answer.version, by=by)
