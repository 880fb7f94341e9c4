"""The past of a reply: its entries, two versions side by side, and bringing one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.views.history import PastHistory
from activities.views.pasts import Past, Restoring
from activities.views.versions import restore_version, show_versions
from inquiries.models import Inquiry, Reply
from inquiries.permissions import may_write
from inquiries.services.drafts import reply_of
from inquiries.services.names import names_in
from inquiries.services.refusals import InquiryRefused
from inquiries.services.restore import RESTORED, restore_reply
from inquiries.views.case_page import case_breadcrumbs, case_url, visible_inquiry
from partnership.models import Revision, User
from partnership.permissions import Decision
from partnership.requests import Request


def past_of_reply(inquiry: Inquiry) -> Past:
    """The reply that is written now, or was last."""
    address = [inquiry.year, inquiry.number]
    return Past(
        subject=reply_of(inquiry),
        name=_("Reply %(number)s") % {"number": inquiry.designation},
        whole=str(inquiry),
        scope=inquiry.uuid,
        way=(*case_breadcrumbs(inquiry), (inquiry.designation, case_url(inquiry))),
        text_url=case_url(inquiry, "draft"),
        list_url=reverse("reply_history", args=address),
        versions_url=reverse("reply_versions", args=address),
        restore_url=reverse("reply_restore", args=address),
        restoring=Restoring(RESTORED, RESTORED, _bring_back, may=_may_restore),
        names=names_in,
    )


def _may_restore(user: User, reply: Reply) -> Decision:
    return may_write(user, reply.inquiry)


def _bring_back(reply: Reply, entry: Revision, part: UUID | None, by: User, seen: str) -> None:
    restore_reply(reply, entry, part, by=by, seen=seen)


class ReplyHistory(PastHistory):
    def find_past(self) -> Past:
        return past_of_reply(visible_inquiry(self.request, **self.kwargs))


@require_safe
def reply_versions(request: Request, year: int, number: int) -> HttpResponse:
    past = past_of_reply(visible_inquiry(request, year, number))
    return show_versions(request, past, request.GET)


@require_POST
def reply_restore(request: Request, year: int, number: int) -> HttpResponse:
    past = past_of_reply(visible_inquiry(request, year, number))
    try:
        return restore_version(request, past)
    except InquiryRefused as refused:
        messages.error(request, refused.words)
        return HttpResponseRedirect(past.text_url)
