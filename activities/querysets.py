"""What each person may see and edit of plans and chapters."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.choices import EDITABLE_STATES, ResponsibilityRole
from partnership.choices import BodyKind, Role
from partnership.models import Organisation, Partnership

#: The role of a seat in each body, so that a body can lead a chapter.
_ROLE_OF_BODY = {
    BodyKind.STEERING_GROUP: Role.STEERING_GROUP,
    BodyKind.WORKING_GROUP: Role.WORKING_GROUP,
    BodyKind.SECRETARIAT: Role.SECRETARIAT,
    BodyKind.DECIDER: Role.DECIDER,
}


def _in_visible(path: str, user) -> Q:
    return Q(**{f"{path}__in": Partnership.objects.visible_to(user)})


class SafetyPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("partnership", user))

    def editable_by(self, user):
        """Plans whose front matter the person writes: those of their secretariat."""
        return self.filter(
            state__in=EDITABLE_STATES, partnership__in=Partnership.objects.kept_by(user)
        )

    def for_list(self):
        return self.select_related("partnership", "agreement").annotate(
            chapter_count=models.Count("chapters", filter=Q(chapters__money_only=False))
        )


class PlanSectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("plan__partnership", user))


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("partnership", user))


class ChapterQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("plan__partnership", user))

    def led_by(self, user, *, on: date):
        """Chapters led that day by an organisation or a body of the person's."""
        party = Q(
            parts__responsibilities__organisation__in=Organisation.objects.acted_for_by(user, on=on)
        )
        for kind, role in _ROLE_OF_BODY.items():
            party |= Q(
                parts__responsibilities__body__kind=kind,
                parts__responsibilities__body__partnership__in=user.seats.filter(role=role).values(
                    "partnership"
                ),
            )
        path = "parts__responsibilities__"
        leads = Q(**{f"{path}role": ResponsibilityRole.LEAD, f"{path}removed_at__isnull": True})
        started = Q(**{f"{path}starts_on__isnull": True}) | Q(**{f"{path}starts_on__lte": on})
        not_ended = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": on})
        led = self.model._default_manager.filter(leads & started & not_ended & party)
        return self.visible_to(user).filter(pk__in=led.values("pk"))

    def kept_by(self, user):
        """Chapters that are the person's to write: as secretariat or as their lead."""
        led = self.led_by(user, on=timezone.localdate())
        return self.visible_to(user).filter(
            Q(plan__partnership__in=Partnership.objects.kept_by(user)) | Q(pk__in=led.values("pk"))
        )

    def editable_by(self, user):
        """Chapters the person may write in now, while the plan's texts are open."""
        return self.kept_by(user).filter(plan__state__in=EDITABLE_STATES)

    def with_text(self):
        return self.filter(money_only=False)


class SectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("chapter__plan__partnership", user))


class PartQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("chapter__plan__partnership", user))


class RowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("part__chapter__plan__partnership", user))

    def standing(self):
        """Rows that have not been removed."""
        return self.filter(removed_at__isnull=True)


class TargetQuerySet(RowQuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("deliverable__part__chapter__plan__partnership", user))
