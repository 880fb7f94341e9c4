"""Querysets of the ledger."""

from django.db import models

from partnership.models import Partnership


class BudgetLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__partnership__in=Partnership.objects.visible_to(user))

    def for_table(self):
        """Lines in printed order, with what a table shows of each."""
        return self.select_related("activity", "administrator", "funder").order_by("position", "id")


class EntryQuerySet(models.QuerySet):
    def by_line_and_year(self) -> dict[tuple[int, int], int]:
        """Whole kroner by (line id, year)."""
        rows = self.order_by().values_list("line_id", "year").annotate(models.Sum("amount"))
        return {(line, year): amount for line, year, amount in rows}


class BudgetNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agreement__partnership__in=Partnership.objects.visible_to(user))

    def standing(self):
        return self.filter(removed_at__isnull=True)
