"""The way from the list of inquiries to what its deadlines follow from."""

from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.permissions import may_follow_deadlines
from partnership.choices import Role
from partnership.models import Unit, User


def deadline_links(user: User) -> list[tuple[str, str]]:
    """Words and addresses of the pages that the person may open."""
    if not may_follow_deadlines(user):
        return []
    units = Unit.objects.filter(seats__user=user, seats__role=Role.APPROVER).distinct()
    kept = [
        (words % {"unit": unit}, reverse(name, args=[uuid]))
        for unit, uuid in units.order_by("sort_key").values_list("short_name", "uuid")
        for words, name in (
            (_("Rules of %(unit)s"), "unit_rules"),
            (_("Stand-ins of %(unit)s"), "stand_ins"),
        )
    ]
    return [
        (_("Follow-ups"), reverse("follow_ups")),
        (_("Deadlines in your calendar"), reverse("calendar_feed")),
        (_("Closing days"), reverse("closing_days")),
        *kept,
    ]
