"""The people who lead a chapter: the other side of `ChapterQuerySet.led_by`."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from activities.models import Chapter, Responsibility
from activities.querysets import ROLE_OF_BODY
from partnership.choices import BodyKind, Role
from partnership.models import Membership, Partnership, Succession, User


def people_who_lead(chapter: Chapter, *, on: date) -> QuerySet[User]:
    """Those with a login and a seat who act for an organisation or body that leads it that day."""
    partnership = chapter.plan.partnership
    rows = _leading(chapter, on)
    organisations = with_successors({row.organisation_id for row in rows}, on=on)
    bodies = [row.body for row in rows if row.body and row.body.partnership_id == partnership.pk]
    roles = [ROLE_OF_BODY[BodyKind(body.kind)] for body in bodies]
    members = Membership.objects.current_on(on).filter(organisation__in=organisations)
    acting = Q(pk__in=members.values("user")) | Q(pk__in=_seated(partnership, role__in=roles))
    return User.objects.filter(acting, is_active=True, pk__in=_seated(partnership))


def people_who_keep(chapter: Chapter | None, partnership: Partnership, *, on: date) -> list[User]:
    """Those to tell: who lead the chapter, or the secretariat where nobody with a login does."""
    leading = list(people_who_lead(chapter, on=on)) if chapter else []
    return leading or list(
        User.objects.filter(is_active=True, pk__in=_seated(partnership, role=Role.SECRETARIAT))
    )


def with_successors(organisations: set[Any], *, on: date) -> set[int]:
    """The organisations and all that have succeeded them by then, however many steps on."""
    found = organisations - {None}
    newest = found
    while newest:
        taken_over = Succession.objects.filter(predecessor__in=newest, on__lte=on)
        newest = set(taken_over.values_list("successor", flat=True)) - found
        found |= newest
    return found


def _leading(chapter: Chapter, on: date) -> list[Responsibility]:
    rows = Responsibility.objects.leading(on).filter(part__chapter=chapter)
    return list(rows.select_related("body"))


def _seated(partnership: Partnership, **roles: Any) -> QuerySet[Any]:
    return partnership.seats.filter(**roles).values("user")
