"""Who else is in a chapter."""

import re

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.views.page import chapter_panels, visible_chapter
from partnership.models import Presence
from partnership.requests import Request
from partnership.services import presence

_TAB = re.compile(r"[0-9a-z-]{1,40}")


@require_POST
def chapter_presence(request: Request, uuid: str) -> HttpResponse:
    """Tell that a window is here, and get who else is, as a fragment."""
    chapter = visible_chapter(request, uuid=uuid)
    tab, part = request.POST.get("tab", ""), request.POST.get("part", "")
    if not _TAB.fullmatch(tab):
        return HttpResponseBadRequest()
    if request.POST.get("gone"):
        presence.leave(chapter.uuid, tab=tab, user=request.user)
        return HttpResponse(status=204)
    names = chapter_panels.names()
    presence.be_here(chapter.uuid, tab=tab, user=request.user, part=part if part in names else "")
    people = [_shown(request, there) for there in presence.others_here(chapter.uuid, tab=tab)]
    return render(request, "activities/presence.html", {"people": people})


def _shown(request: Request, there: Presence) -> dict[str, str]:
    own = there.user_id == request.user.pk
    name = _("You, in another window") if own else there.user.name
    return {"name": name, "part": there.part, "says": _("%(name)s writes here") % {"name": name}}
