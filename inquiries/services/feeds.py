"""The link to a person's calendar of deadlines: made, renewed, revoked and opened."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from inquiries.models import CalendarFeed
from partnership.models import User
from partnership.services.audit import record
from partnership.services.links import hash_of, new_link, token_of

SALT = "inquiries.calendar_feed"


def feed_of(user: User) -> CalendarFeed | None:
    """The person's link, if it is made and not revoked."""
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).first()


def feed_with(token: str) -> CalendarFeed | None:
    """The link with the token, revoked or not; None for a token that is none, or was renewed."""
    rows = CalendarFeed.objects.select_related("user")
    return rows.filter(token_hash=hash_of(token)).first()


def works(feed: CalendarFeed) -> bool:
    """Whether the link shows anything: not revoked, and its owner may log in still."""
    return feed.revoked_at is None and feed.user.is_active


def address_of(feed: CalendarFeed) -> str:
    """Where calendar programs read; "" if the server's secret has changed since."""
    token = token_of(feed, salt=SALT)
    return reverse("calendar", args=[token]) if token else ""


@transaction.atomic
def renew(*, by: User) -> CalendarFeed:
    """Make the person's link, or another in its place: the one before opens nothing any more."""
    made = {**new_link(SALT), "made_at": timezone.now(), "revoked_at": None}
    feed, is_new = CalendarFeed.objects.update_or_create(user=by, defaults=made)
    record(f"inquiries.calendar_feed.{'make' if is_new else 'renew'}", by=by, on=feed)
    return feed


@transaction.atomic
def revoke(*, by: User) -> bool:
    """Let the person's link show nothing any more; False if there is none."""
    standing = CalendarFeed.objects.filter(user=by, revoked_at__isnull=True)
    if not standing.update(revoked_at=timezone.now()):
        return False
    record("inquiries.calendar_feed.revoke", by=by, on=CalendarFeed.objects.get(user=by))
    return True
