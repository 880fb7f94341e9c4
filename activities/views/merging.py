"""A text opened for editing with a proposed wording put beside it, to be edited into one."""

from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from activities.models import Comment
from activities.services.commented import commented_by
from partnership import richtext
from partnership.requests import Request


def united_with_proposal(request: Request) -> dict[str, str]:
    """What the form begins with when the address names a proposal for its text: `?proposal=uuid`.

    Nothing when it names none, or one that is not about this text.
    """
    comment = _proposal(request)
    if comment is None:
        return {}
    place = commented_by(comment)
    messages.info(request, _("Both wordings stand in the text. Edit them into one, and save it."))
    unite = richtext.union if place.is_rich else richtext.union_plain
    return {comment.field: unite(place.wording, comment.proposal)}


def _proposal(request: Request) -> Comment | None:
    try:
        uuid = UUID(request.GET.get("proposal", ""))
    except ValueError:
        return None
    here = request.resolver_match.kwargs.get("uuid")
    found = Comment.objects.visible_to(request.user).filter(uuid=uuid, item_uuid=here)
    return found.exclude(proposal="").first()
