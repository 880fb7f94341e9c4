"""The calendar of a person's deadlines, and the page of its link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from inquiries.permissions import may_follow_deadlines
from inquiries.services import feeds
from inquiries.services.calendars import deadlines_of
from partnership.requests import Request


@never_cache
@require_safe
def calendar_feed(request: Request) -> HttpResponse:
    may_follow_deadlines(request.user).require()
    feed = feeds.feed_of(request.user)
    address = feeds.address_of(feed) if feed else ""
    context = {
        "feed": feed,
        "address": request.build_absolute_uri(address) if address else "",
        "breadcrumbs": [
            (_("Council questions"), reverse("inquiries")),
            (_("Deadlines in your calendar"), ""),
        ],
    }
    return render(request, "inquiries/deadlines/calendar.html", context)


@require_POST
def calendar_feed_renew(request: Request) -> HttpResponse:
    may_follow_deadlines(request.user).require()
    had_one = feeds.feed_of(request.user) is not None
    feeds.renew(by=request.user)
    if had_one:
        messages.success(request, _("The link is renewed. The one before works no longer."))
    else:
        messages.success(request, _("The link is ready."))
    return redirect("calendar_feed")


@require_POST
def calendar_feed_revoke(request: Request) -> HttpResponse:
    may_follow_deadlines(request.user).require()
    if feeds.revoke(by=request.user):
        messages.success(request, _("The link works no longer."))
    else:
        messages.info(request, _("There is no link to revoke."))
    return redirect("calendar_feed")


@login_not_required
@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What calendar programs read. Of a link that works no longer nothing but that it does not."""
    feed = feeds.feed_with(token)
    if feed is None:
        response = HttpResponse(status=404)
    elif not feeds.works(feed):
        gone = _("The link works no longer.")
        response = HttpResponse(gone, status=410, content_type="text/plain; charset=utf-8")
    else:
        found = deadlines_of(feed.user)
        response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="frister.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
