"""Afstemning: what documents printed, beside what the ledger holds.

Every amount is read from `economy_of`, so that a figure is compared with the
very number that the pages, the Excel file and the PDF show. No difference is
ever stored.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from activities.models import SafetyPlan, Target
from budgets.choices import ReallocationState, StatedAgainst, StatedUnit
from budgets.models import ReallocationLeg, StatedFigure
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Cell, Economy, Granted
from partnership.formats import amount, kroner


@dataclass(frozen=True)
class Compared:
    """A stated figure with what the ledger (or a target) says; kroner or a count.

    `ledger` is None where there is nothing to compare with. `explanation` is the
    one given for this difference, or else what pools and reallocations explain by
    themselves.
    """

    figure: StatedFigure
    ledger: int | None
    explanation: str = ""
    #: Whether counts of the same thing, or its target, say something else.
    is_disputed: bool = False

    @property
    def difference(self) -> int | None:
        """Stated less ledger; None where one of them is not there."""
        if self.figure.stated is None or self.ledger is None:
            return None
        return self.figure.stated - self.ledger

    @property
    def differs(self) -> bool:
        """Where nothing is printed, money in the ledger makes the difference.

        A count without a target differs from the others that are stated of the same.
        """
        if self.figure.stated is None:
            return bool(self.ledger)
        if self.ledger is None:
            return self.is_disputed
        return bool(self.difference)

    @property
    def is_explained(self) -> bool:
        return self.differs and bool(self.explanation)

    @property
    def is_open(self) -> bool:
        return self.differs and not self.explanation

    @property
    def earlier(self) -> str:
        """What explained an earlier difference and says nothing of this one; mostly ""."""
        return "" if is_of(self.figure, self.ledger) else _earlier(self.figure)

    @property
    def doubt(self) -> str:
        return self.figure.doubt

    @property
    def is_listed(self) -> bool:
        """Whether it belongs in the reconciliation: it differs, or its reading is in doubt."""
        return self.differs or bool(self.doubt) or self.is_disputed


@dataclass(frozen=True)
class Reconciliation:
    """Every standing figure of a plan, in its order."""

    figures: tuple[Compared, ...]
    counts: tuple[Compared, ...]

    @property
    def all(self) -> tuple[Compared, ...]:
        return (*self.figures, *self.counts)

    @property
    def open(self) -> int:
        """How many differences nobody has explained."""
        return sum(row.is_open for row in self.all)


def reconciliation_of(plan: SafetyPlan, *, economy: Economy | None = None) -> Reconciliation:
    """All stated figures compared, whether they agree or not.

    `economy`: the plan's as it is now, where the caller has read it already.
    """
    figures = list(plan.stated_figures.standing().for_reconciliation())
    found = _Amounts(economy or economy_of(plan)) if figures else None
    compared = [found.compare(figure) for figure in figures] if found else []
    money = [row for row in compared if row.figure.unit == StatedUnit.KRONER]
    counts = [row for row in compared if row.figure.unit == StatedUnit.COUNT]
    return Reconciliation(tuple(money), tuple(_with_disputes(counts)))


def ledger_of(figure: StatedFigure) -> int | None:
    """What the figure is compared with as it is now, whole kroner or a count; None for nothing."""
    if figure.unit == StatedUnit.COUNT:
        return _number_of(figure.target)
    return _Amounts(economy_of(figure.plan)).compare(figure).ledger


def is_of(figure: StatedFigure, ledger: int | None) -> bool:
    """Whether the figure's explanation was given for these figures; also where it has none."""
    given_for = (figure.explained_stated, figure.explained_ledger)
    return not figure.explanation or given_for == (figure.stated, ledger)


def differences(plan: SafetyPlan) -> list[Compared]:
    """Every difference and every doubt of a plan: kroner first, then counts."""
    return [row for row in reconciliation_of(plan).all if row.is_listed]


