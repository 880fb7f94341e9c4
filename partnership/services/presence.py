"""People on the same page see each other."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from partnership.models import Presence, User

#: How long a window counts as open after it was last heard of; it tells every 10 seconds.
HEARD = timedelta(seconds=30)
KEPT = timedelta(days=1)


def be_here(place: UUID, *, tab: str, user: User, part: str = "") -> None:
    """One short write: the window is open on the place, at the part."""
    now = timezone.now()
    Presence.objects.filter(place_uuid=place, seen_at__lt=now - KEPT).delete()
    Presence.objects.bulk_create(
        [Presence(place_uuid=place, tab=tab, user=user, part=part, seen_at=now)],
        update_conflicts=True,
        unique_fields=["place_uuid", "tab"],
        update_fields=["user", "part", "seen_at"],
    )


def leave(place: UUID, *, tab: str, user: User) -> None:
    Presence.objects.filter(place_uuid=place, tab=tab, user=user).delete()


def others_here(place: UUID, *, tab: str) -> list[Presence]:
    """The other open windows, the person's own among them, by name."""
    heard = Presence.objects.filter(place_uuid=place, seen_at__gt=timezone.now() - HEARD)
    return list(heard.exclude(tab=tab).select_related("user").order_by("user__sort_key", "id"))
