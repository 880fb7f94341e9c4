"""What has a history in replies, and what it is made of."""

from django.utils.translation import gettext

from inquiries.models import Answer, Reply
from partnership.history import Content, Item, ItemKind, Subject, item_kinds, subjects
from partnership.models import Partnership

KINDS = (
    ItemKind(
        Reply,
        ("letter_date", "sender", "signatory", "opening", "closing"),
        lambda item: gettext("The letter itself"),
        is_part=True,
    ),
    ItemKind(Answer, ("question", "body"), lambda item: _question(item), is_part=True),
)


def _question(item: Item) -> str:
    """The question that is answered, as the heading of its answer."""
    question = item.fields["question"]
    return question["name"] if isinstance(question, dict) else ""


def read_reply(reply: Reply) -> Content:
    """The reply as it stands in the database now."""
    stored = Reply.objects.select_related("sender", "signatory").get(pk=reply.pk)
    answers = stored.answers.select_related("question")
    items = (item_kinds[row._meta.label_lower].read(row) for row in (stored, *answers))
    return Content(tuple(items))


def _partnership(reply: Reply) -> Partnership | None:
    """None for a confidential inquiry, so that no list of the partnership tells of it."""
    inquiry = reply.inquiry
    return None if inquiry.confidential else inquiry.partnership


def register() -> None:
    for kind in KINDS:
        item_kinds.add(kind.key, kind)
    subjects.add(
        Reply._meta.label_lower,
        Subject(read_reply, _partnership, lambda reply: reply.inquiry.uuid),
    )
