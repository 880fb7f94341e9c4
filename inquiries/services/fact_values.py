"""What the source of a fact says now: the one place where letters read figures.

The amounts come from the ledger's own sums, so that they are those of the tables of money.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from budgets.models import BudgetLine, Entry, PoolGrant
from budgets.services.ledger import frames_of
from inquiries.choices import FactKind
from inquiries.models import Fact
from partnership.formats import amount, kroner

LEDGER = (FactKind.LINE, FactKind.ACTIVITY, FactKind.YEAR, FactKind.POOL)
GRANTS = (FactKind.POOL, FactKind.GRANTED)


@dataclass(frozen=True)
class Reading:
    """What a source says: whole kroner or a count, None where it is words; and its text."""

    value: int | None
    text: str


def read_now(facts: Sequence[Fact]) -> list[Reading | None]:
    """What each fact's source says, in a fixed number of queries; None where it says nothing.

    The facts need not be stored. Their sources are read with them; see `with_sources`.
    """
    books = _Books(facts)
    return [books.read(fact) for fact in facts]


class _Books:
    """The sums that the facts are read from, each asked for once."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        kinds = {fact.kind for fact in facts}
        agreements = {found for fact in facts if (found := _agreement(fact))}
        self.lines: list[tuple[int, int, int, bool]] = []
        self.amounts: dict[tuple[int, int], int] = {}
        if kinds & set(LEDGER):
            lines = BudgetLine.objects.filter(agreement__in=agreements).order_by()
            self.lines = list(lines.values_list("pk", "agreement", "activity", "counts_in_total"))
            years = {fact.year for fact in facts if fact.year}
            entries = Entry.objects.filter(line__agreement__in=agreements, year__in=years)
            self.amounts = entries.by_line_and_year()
        self.frames = frames_of(fact.plan_id or 0 for fact in facts if fact.kind == FactKind.FRAME)
        self.granted = _granted(facts) if kinds & set(GRANTS) else {}
        self.sums = self._sums()

    def _sums(self) -> dict[tuple[int, int | None, int], int]:
        """Own money by agreement, activity (None for all) and year."""
        sums: dict[tuple[int, int | None, int], int] = {}
        own = {
            pk: (agreement, activity) for pk, agreement, activity, counts in self.lines if counts
        }
        for (line, year), kroner_ in self.amounts.items():
            if line in own:
                agreement, activity = own[line]
                for key in ((agreement, activity, year), (agreement, None, year)):
                    sums[key] = sums.get(key, 0) + kroner_
        return sums

    def read(self, fact: Fact) -> Reading | None:
        if fact.kind == FactKind.TARGET:
            target = fact.target
            return Reading(None, str(target)) if target and target.removed_at is None else None
        if fact.kind == FactKind.FIGURE:
            figure = fact.figure
            if figure is None or figure.removed_at is not None:
                return None
            return Reading(figure.value, said(figure.value, is_kroner=figure.is_kroner))
        value = self._kroner(fact)
        return None if value is None else Reading(value, said(value))

    def _kroner(self, fact: Fact) -> int | None:
        year, agreement = fact.year or 0, _agreement(fact) or 0
        if fact.kind == FactKind.LINE:
            return self.amounts.get((fact.line_id or 0, year), 0)
        if fact.kind == FactKind.ACTIVITY:
            return self.sums.get((agreement, fact.activity_id, year), 0)
        if fact.kind == FactKind.YEAR:
            return self.sums.get((agreement, None, year), 0)
        if fact.kind == FactKind.FRAME:
            return self.frames.get(fact.plan_id or 0)
        granted = self.granted.get((fact.pool_id or 0, year), 0)
        if fact.kind == FactKind.GRANTED or fact.pool is None:
            return granted
        return self.sums.get((agreement, fact.pool.activity_id, year), 0) - granted


def said(value: int, *, is_kroner: bool = True) -> str:
    """A figure as a letter prints it."""
    return kroner(value) if is_kroner else amount(value)


def _agreement(fact: Fact) -> int | None:
    """The agreement whose ledger the fact is read from."""
    holder: Any = fact.line or fact.pool or fact.plan
    return holder.agreement_id if holder else None


def _granted(facts: Sequence[Fact]) -> dict[tuple[int, int], int]:
    """Whole kroner granted by pool and year."""
    rows = PoolGrant.objects.filter(pool__in={fact.pool_id for fact in facts if fact.pool_id})
    sums = rows.order_by().values_list("pool", "year").annotate(Sum("amount"))
    return {(pool, year): kroner_ for pool, year, kroner_ in sums}
