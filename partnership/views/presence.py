"""Who else is on a page that several people write in."""

import re
from collections.abc import Container
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnership.models import Presence
from partnership.requests import Request
from partnership.services import presence

_TAB = re.compile(r"[0-9a-z-]{1,40}")


def be_present(request: Request, place: UUID, parts: Container[str]) -> HttpResponse:
    """Tell that a window is at the place, and get who else is, as a fragment.

    `parts` are the anchors of what can be open for writing there.
    """
    tab, part = request.POST.get("tab", ""), request.POST.get("part", "")
    if not _TAB.fullmatch(tab):
        return HttpResponseBadRequest()
    if request.POST.get("gone"):
        presence.leave(place, tab=tab, user=request.user)
        return HttpResponse(status=204)
    presence.be_here(place, tab=tab, user=request.user, part=part if part in parts else "")
    people = [_shown(request, there) for there in presence.others_here(place, tab=tab)]
    return render(request, "components/presence.html", {"people": people})


def _shown(request: Request, there: Presence) -> dict[str, str]:
    own = there.user_id == request.user.pk
    name = _("You, in another window") if own else there.user.name
    return {"name": name, "part": there.part, "says": _("%(name)s writes here") % {"name": name}}
