"""What each person may see and edit of plans and chapters."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.choices import EDITABLE_STATES, CommentState, ResponsibilityRole
from partnership.choices import BodyKind, Role
from partnership.models import Organisation, Partnership

#: The role of a seat in each body, so that a body can lead a chapter.
ROLE_OF_BODY = {
    BodyKind.STEERING_GROUP: Role.STEERING_GROUP,
    BodyKind.WORKING_GROUP: Role.WORKING_GROUP,
    BodyKind.SECRETARIAT: Role.SECRETARIAT,
    BodyKind.DECIDER: Role.DECIDER,
}


def _in_visible(path: str, user) -> Q:
    """In a partnership that the person may see, as `Partnership.objects.visible_to` says."""
    return Q(**{f"{path}__in": user.seats.in_partnerships()})


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


def _leading_on(day: date, path: str = "") -> Q:
    """Responsible parties that lead that day, through the path to them."""
    leads = Q(**{f"{path}role": ResponsibilityRole.LEAD, f"{path}removed_at__isnull": True})
    started = Q(**{f"{path}starts_on__isnull": True}) | Q(**{f"{path}starts_on__lte": day})
    not_ended = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": day})
    return leads & started & not_ended


class ChapterQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("plan__partnership", user))

    def led_by(self, user, *, on: date):
        """Chapters led that day by an organisation or a body of the person's."""
        party = Q(
            parts__responsibilities__organisation__in=Organisation.objects.acted_for_by(user, on=on)
        )
        for kind, role in ROLE_OF_BODY.items():
            party |= Q(
                parts__responsibilities__body__kind=kind,
                parts__responsibilities__body__partnership__in=user.seats.filter(role=role).values(
                    "partnership"
                ),
            )
        leads = _leading_on(on, "parts__responsibilities__")
        led = self.model._default_manager.filter(leads & party)
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

    def with_plan(self):
        """With what decides about a chapter and leads to its page."""
        return self.select_related("plan__partnership", "plan__agreement", "activity")


class SectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("chapter__plan__partnership", user))

    def with_chapter(self):
        return self.select_related("chapter__plan")


class PartQuerySet(SectionQuerySet):
    """A list part belongs to its chapter as a section does."""


class RowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("part__chapter__plan__partnership", user))

    def standing(self):
        """Rows that have not been removed."""
        return self.filter(removed_at__isnull=True)

    def with_chapter(self):
        return self.select_related("part__chapter__plan")


class ResponsibilityQuerySet(RowQuerySet):
    def leading(self, day: date):
        """Those that lead that day."""
        return self.filter(_leading_on(day))

    def member_leads(self, chapter, user, day: date) -> bool:
        """Whether the person is a member, that day, of an organisation that leads it then.

        One plain join whose few rows are dated in Python: every save of a lead asks this.
        """
        member = "organisation__memberships__"
        leads = self.filter(
            part__chapter=chapter,
            role=ResponsibilityRole.LEAD,
            removed_at=None,
            **{f"{member}user": user},
        ).order_by()
        periods = leads.values_list(
            "starts_on", "ends_on", f"{member}starts_on", f"{member}ends_on"
        )
        return any(
            (led_from or day) <= day <= (led_to or day) and (since or day) <= day <= (until or day)
            for led_from, led_to, since, until in periods
        )


class TargetQuerySet(RowQuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("deliverable__part__chapter__plan__partnership", user))

    def with_chapter(self):
        return self.select_related("deliverable__part__chapter__plan")


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("partnership", user))

    def standing(self):
        """Sources that have not been removed from the register."""
        return self.filter(removed_at__isnull=True)

    def for_register(self, citing: Mapping[UUID, int]):
        """With the number of texts that cite each, given by identity."""
        counted = (models.When(uuid=uuid, then=count) for uuid, count in citing.items())
        number = models.Case(*counted, default=0, output_field=models.IntegerField())
        return self.annotate(citations=number)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("plan__partnership", user))

    def waiting(self):
        """Comments that are not settled."""
        return self.exclude(state=CommentState.SETTLED)

    def for_threads(self):
        """With what a page shows of each, in the order written."""
        return self.select_related("invitation").prefetch_related("answers").order_by("id")

    def for_list(self):
        return self.select_related("chapter__activity").annotate(
            answer_count=models.Count("answers")
        )


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_in_visible("plan__partnership", user))

    def for_list(self):
        return self.annotate(comment_count=models.Count("comments"))
