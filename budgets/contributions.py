"""Key figures and the outline's column of money."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from activities.figures import Figure, OutlineColumn, share
from activities.models import Chapter, SafetyPlan
from activities.services.approval import Amount, Contribution
from budgets.document import line_name, row_name
from budgets.models import BudgetLine
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Cell, Economy
from budgets.services.reconciliation import reconciliation_of
from partnership.formats import amount, kroner


def figures(plan: SafetyPlan, chapters: Iterable[Chapter]) -> Iterable[Figure]:
    """What is allocated of the frame, and how many printed figures differ unexplained."""
    economy = economy_of(plan)
    yield from _allocated(economy)
    if found := reconciliation_of(plan, economy=economy).open:
        yield Figure(_("Open in the reconciliation"), amount(found))


def _allocated(economy: Economy) -> Iterable[Figure]:
    allocated = amount(economy.allocated)
    if economy.frame is None:
        yield Figure(_("Allocated %(year)s") % {"year": economy.plan.year}, allocated, _("kr."))
        return
    unit = _("kr. of %(frame)s") % {"frame": amount(economy.frame)}
    label = _("Allocated of the frame")
    yield Figure(label, allocated, unit, share(economy.allocated, economy.frame))
    left = economy.frame - economy.allocated
    label = _("Left of the frame") if left >= 0 else _("The frame is exceeded by")
    yield Figure(label, amount(abs(left)), _("kr."))


def approval(plan: SafetyPlan) -> Contribution:
    """Every amount of the plan's year, and whether the rows add up to the frame."""
    economy = economy_of(plan)
    return Contribution(errors=tuple(_errors(economy)), amounts=tuple(_amounts(economy)))


def _amounts(economy: Economy) -> Iterable[Amount]:
    place = economy.years.index(economy.plan.year)
    for row in [*economy.rows, *economy.without_chapter]:
        lines = [(line.line, line.cells[place]) for line in row.lines]
        # Of what is discontinued only what holds something in the year.
        lines = [(line, cell) for line, cell in lines if row.chapter or cell.amount or cell.mark]
        if lines:
            yield Amount(row_name(row), amount(row.totals[place].amount or 0), "group")
            yield from (Amount(_line(line), _shown(cell)) for line, cell in lines)
    yield Amount(_("Total"), amount(economy.allocated), "total")
    if economy.frame is not None:
        yield Amount(_("Frame"), amount(economy.frame), "total")


def _line(line: BudgetLine) -> str:
    name = line_name(line)
    return name if line.counts_in_total else _("%(line)s (not in the total)") % {"line": name}


def _shown(cell: Cell) -> str:
    return cell.mark_label if cell.amount is None else amount(cell.amount)


def _errors(economy: Economy) -> Iterable[str]:
    """Rows that do not add up to the frame."""
    if not economy.difference:
        return
    values = {"year": economy.plan.year, "amount": kroner(abs(economy.difference))}
    if economy.difference < 0:
        yield _("The frame for %(year)s is exceeded by %(amount)s.") % values
    else:
        yield _("%(amount)s of the frame for %(year)s is not allocated.") % values


def outline_column(plan: SafetyPlan) -> OutlineColumn:
    economy = economy_of(plan)
    place = economy.years.index(plan.year)
    cells = {row.chapter.pk: row.totals[place].amount for row in economy.rows if row.chapter}
    return OutlineColumn(str(plan.year), cells, economy.allocated)
