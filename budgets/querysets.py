"""Querysets of the ledger."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from partnership.models import Partnership


class BudgetLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__partnership__in=Partnership.objects.visible_to(user))

    def for_table(self):
        """Lines in printed order, with what a table shows of each.

        A thousand lines share few activities and organisations: those are read once each.
        """
        own = self.prefetch_related("activity", "administrator", "funder")
        return own.order_by("position", "id")


def end_of(day: date) -> datetime:
    """The moment the day ends, here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class PostingQuerySet(models.QuerySet):
    def posted_by_end_of(self, day: date | None):
        """Postings made that day or before; all of them for None."""
        return self if day is None else self.filter(posted_at__lt=end_of(day))


class EntryQuerySet(PostingQuerySet):
    def by_line_and_year(self) -> dict[tuple[int, int], int]:
        """Whole kroner by (line id, year)."""
        rows = self.order_by().values_list("line_id", "year").annotate(models.Sum("amount"))
        return {(line, year): amount for line, year, amount in rows}


class BudgetNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__partnership__in=Partnership.objects.visible_to(user))

    def standing(self):
        return self.filter(removed_at__isnull=True)


class ReallocationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__partnership__in=Partnership.objects.visible_to(user))

    def with_plan(self):
        """With what a page or a rule reads of each one's plan."""
        return self.select_related("plan__partnership", "plan__agreement")

    def for_list(self):
        """With the amount moved, whole kroner, and when it was decided."""
        given = models.Sum("legs__amount", filter=models.Q(legs__amount__gt=0), default=0)
        return self.with_plan().annotate(moved=given, decided_at=models.F("decision__at"))

    def in_turn(self, reallocation):
        """The row as it is now, locked: of two steps at once the second sees the first."""
        return self.select_for_update(of=("self",)).with_plan().get(pk=reallocation.pk)


class OfReallocationQuerySet(models.QuerySet):
    """What belongs to a reallocation is seen where it is."""

    def visible_to(self, user):
        visible = Partnership.objects.visible_to(user)
        return self.filter(reallocation__plan__partnership__in=visible)


class LegQuerySet(OfReallocationQuerySet):
    def for_table(self):
        """Legs in their order, with what a table shows of each."""
        return self.select_related(
            "line__activity", "line__administrator", "activity", "new_administrator"
        ).order_by("position", "id")


class PoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__partnership__in=Partnership.objects.visible_to(user))


class StatedFigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__partnership__in=Partnership.objects.visible_to(user))

    def standing(self):
        return self.filter(removed_at__isnull=True)

    def for_reconciliation(self):
        """Figures in their order, with what they are about."""
        return self.select_related("activity", "line__activity", "target__deliverable").order_by(
            "position", "id"
        )
