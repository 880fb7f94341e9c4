"""What every table of money shows, beside what its raw rows add up to here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from activities.models import SafetyPlan
from budgets.choices import ReallocationState
from budgets.services.check.books import Books, Row, posted_by
from budgets.services.check.rules import Check
from budgets.services.economy import activity_row, economy_of
from budgets.services.economy_rows import ActivityRow, Cell, Economy

#: What is compared, by where it stands: amount, original and moved of a cell, or one sum.
Figures = dict[tuple[Any, ...], Any]


@dataclass(frozen=True)
class Comparison:
    """One figure of a plan's tables; None on a side where it does not stand."""

    plan: str
    where: tuple[Any, ...]
    shown: Any
    summed: Any


def comparisons(books: Books) -> Iterator[Comparison]:
    """Every plan now, at the end of some days, and chapter by chapter."""
    for plan in SafetyPlan.objects.select_related("agreement", "partnership").order_by("pk"):
        for on in (None, *_days(plan, books)):
            name = books.plan_name(plan.pk) + (f" on {on}" if on else "")
            yield from _compared(name, shown(economy_of(plan, on=on)), summed(books, plan, on))
        yield from _chapters(books, plan)


def _compared(plan: str, seen: Figures, expected: Figures) -> Iterator[Comparison]:
    for where in sorted(seen.keys() | expected.keys(), key=repr):
        yield Comparison(plan, where, seen.get(where), expected.get(where))


def _chapters(books: Books, plan: SafetyPlan) -> Iterator[Comparison]:
    """Each chapter's own table, which is asked for by another way than the whole."""
    expected = summed(books, plan, None)
    for chapter in plan.chapters.select_related("activity").order_by("pk"):
        row = activity_row(plan, chapter)
        seen = dict(_row_figures(row))
        own = {where: value for where, value in expected.items() if where in seen}
        yield from _compared(f"{books.plan_name(plan.pk)}, chapter {chapter}", seen, own)


def _days(plan: SafetyPlan, books: Books) -> list[date]:
    """The first, the middle and the last of the days on which the agreement's money was posted."""
    days = sorted(
        {
            timezone.localdate(entry.posted_at)
            for entry in books.entries
            if books.lines[entry.line_id].agreement_id == plan.agreement_id
        }
    )
    return sorted({days[0], days[len(days) // 2], days[-1]}) if days else []


def shown(economy: Economy) -> Figures:
    """What the tables show, figure by figure."""
    found: Figures = {
        ("frame",): economy.frame,
        ("allocated",): economy.allocated,
        ("difference",): economy.difference,
        ("approved",): economy.is_approved,
    }
    for row in (*economy.rows, *economy.without_chapter):
        found.update(_row_figures(row))
    found.update((("total", cell.year), _cell(cell)) for cell in economy.totals)
    return found


def _row_figures(row: ActivityRow) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for line in (*row.lines, *row.over):
        for cell in line.cells:
            yield ("line", line.line.pk, cell.year), _cell(cell)
            if cell.pending:
                pending = sum(found.amount for found in cell.pending)
                yield ("pending", line.line.pk), pending
    for cell in row.totals:
        yield ("activity", row.activity.pk, cell.year), _cell(cell)
    if row.opening:
        yield ("opening", row.activity.pk), sum(found.amount for found in row.opening)
    for year in {granted.year for granted in row.granted}:
        amounts = [granted.amount for granted in row.granted if granted.year == year]
        yield ("granted", row.activity.pk, year), sum(amounts)


def _cell(cell: Cell) -> tuple[int, int, int]:
    return cell.amount or 0, cell.original or 0, cell.moved or 0


def summed(books: Books, plan: SafetyPlan, on: date | None) -> Figures:
    """The same figures out of the raw rows."""
    last = _last_original(books, plan, on)
    found, beside = _line_figures(books, plan, on, last), _beside(books, plan, on)
    found |= _totals(books, plan, found, beside)
    return found | beside | _frame(books, plan, on, found, last)


def _lines(books: Books, plan: SafetyPlan) -> list[Row]:
    return [row for row in books.lines.values() if row.agreement_id == plan.agreement_id]


def _line_figures(books: Books, plan: SafetyPlan, on: date | None, last: int | None) -> Figures:
    """Of every cell its amount, what it was at the first approval, and what came after it."""
    now, original = books.cells(on=on), books.cells(last=last or 0)
    found: Figures = {}
    for year in books.years_of(plan.agreement_id):
        approved = last is not None and year == plan.year
        for line in _lines(books, plan):
            amount = now.get((line.id, year), 0)
            first = original.get((line.id, year), 0) if approved else amount
            found["line", line.id, year] = amount, first if approved else 0, amount - first
    return found


def _totals(books: Books, plan: SafetyPlan, cells: Figures, beside: Figures) -> Figures:
    """Of every activity and of all, without co-financing."""
    lines = _lines(books, plan)
    activities = {row.activity_id for row in books.chapters if row.plan_id == plan.pk}
    activities |= {line.activity_id for line in lines}
    activities |= {place[1] for place in beside if place[0] in {"granted", "opening"}}
    found: Figures = {}
    for year in books.years_of(plan.agreement_id):
        own = [(line, cells["line", line.id, year]) for line in lines if line.funder_id is None]
        found["total", year] = _added(figures for _line, figures in own)
        for activity in activities:
            of_activity = (figures for line, figures in own if line.activity_id == activity)
            found["activity", activity, year] = _added(of_activity)
    return found


def _added(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip((0, 0, 0), *rows, strict=True)))


def _last_original(books: Books, plan: SafetyPlan, on: date | None) -> int | None:
    """The last entry before the first approval; None before it."""
    for approval in books.approvals:
        if approval.plan_id == plan.pk and (on is None or timezone.localdate(approval.at) <= on):
            return approval.last_entry
    return None


def _frame(
    books: Books, plan: SafetyPlan, on: date | None, found: Figures, last: int | None
) -> Figures:
    postings = [
        posting.amount
        for posting in books.frame_postings
        if posting.plan_id == plan.pk and posted_by(posting, on)
    ]
    frame = sum(postings) if postings else None
    allocated = found["total", plan.year][0]
    return {
        ("frame",): frame,
        ("allocated",): allocated,
        ("difference",): None if frame is None else frame - allocated,
        ("approved",): last is not None,
    }


def _beside(books: Books, plan: SafetyPlan, on: date | None) -> Figures:
    """What is shown and not counted: grants from pools, and what is in hearing."""
    found: dict[tuple[Any, ...], int] = defaultdict(int)
    for grant in books.grants:
        own = books.pools[grant.pool_id].agreement_id == plan.agreement_id
        if own and posted_by(grant, on):
            found["granted", grant.activity_id, grant.year] += grant.amount
    for leg in [] if on else _in_hearing(books, plan):
        place = ("pending", leg.line_id) if leg.line_id else ("opening", leg.activity_id)
        found[place] += leg.amount
    return {where: amount for where, amount in found.items() if where[0] != "granted" or amount}


def _in_hearing(books: Books, plan: SafetyPlan) -> Iterable[Row]:
    for row in books.reallocations.values():
        if row.plan_id == plan.pk and row.state == ReallocationState.HEARING:
            yield from books.legs_of[row.id]


def agrees(books: Books, compared: Comparison) -> str:
    if compared.shown == compared.summed:
        return ""
    where = " ".join(map(str, compared.where))
    return f"{compared.plan}, {where}: shows {compared.shown}, and adds up to {compared.summed}"


CHECKS = (Check("every table shows what its entries add up to", comparisons, agrees),)
