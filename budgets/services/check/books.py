"""The rows of the books as they stand in their tables, read whole and summed here in Python.

Nothing of what makes the tables of money on screen is used, so that the two can disagree.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from activities.choices import PlanAct
from activities.models import Chapter, PlanStep, SafetyPlan
from budgets.choices import ReallocationAct
from budgets.models import (
    BudgetLine,
    BudgetNote,
    Entry,
    FirstApproval,
    FramePosting,
    Pool,
    PoolGrant,
    Reallocation,
    ReallocationAsker,
    ReallocationLeg,
    ReallocationStep,
)
from budgets.services.reallocations import EDITED
from partnership.models import Agreement, AuditEntry

#: A row of a table: a named tuple of its columns.
Row = Any
Cell = tuple[int, int]

#: The lines of the log that tell of money and of what is decided about it.
LOGGED = (
    "budgets.entry.post",
    "budgets.frame.post",
    "budgets.pool.grant",
    "budgets.reallocation.draft",
    *(f"budgets.reallocation.{act}" for act in ReallocationAct),
    *(f"activities.plan.{act}" for act in PlanAct),
)


def rows_of(model: type[models.Model]) -> list[Row]:
    """Every row of the model's table, by id."""
    return list(model._base_manager.order_by("pk").values_list(named=True))


def _logged(*actions: str) -> list[Row]:
    rows = AuditEntry._base_manager.filter(action__in=actions).order_by("pk")
    return list(rows.values_list(named=True))


def grouped(rows: Iterable[Row], column: str) -> dict[Hashable, list[Row]]:
    """The rows by what stands in the column."""
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


class Books:
    """Each table is read when it is first asked for, and once."""

    entries = cached_property(lambda self: rows_of(Entry))
    frame_postings = cached_property(lambda self: rows_of(FramePosting))
    approvals = cached_property(lambda self: rows_of(FirstApproval))
    pools = cached_property(lambda self: by_id(rows_of(Pool)))
    grants = cached_property(lambda self: rows_of(PoolGrant))
    lines = cached_property(lambda self: by_id(rows_of(BudgetLine)))
    notes = cached_property(lambda self: rows_of(BudgetNote))
    plans = cached_property(lambda self: by_id(rows_of(SafetyPlan)))
    agreements = cached_property(lambda self: by_id(rows_of(Agreement)))
    chapters = cached_property(lambda self: rows_of(Chapter))
    plan_steps = cached_property(lambda self: rows_of(PlanStep))
    reallocations = cached_property(lambda self: by_id(rows_of(Reallocation)))
    legs = cached_property(lambda self: rows_of(ReallocationLeg))
    steps = cached_property(lambda self: rows_of(ReallocationStep))
    askers = cached_property(lambda self: rows_of(ReallocationAsker))

    @cached_property
    def log(self) -> list[Row]:
        return _logged(*LOGGED)

    @cached_property
    def transfers(self) -> list[Row]:
        """What the log tells of lines moved to another activity."""
        return _logged("budgets.line.transfer")

    @cached_property
    def edits(self) -> list[Row]:
        """The lines of the log that tell who has changed a draft: one for each stretch of work."""
        rows = AuditEntry._base_manager.filter(action=EDITED).order_by("pk")
        return list(rows.values_list(named=True))

    @cached_property
    def entries_by_id(self) -> dict[int, Row]:
        return by_id(self.entries)

    @cached_property
    def legs_by_id(self) -> dict[int, Row]:
        return by_id(self.legs)

    @cached_property
    def legs_of(self) -> dict[Hashable, list[Row]]:
        return grouped(self.legs, "reallocation_id")

    @cached_property
    def steps_of(self) -> dict[Hashable, list[Row]]:
        return grouped(self.steps, "reallocation_id")

    @cached_property
    def askers_of(self) -> dict[Hashable, list[Row]]:
        return grouped(self.askers, "reallocation_id")

    @cached_property
    def edits_of(self) -> dict[Hashable, list[Row]]:
        """By the reallocation's uuid."""
        return grouped(self.edits, "object_uuid")

    @cached_property
    def entries_of_leg(self) -> dict[Hashable, list[Row]]:
        return grouped((entry for entry in self.entries if entry.leg_id), "leg_id")

    @cached_property
    def before(self) -> dict[int, int]:
        """What the cell of each entry held before it, whole kroner by entry id."""
        held: dict[Cell, int] = defaultdict(int)
        found = {}
        for entry in self.entries:
            found[entry.id] = held[entry.line_id, entry.year]
            held[entry.line_id, entry.year] += entry.amount
        return found

    def cells(self, *, on: date | None = None, last: int | None = None) -> dict[Cell, int]:
        """Whole kroner by (line id, year): at the end of a day, or up to an entry."""
        found: dict[Cell, int] = defaultdict(int)
        for entry in self.entries:
            if (last is None or entry.id <= last) and posted_by(entry, on):
                found[entry.line_id, entry.year] += entry.amount
        return found

    def years_of(self, agreement_id: int) -> range:
        agreement = self.agreements[agreement_id]
        return range(agreement.first_year, agreement.last_year + 1)

    def where(self, entry: Row) -> str:
        """An entry, in words."""
        return f"entry {entry.id} of {self.line_name(entry.line_id)}, {entry.year}"

    def line_name(self, line_id: int) -> str:
        return f'line {line_id} "{self.lines[line_id].label}"'

    def plan_name(self, plan_id: int) -> str:
        return f'plan {plan_id} "{self.plans[plan_id].title}"'

    def reallocation_name(self, reallocation_id: int) -> str:
        row = self.reallocations[reallocation_id]
        return f"reallocation {row.number} of {self.plan_name(row.plan_id)}"


def by_id(rows: Iterable[Row]) -> dict[int, Row]:
    return {row.id: row for row in rows}


def posted_by(posting: Row, on: date | None) -> bool:
    """Whether it was posted that day or before; True for no day."""
    return on is None or timezone.localdate(posting.posted_at) <= on
