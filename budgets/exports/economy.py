"""The matrix as a sheet; every amount comes from `economy_of`."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets.document import frame_text, line_name, row_name
from budgets.exports.sheets import Column, Kind, Row, Sheet, Style, Value
from budgets.models import BudgetLine
from budgets.services.economy_rows import ActivityRow, Cell, Economy, LineRow, NumberedNote
from budgets.services.economy_shown import Chosen


def matrix(chosen: Chosen) -> Sheet:
    """A row for each activity, its lines under it, and the sums below."""
    economy = chosen.shown
    return Sheet(
        name=_("Economy"),
        columns=tuple(_columns(economy)),
        rows=[made for row in _activities(economy) for made in _activity_rows(economy, row)],
        foot=list(_foot(chosen)),
        head=tuple(_head(chosen)),
    )


def told(chosen: Chosen) -> Iterable[str]:
    """As of when, and which filter; nothing for all of it as it is now."""
    return (f"{label}: {value}" for label, value in chosen.told)


def _head(chosen: Chosen) -> Iterable[str]:
    yield from told(chosen)
    yield from chosen.remarks
    if chosen.is_narrowed and chosen.whole.frame is not None:
        yield f"{frame_text(chosen.whole)} {_('This is of the whole plan.')}"


def _activities(economy: Economy) -> list[ActivityRow]:
    return [*economy.rows, *economy.without_chapter]


def _columns(economy: Economy) -> Iterable[Column]:
    yield Column(_("Activity"), 34)
    yield Column(_("Budget line"), 34)
    yield Column(_("Row"), 16)
    yield Column(_("Category"), 18)
    yield Column(_("Administrator"), 18)
    yield Column(_("Co-financed by"), 18)
    for year in economy.years:
        if year == economy.plan.year and economy.is_approved:
            yield Column(_("%(year)s original") % {"year": year}, 13, Kind.KRONER)
            yield Column(_("%(year)s moved") % {"year": year}, 13, Kind.KRONER)
            yield Column(_("%(year)s now") % {"year": year}, 13, Kind.KRONER)
        else:
            yield Column(str(year), 13, Kind.KRONER)
    yield Column(_("Notes"), 50)


def _activity_rows(economy: Economy, row: ActivityRow) -> Iterable[Row]:
    name = row_name(row)
    amounts = _cells(economy, row.totals)
    notes = _notes(row, line=None)
    yield Row((name, "", _("Activity"), "", "", "", *amounts, notes), Style.GROUP)
    for line in row.own_lines:
        yield _line_row(economy, row, line, _("Budget line"), Style.PLAIN)
    for line in row.cofinancing:
        yield _line_row(economy, row, line, _("Co-financing"), Style.MUTED)
    for pool in dict.fromkeys(granted.pool for granted in row.granted):
        yield _granted_row(economy, row, pool)


def _line_row(economy: Economy, row: ActivityRow, line: LineRow, kind: str, style: Style) -> Row:
    own: BudgetLine = line.line
    names = (
        row_name(row),
        line_name(own),
        kind,
        own.get_category_display(),
        str(own.administrator or ""),
        str(own.funder or ""),
    )
    return Row((*names, *_cells(economy, line.cells), _notes(row, line=own)), style)


def _granted_row(economy: Economy, row: ActivityRow, pool: str) -> Row:
    """What a pool has granted: counted there and not here."""
    granted = {found.year: found.amount for found in row.granted if found.pool == pool}
    cells = tuple(Cell(year, granted.get(year)) for year in economy.years)
    label = _("Granted from the pool %(pool)s") % {"pool": pool}
    amounts = _cells(economy, cells)
    return Row((row_name(row), label, _("Grant"), "", "", "", *amounts, ""), Style.MUTED)


def _cells(economy: Economy, cells: Iterable[Cell]) -> Iterable[Value]:
    """An amount a year; for an approved plan's own year what it was, what moved, what it is."""
    for cell in cells:
        empty = cell.amount is None and not cell.original
        if cell.year == economy.plan.year and economy.is_approved:
            yield cell.mark_label or None if empty else cell.original
            yield None if empty else cell.moved
        yield cell.mark_label or None if cell.amount is None else cell.amount


def _notes(row: ActivityRow, *, line: BudgetLine | None) -> str:
    """The line's notes with their numbers; for None those that belong to none of the rows."""
    shown = {found.line.pk for found in row.lines}
    own = {line.pk} if line else {None, *(found.note.line_id for found in row.notes)} - shown
    return "\n".join(_note(found) for found in row.notes if found.note.line_id in own)


def _note(numbered: NumberedNote) -> str:
    note = numbered.note
    year = f"{note.year}: " if note.year else ""
    return f"{numbered.number}) {year}{note.text}"


def _foot(chosen: Chosen) -> Iterable[Row]:
    """The frame is the whole plan's: it stands under no other sum."""
    economy, blank = chosen.shown, ("",) * 5
    label = _("Sum of what is shown (kr.)") if chosen.is_narrowed else _("Sum (kr.)")
    yield Row((label, *blank, *_cells(economy, economy.totals), ""), Style.TOTAL)
    if economy.frame is not None and not chosen.is_narrowed:
        yield Row(_of_plan_year(economy, _("Frame (kr.)"), economy.frame))
        yield Row(_of_plan_year(economy, _("Difference (kr.)"), economy.difference))


def _of_plan_year(economy: Economy, label: str, amount: int | None) -> tuple[Value, ...]:
    """A row with one amount, in the column of what the plan's year is now."""
    extra = (None, None) if economy.is_approved else ()
    amounts: list[Value] = []
    for year in economy.years:
        amounts += (*extra, amount) if year == economy.plan.year else (None,)
    return (label, *("",) * 5, *amounts, "")
