"""What the references in a reply's texts read as."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from activities.models import Activity
from inquiries.models import Reply
from partnership import richtext


def names_in(reply: Reply) -> dict[UUID, str]:
    """The reply's facts as they are printed, and the activities that it may name. Two queries."""
    inquiry = reply.inquiry
    own = Q(partnership=inquiry.partnership_id) | Q(inquiries=inquiry)
    names = dict(Activity.objects.filter(own).distinct().values_list("uuid", "name"))
    return names | dict(reply.facts.values_list("uuid", "text"))


def lost_references(reply: Reply) -> int:
    """How many references of the reply point at nothing any more, so that its text lacks a word."""
    names = names_in(reply)
    return sum(target not in names for target in _targets(reply))


def _targets(reply: Reply) -> Iterator[UUID]:
    bodies = reply.answers.values_list("body", flat=True)
    for html in (reply.opening, *bodies, reply.closing):
        yield from richtext.references(richtext.parse(html))
