"""What the books must hold, kept in plain dictionaries beside them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

#: What a leg touches: the id of a line, or the label of the one it opens.
Place = int | str


@dataclass
class Asked:
    """A reallocation: who has begun, changed or sent it, and what it moves."""

    legs: dict[Place, int]
    askers: set[int]
    state: str = "draft"
    until: date | None = None
    reverses: "Asked | None" = None
    is_reversed: bool = False

    @property
    def is_balanced(self) -> bool:
        return bool(self.legs) and sum(self.legs.values()) == 0


@dataclass
class Posted:
    """An entry; whether it is part of a reallocation, a correction, and undone."""

    line: int
    year: int
    amount: int
    kind: str
    is_undone: bool = False


@dataclass
class Money:
    """Whole kroner by (line id, year); `pool_lines` are those that the pool holds."""

    year: int
    years: range
    cells: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    entries: list[Posted] = field(default_factory=list)
    pool_lines: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    granted: Counter = field(default_factory=Counter)
    original: dict[int, int] | None = None
    plan_state: str = "draft"

    @property
    def is_approved(self) -> bool:
        return self.original is not None

    def covers(self, year: int, less: int = 0, more_granted: int = 0) -> bool:
        """Whether the pool holds what it has granted, once that much is taken or granted."""
        held = sum(self.cells[line, year] for line in self.pool_lines)
        given = sum(amount for (_to, when), amount in self.granted.items() if when == year)
        return held - less >= given + more_granted

    def may_post(self, line: int, year: int, rise: int, *, corrects: bool) -> bool:
        """Whether a single posting is taken."""
        is_fixed = year == self.year and self.is_approved
        if is_fixed and not (line in self.beside and self.plan_state == "revision"):
            return False
        if line in self.closed and not corrects:
            return False
        return self.cells[line, year] + rise >= 0 and self._pool_allows(line, year, rise)

    def _pool_allows(self, line: int, year: int, rise: int) -> bool:
        return line not in self.pool_lines or self.covers(year, less=-rise)

    def may_book(self, asked: Asked) -> bool:
        """Whether no line, and no pool, would go too low; and no closed line is given to."""
        return self.stands(asked) and (
            not (self.pool_lines & asked.legs.keys())
            or self.covers(
                self.year, less=-sum(asked.legs.get(line, 0) for line in self.pool_lines)
            )
        )

    def stands(self, asked: Asked) -> bool:
        """Whether it could be sent as it is."""
        return asked.is_balanced and all(
            self.cells[place, self.year] + amount >= 0 and not (place in self.closed and amount > 0)
            for place, amount in asked.legs.items()
            if isinstance(place, int)
        )

    def post(self, line: int, year: int, amount: int, kind: str) -> None:
        self.cells[line, year] += amount
        self.entries.append(Posted(line, year, amount, kind))

    def approve(self) -> None:
        if self.original is None:
            self.original = {
                line: amount for (line, year), amount in self.cells.items() if year == self.year
            }
        self.plan_state = "approved"

    def total(self) -> int:
        """What the plan's year adds up to."""
        return sum(
            amount
            for (line, year), amount in self.cells.items()
            if year == self.year and line not in self.beside
        )
