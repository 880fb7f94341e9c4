"""The yearly account: how many questions, by whom, and how many were answered in time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from inquiries.choices import InquiryState
from partnership.sorting import sort_key


@dataclass(frozen=True)
class Tally:
    """Of those who asked under one name, or of all."""

    name: str
    received: int
    answered: int
    in_time: int
    waiting: int
    withdrawn: int

    @property
    def late(self) -> int:
        return self.answered - self.in_time


@dataclass(frozen=True)
class Account:
    year: int
    total: Tally
    by_asker: tuple[Tally, ...]
    by_party: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]


def account_of(rows, year: int) -> Account:
    """The account of the year's inquiries among the rows; the year is that of receipt.

    Answered in time means sent on the deadline or before it, as the deadline stands, or
    while its clock stood still.
    """
    stood_still = Q(due_on__isnull=True, sent_on__isnull=False)
    in_time = Q(sent_on__lte=F("due_on")) | stood_still
    found = rows.filter(year=year).annotate(was_in_time=in_time)
    counted = list(
        found.values_list(
            "asker_name", "asker_party_letter", "unit__name", "state", "sent_on", "was_in_time"
        )
    )
    return Account(
        year=year,
        total=_tally("", counted),
        by_asker=_grouped(counted, 0),
        by_party=_grouped(counted, 1),
        by_unit=_grouped(counted, 2),
    )


def years_of(rows) -> list[int]:
    """The years in which something was received, the newest first."""
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def _grouped(counted: list[tuple], column: int) -> tuple[Tally, ...]:
    groups: dict[str, list[tuple]] = {}
    for row in counted:
        groups.setdefault(row[column], []).append(row)
    return tuple(_tally(name, groups[name]) for name in sorted(groups, key=sort_key))


def _tally(name: str, counted: Iterable[tuple]) -> Tally:
    counts: Counter[str] = Counter()
    for *_who, state, sent_on, was_in_time in counted:
        counts["received"] += 1
        counts["answered"] += sent_on is not None
        counts["in_time"] += bool(was_in_time)
        # What was answered counts as that, also where a correction was given up.
        counts["withdrawn"] += sent_on is None and state == InquiryState.WITHDRAWN
        counts["waiting"] += sent_on is None and state != InquiryState.WITHDRAWN
    names = ("received", "answered", "in_time", "waiting", "withdrawn")
    return Tally(name, **{key: counts[key] for key in names})
