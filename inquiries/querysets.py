"""What each person may see of inquiries and letters."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When

from inquiries.choices import OPEN_STATES
from partnership.querysets import SearchedQuerySet


def seen_by(user, path: str = "") -> Q:
    """Inquiries of the person's units; the confidential ones only by those who are named.

    `path` leads from the row to its inquiry, with "__" at its end.
    """
    units = user.seats.filter(unit__isnull=False).values("unit")
    named = user.read_inquiries.values("inquiry")
    inside = Q(**{f"{path}unit__in": units})
    return inside & (Q(**{f"{path}confidential": False}) | Q(**{f"{path}id__in": named}))


class CouncillorQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """The register is seen by everybody with a seat in a unit."""
        return self if user.seats.filter(unit__isnull=False).exists() else self.none()

    def sitting_on(self, day: date):
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day))


class OfUnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(unit__in=user.seats.filter(unit__isnull=False).values("unit"))

    def standing(self):
        """Rows that have not been removed."""
        return self.filter(removed_at__isnull=True)


class InquiryQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user))

    def in_turn(self, inquiry):
        """The inquiry as it is now, locked: whoever acts on it waits for the one before."""
        rows = self.select_for_update(of=("self",)).select_related("unit", "partnership")
        return rows.get(pk=inquiry.pk)

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def awaiting_answer(self):
        """The open ones whose clock runs: what is only being corrected has been answered."""
        return self.open().filter(sent_on__isnull=True)

    def by_deadline(self, *, descending=False):
        """Overdue first; those whose clock stands still come after, and the answered last."""
        waits = Q(state__in=OPEN_STATES, sent_on__isnull=True)
        waiting = Case(When(waits, then=Value(0)), default=Value(1))
        due = F("due_on")
        order = due.desc(nulls_last=True) if descending else due.asc(nulls_last=True)
        return self.order_by(waiting, order, "year", "number")

    def for_list(self):
        return self.select_related("unit", "responsible", "councillor")


class ContactQuerySet(OfUnitQuerySet):
    """Contacts are found by who took part, when, and what was said."""

    matching = SearchedQuerySet.matching


class OfInquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "inquiry__"))


class OfReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "reply__inquiry__"))


class FactQuerySet(OfReplyQuerySet):
    def with_sources(self):
        """With what their values are read from."""
        return self.select_related("line", "plan", "pool", "figure", "target")


class OfAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "answer__reply__inquiry__"))


class PassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "letter__reply__inquiry__"))

    def for_search(self):
        """With the letter's date and its inquiry's number; not with the letter's bytes."""
        return self.select_related("letter__reply__inquiry").only(
            "number",
            "question",
            "body",
            "text",
            "letter__letter_date",
            "letter__reply__inquiry__year",
            "letter__reply__inquiry__number",
            "letter__reply__inquiry__subject",
        )
