"""Querysets of the base app: what each person may see."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnership.choices import MailFrequency, Role
from partnership.sorting import fold


def by_rank(queryset, field: str, values, *, descending: bool):
    """Rows in the order of the values, not of the codes that are stored."""
    places = (models.When(**{field: value}, then=place) for place, value in enumerate(values))
    rank = models.Case(*places, output_field=models.IntegerField())
    return queryset.order_by(rank.desc() if descending else rank.asc(), "id")


class SeatQuerySet(models.QuerySet):
    def in_partnerships(self):
        """The partnerships of the seats, for a subquery."""
        return self.filter(partnership__isnull=False).values("partnership")


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The partnerships in which the person has a seat."""
        return self.filter(pk__in=user.seats.in_partnerships())

    def kept_by(self, user):
        """The partnerships whose secretariat the person belongs to."""
        return self.filter(pk__in=user.seats.filter(role=Role.SECRETARIAT).values("partnership"))


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pk__in=user.seats.filter(unit__isnull=False).values("unit"))


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the person's units and partnerships, and the person's own.

        A confidential one is seen by its owner alone.
        """
        seats = user.seats.all()
        units = seats.filter(unit__isnull=False).values("unit")
        shared = Q(unit__in=units) | Q(partnership__in=seats.in_partnerships())
        return self.filter(Q(confidential=False) & shared | Q(owner=user))

    def overdue_on(self, day: date):
        return self.filter(done_at__isnull=True, due_on__lt=day)

    def waiting(self):
        """Those not done yet, the earliest first."""
        return self.filter(done_at__isnull=True).order_by(F("due_on").asc(nulls_last=True), "id")


class SearchedQuerySet(models.QuerySet):
    """Rows with a folded `search_text`."""

    def matching(self, text: str):
        """Rows whose names contain every word of the text, folded."""
        found = self
        for word in fold(text).split()[:10]:
            found = found.filter(search_text__contains=word)
        return found


class OrganisationQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """The directory is seen by all who log in."""
        return self if user.is_authenticated else self.none()

    def acted_for_by(self, user, *, on: date):
        """Organisations whose responsibilities the person has that day.

        Those of the person's memberships, and every organisation that one of
        them has succeeded by then, however many steps back.
        """
        found = set(user.memberships.current_on(on).values_list("organisation_id", flat=True))
        newest = found
        everybody = self.model._default_manager
        while newest:
            taken_over = everybody.filter(succession__successor__in=newest, succession__on__lte=on)
            newest = set(taken_over.values_list("pk", flat=True)) - found
            found |= newest
        return self.filter(pk__in=found)

    def for_directory(self):
        return self.select_related("parent", "succession__successor").prefetch_related("aliases")


class ContactPersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the directory, which is seen by all who log in."""
        return self if user.is_authenticated else self.none()

    def standing(self):
        """Contact persons that have not been removed."""
        return self.filter(removed_at__isnull=True)


class MembershipQuerySet(models.QuerySet):
    def current_on(self, day: date):
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )


class MailQuerySet(models.QuerySet):
    #: A mail that could not be sent for so long is no news any more.
    GIVEN_UP_AFTER = timedelta(days=3)
    #: A claim held for so long belongs to a process that is gone.
    INTERRUPTED_AFTER = timedelta(minutes=15)

    def waiting(self):
        """Rows that nobody sends or has sent."""
        return self.filter(sent_at__isnull=True, claimed_at__isnull=True)

    def to_send(self):
        """Rows that wait, are news still, and belong to nobody whose login is closed."""
        return self.waiting().filter(
            Q(user__isnull=True) | Q(user__is_active=True),
            created_at__gt=timezone.now() - self.GIVEN_UP_AFTER,
        )

    def to_send_at_once(self):
        return self.to_send().filter(frequency=MailFrequency.AT_ONCE)

    def to_send_daily(self, *, only_again: bool = False):
        """Rows of the daily mails; `only_again` those that failed before."""
        rows = self.to_send().filter(frequency=MailFrequency.DAILY)
        return rows.filter(attempts__gt=0) if only_again else rows

    def given_up(self):
        """Rows too old to be sent."""
        return self.waiting().filter(created_at__lte=timezone.now() - self.GIVEN_UP_AFTER)

    def interrupted(self):
        """Rows that somebody began to send and never finished."""
        before = timezone.now() - self.INTERRUPTED_AFTER
        return self.filter(sent_at__isnull=True, claimed_at__lte=before)
