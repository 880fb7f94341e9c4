"""What waits for a person: inquiries and letters on the home page."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.models import Inquiry
from inquiries.services.clearances_waiting import waiting_for_word_of
from inquiries.services.clock_words import time_left
from partnership.home import HomeItem
from partnership.models import User
from partnership.requests import Request

#: More of them stand in the list.
MOST = 10


def home_inquiries(request: Request) -> Iterable[HomeItem]:
    """The open ones that the person is responsible for, and the letters to clear."""
    user = request.user
    to_clear = list(waiting_for_word_of(user).by_deadline()[: MOST + 1])
    mine = Inquiry.objects.visible_to(user).open().filter(responsible=user).by_deadline()
    own = list(mine[: MOST + 1])
    blocks = [
        ("letters-to-clear", _("Letters that wait for your word"), to_clear),
        ("my-inquiries", _("Council questions you are to answer"), own),
    ]
    for key, heading, inquiries in blocks:
        if inquiries:
            shown = inquiries[:MOST]
            rows = [{"inquiry": inquiry, "left": time_left(inquiry)} for inquiry in shown]
            more = len(inquiries) > MOST
            context = {"key": key, "heading": heading, "rows": rows, "more": more}
            yield HomeItem("inquiries/home.html", context)


def origins(user: User, uuids: Collection[UUID]) -> Mapping[UUID, str]:
    """The addresses of inquiries that follow-ups came from, those that the person may see."""
    if not uuids:
        return {}
    found = Inquiry.objects.visible_to(user).filter(uuid__in=uuids)
    return {
        uuid: reverse("inquiry", args=[year, number])
        for uuid, year, number in found.values_list("uuid", "year", "number")
    }
