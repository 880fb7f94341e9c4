"""Money by focus area and year: the chart, and the table with the same figures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from activities.document.tree import (
    Bar,
    Block,
    Chart,
    ChartPanel,
    Column,
    Paragraph,
    Span,
    Table,
    TableCell,
    TableRow,
)
from budgets.services.economy_rows import Economy
from budgets.services.shares import FocusMoney, FocusRow, by_focus_area


@dataclass(frozen=True)
class FocusChart:
    """`remarks` say how the figures are made."""

    chart: Chart
    table: Table
    remarks: tuple[Paragraph, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """In the order they are read, on screen and in print."""
        return (self.chart, self.table, *self.remarks)


def chart_of(economy: Economy) -> FocusChart:
    """The economy's money by focus area and year, own money against co-financing.

    Asks the database twice, however many activities there are.
    """
    money = by_focus_area(economy)
    return FocusChart(_chart(money), _table(money), tuple(_remarks(money)))


def _chart(money: FocusMoney) -> Chart:
    return Chart(
        title=_("Money by focus area and year, kr."),
        panels=tuple(
            ChartPanel(
                title=_name(row),
                bars=tuple(
                    Bar(str(year), row.own[place], row.cofinancing[place])
                    for place, year in enumerate(money.years)
                ),
                letter=row.area.letter if row.area else "",
                hue=row.area.hue if row.area else "",
            )
            for row in money.rows
            if any([*row.own, *row.cofinancing])
        ),
    )


def _table(money: FocusMoney) -> Table:
    rows = [made for row in money.rows for made in _rows(row)]
    total = _row(_("Total"), money.own, "total")
    given = _row(_("Co-financing, not in the total"), money.cofinancing, "muted")
    return Table(
        caption=_("Money by focus area and year, kr."),
        columns=(Column(_("Focus area")), *(Column(str(year), True) for year in money.years)),
        rows=(*rows, total, *([given] if any(money.cofinancing) else [])),
    )


def _rows(row: FocusRow) -> list[TableRow]:
    rows = [_row(_name(row), row.own)]
    if any(row.cofinancing):
        label = _("%(area)s, co-financing") % {"area": _name(row)}
        rows.append(_row(label, row.cofinancing, "muted"))
    return rows


def _row(name: str, amounts: tuple[int, ...], style: str = "") -> TableRow:
    return TableRow((TableCell(name), *(TableCell(amount=amount) for amount in amounts)), style)


def _name(row: FocusRow) -> str:
    return row.area.name if row.area else _("No focus area")


def _remarks(money: FocusMoney) -> list[Paragraph]:
    found = []
    if money.is_shared:
        found.append(
            _(
                "An activity that serves several focus areas counts in equal shares, "
                "in whole kroner, so that the focus areas sum to the total."
            )
        )
    if money.has_unknown:
        found.append(_("Co-financing whose amount is unknown is not in the figures."))
    return [Paragraph((Span(text),)) for text in found]
