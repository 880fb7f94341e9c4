"""What waits for a person: follow-ups on the home page."""

from collections.abc import Iterable

from partnership.follow_ups import origins_of
from partnership.home import HomeItem
from partnership.models import FollowUp
from partnership.requests import Request

#: More of them stand in the list.
MOST = 10


def home_follow_ups(request: Request) -> Iterable[HomeItem]:
    """Those that the person is responsible for, not done yet, the earliest first."""
    rows = FollowUp.objects.filter(owner=request.user).select_related("owner")
    own = list(rows.waiting()[: MOST + 1])
    if own:
        shown = own[:MOST]
        origins = origins_of(shown, request.user)
        lines = [{"row": row, "origin_url": origins.get(row.origin_uuid, "")} for row in shown]
        context = {"rows": lines, "more": len(own) > MOST}
        yield HomeItem("partnership/follow_ups/home.html", context)
