"""What changed in the budget between two days: every cell, by whom and why.

The amounts at the end are those of `economy_of`, so that they cannot differ from
any other table; the amounts at the start are what is left when the postings in
between are taken off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from activities.models import Activity, SafetyPlan
from budgets.models import BudgetLine, Entry, FirstApproval, FramePosting, PoolGrant
from budgets.querysets import end_of
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Economy
from partnership.models import AuditEntry

#: What is told of the lines themselves, by the log's name of the act.
LINE_ACTS = (
    "budgets.line.add",
    "budgets.line.close",
    "budgets.line.reopen",
    "budgets.line.transfer",
)


@dataclass(frozen=True)
class CellChange:
    """A line's amounts of a year in whole kroner, and every posting in between."""

    line: BudgetLine
    year: int
    before: int
    entries: tuple[Entry, ...]

    @property
    def difference(self) -> int:
        return sum(entry.amount for entry in self.entries)

    @property
    def after(self) -> int:
        return self.before + self.difference


@dataclass(frozen=True)
class ActivityChanges:
    activity: Activity
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class YearSum:
    """A year's total of all that counts, in whole kroner."""

    year: int
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class LineAct:
    """A line that was added, closed or moved; `act` is the log's name of it."""

    act: str
    line: BudgetLine
    at: datetime
    by_name: str
    #: Of one that was moved, from where and to where.
    details: Mapping[str, str]


@dataclass(frozen=True)
class Changes:
    """From the end of `first` to the end of `last`.

    `first` is None where it is from the first approval, or else from the beginning.
    """

    plan: SafetyPlan
    first: date | None
    last: date
    #: The moment of the first approval, where that is the start.
    approved_at: datetime | None
    activities: tuple[ActivityChanges, ...]
    sums: tuple[YearSum, ...]
    frame_before: int | None
    frame_after: int | None
    frame: tuple[FramePosting, ...]
    grants: tuple[PoolGrant, ...]
    lines: tuple[LineAct, ...]

    @property
    def has_any(self) -> bool:
        """Whether anything has changed."""
        return bool(self.activities or self.frame or self.grants or self.lines)

    @property
    def frame_difference(self) -> int:
        return sum(posting.amount for posting in self.frame)


@dataclass(frozen=True)
class _Span:
    """The time in between: after the start (None: from the beginning), to the end of a day."""

    last: date
    start: datetime | None = None
    #: The last entry before the start, where the first approval is it.
    last_entry: int | None = None

    def of_entries(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        if self.last_entry is None:
            return self.of(entries, "posted_at")
        return entries.filter(posted_at__lt=end_of(self.last), id__gt=self.last_entry)

    def of(self, rows: QuerySet, moment: str) -> QuerySet:
        found = rows.filter(**{f"{moment}__lt": end_of(self.last)})
        return found.filter(**{f"{moment}__gte": self.start}) if self.start else found


def changes_between(plan: SafetyPlan, first: date | None, last: date) -> Changes:
    """What changed from the end of `first` to the end of `last`.

    `first` is None for everything since the plan was first approved; for a plan
    that never was, since the beginning. The number of queries is always the same.
    """
    approval = FirstApproval.objects.filter(plan=plan).first() if first is None else None
    span = _span(first, last, approval)
    economy = economy_of(plan, on=last)
    entries = _entries(plan, span)
    frame = tuple(span.of(plan.frame_postings.all(), "posted_at").order_by("id"))
    return Changes(
        plan=plan,
        first=first,
        last=last,
        approved_at=approval.at if approval else None,
        activities=tuple(_activities(economy, entries)),
        sums=tuple(_sums(economy, entries)),
        frame_before=_before(economy.frame, [posting.amount for posting in frame]),
        frame_after=economy.frame,
        frame=frame,
        grants=tuple(_grants(plan, span)),
        lines=tuple(_line_acts(plan, span)),
    )


def _span(first: date | None, last: date, approval: FirstApproval | None) -> _Span:
    if first is not None:
        return _Span(last, end_of(first))
    return _Span(last, approval.at, approval.last_entry) if approval else _Span(last)


def _entries(plan: SafetyPlan, span: _Span) -> dict[tuple[int, int], list[Entry]]:
    """The postings in between by line and year, oldest first."""
    rows = span.of_entries(Entry.objects.filter(line__agreement=plan.agreement_id))
    found: dict[tuple[int, int], list[Entry]] = {}
    for entry in rows.select_related("line__activity", "leg__reallocation__plan").order_by("id"):
        found.setdefault((entry.line_id, entry.year), []).append(entry)
    return found


def _activities(
    economy: Economy, entries: dict[tuple[int, int], list[Entry]]
) -> Iterable[ActivityChanges]:
    for row in [*economy.rows, *economy.without_chapter]:
        cells = tuple(
            CellChange(
                line.line,
                cell.year,
                (cell.amount or 0) - sum(entry.amount for entry in posted),
                tuple(posted),
            )
            for line in [*row.lines, *row.over]
            for cell in line.cells
            if (posted := entries.get((line.line.pk, cell.year)))
        )
        if cells:
            yield ActivityChanges(row.activity, cells)


def _sums(economy: Economy, entries: dict[tuple[int, int], list[Entry]]) -> Iterable[YearSum]:
    for cell in economy.totals:
        moved = sum(
            entry.amount
            for (_line, year), posted in entries.items()
            if year == cell.year
            for entry in posted
            if entry.line.counts_in_total
        )
        yield YearSum(cell.year, (cell.amount or 0) - moved, cell.amount or 0)


def _before(after: int | None, posted: list[int]) -> int | None:
    """What the frame was; None where nothing had been stated."""
    if after is None or after == sum(posted):
        return None
    return after - sum(posted)


def _grants(plan: SafetyPlan, span: _Span) -> QuerySet[PoolGrant]:
    grants = PoolGrant.objects.filter(pool__agreement=plan.agreement_id)
    return span.of(grants, "posted_at").select_related("pool__activity", "activity").order_by("id")


def _line_acts(plan: SafetyPlan, span: _Span) -> Iterable[LineAct]:
    """Lines added, closed and moved, as the log tells it."""
    lines = {
        line.uuid: line
        for line in BudgetLine.objects.filter(agreement=plan.agreement_id).for_table()
    }
    acts = AuditEntry.objects.filter(action__in=LINE_ACTS, partnership=plan.partnership_id)
    for act in span.of(acts, "at").order_by("id"):
        if act.object_uuid in lines:
            line = lines[act.object_uuid]
            yield LineAct(act.action, line, act.at, act.actor_name, act.details)