class _Amounts:
    """The economy's numbers by what a figure may be compared with."""

    def __init__(self, economy: Economy) -> None:
        self.economy = economy
        rows = [*economy.rows, *economy.without_chapter]
        self.lines = {
            (line.line.pk, cell.year): cell
            for row in rows
            for line in row.lines
            for cell in line.cells
        }
        self.activities = {
            (row.activity.pk, cell.year): cell for row in rows for cell in row.totals
        }
        self.totals = {cell.year: cell for cell in economy.totals}
        self.granted = {row.activity.pk: row.granted for row in rows}
        self.moved_of_line, self.moved_of_activity = _reallocated(economy.plan)

    def compare(self, figure: StatedFigure) -> Compared:
        if figure.unit == StatedUnit.COUNT:
            return _explained(Compared(figure, _number_of(figure.target)))
        cell = self._cell(figure)
        compared = _explained(Compared(figure, self._ledger(figure, cell)))
        if compared.explanation or not compared.difference:
            return compared
        return replace(compared, explanation=self._of_itself(figure, compared.difference))

    def _cell(self, figure: StatedFigure) -> Cell | None:
        """The cell of the line, else of the activity, else of the whole; None without a year."""
        year = figure.year
        if year is None:
            return None
        if figure.line_id:
            return self.lines.get((figure.line_id, year))
        if figure.activity_id:
            return self.activities.get((figure.activity_id, year))
        return self.totals.get(year)

    def _ledger(self, figure: StatedFigure, cell: Cell | None) -> int | None:
        """Whole kroner; a cell without entries holds 0, a figure without a year nothing."""
        if figure.against == StatedAgainst.FRAME:
            return self.economy.frame if figure.year == self.economy.plan.year else None
        if figure.year is None:
            return None
        if figure.against == StatedAgainst.GRANTS:
            return sum(grant.amount for grant in self._grants(figure))
        return (cell.amount or 0) if cell else 0

    def _grants(self, figure: StatedFigure) -> Sequence[Granted]:
        activity = figure.line.activity_id if figure.line else figure.activity_id
        grants = self.granted.get(activity, ()) if activity else ()
        return [grant for grant in grants if grant.year == figure.year]

    def _of_itself(self, figure: StatedFigure, difference: int) -> str:
        """What explains by itself: grants from pools, or reallocations since the approval.

        A grant stands under the table of an activity and in none of its lines, so
        that it can be in the sum that is printed of the activity and nowhere else.
        """
        if figure.against != StatedAgainst.BUDGET:
            return ""
        grants = () if figure.line_id else self._grants(figure)
        if grants and sum(grant.amount for grant in grants) == difference:
            return " ".join(_of_grant(grant) for grant in grants)
        if self._moved(figure) == -difference:
            text = _("Reallocations have moved %(amount)s since the plan was approved.")
            return text % {"amount": kroner(-difference)}
        return ""

    def _moved(self, figure: StatedFigure) -> int:
        """What reallocations have given the line or the activity; of the whole, nothing."""
        if figure.year != self.economy.plan.year:
            return 0
        if figure.line_id:
            return self.moved_of_line[figure.line_id]
        return self.moved_of_activity[figure.activity_id]


def _reallocated(plan: SafetyPlan) -> tuple[Counter[int | None], Counter[int | None]]:
    """Whole kroner that approved reallocations have moved, by line and by activity.

    An amount may have changed otherwise too: co-financing under a revision, and a
    closed year by a correction.
    """
    of_line: Counter[int | None] = Counter()
    of_activity: Counter[int | None] = Counter()
    legs = ReallocationLeg.objects.filter(
        reallocation__plan=plan, reallocation__state=ReallocationState.APPROVED
    )
    for line, activity, given in legs.values_list("line", "line__activity", "amount"):
        of_line[line] += given
        of_activity[activity] += given
    return of_line, of_activity


def _explained(compared: Compared) -> Compared:
    """With the explanation that was given for this difference."""
    figure = compared.figure
    if not is_of(figure, compared.ledger):
        return compared
    return replace(compared, explanation=figure.explanation)


def _earlier(figure: StatedFigure) -> str:
    """An explanation with the difference that it was given for."""
    stated, ledger = figure.explained_stated, figure.explained_ledger
    told = {"explanation": figure.explanation}
    if ledger is None:
        return _("Explained an earlier difference: %(explanation)s") % told
    told["ledger"] = amount(ledger)
    if stated is None:
        text = _("Explained earlier that nothing was printed of %(ledger)s: %(explanation)s")
        return text % told
    told |= {"stated": amount(stated), "difference": amount(stated - ledger)}
    text = _(
        "Explained the earlier difference of %(difference)s "
        "(%(stated)s printed against %(ledger)s): %(explanation)s"
    )
    return text % told


def _of_grant(grant: Granted) -> str:
    text = _("%(amount)s of it is granted from %(pool)s.")
    return text % {"amount": kroner(grant.amount), "pool": grant.pool}


def _number_of(target: Target | None) -> int | None:
    """A target's number; of a span, or of "at least", the lower one."""
    if target is None or target.removed_at or target.deliverable.removed_at:
        return None
    return target.maximum if target.minimum is None else target.minimum


def _with_disputes(counts: Sequence[Compared]) -> Iterable[Compared]:
    """Counts of one thing stand together as soon as one of them says something else."""
    said: dict[tuple[str, int | None], set[int | None]] = {}
    for row in counts:
        said.setdefault(_thing(row), set()).update({row.figure.stated, row.ledger} - {None})
    for row in counts:
        yield replace(row, is_disputed=len(said[_thing(row)]) > 1)


def _thing(row: Compared) -> tuple[str, int | None]:
    return row.figure.label, row.figure.year
