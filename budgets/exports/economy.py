"""The matrix and the postings as sheets; every amount comes from `economy_of` or the ledger."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.models import SafetyPlan
from activities.services.export import ExportFormat
from budgets.document import line_name, row_name
from budgets.exports import csv_file, xlsx
from budgets.exports.csv_file import csv_bytes
from budgets.exports.sheets import Column, Kind, Row, Sheet, Style, Value
from budgets.exports.xlsx import Cover, workbook
from budgets.models import BudgetLine, Entry
from budgets.services.changes_told import why
from budgets.services.economy import economy_of
from budgets.services.economy_rows import ActivityRow, Cell, Economy, LineRow, NumberedNote
from partnership.formats import short_date


def in_danish(make: Callable[[SafetyPlan], bytes]) -> Callable[[SafetyPlan], bytes]:
    """Files are Danish whatever language the page is read in."""

    @wraps(make)
    def made(plan: SafetyPlan) -> bytes:
        with override("da"):
            return make(plan)

    return made


@in_danish
def plan_xlsx(plan: SafetyPlan) -> bytes:
    return workbook([matrix(economy_of(plan)), postings(plan)], cover_of(plan))


@in_danish
def matrix_csv(plan: SafetyPlan) -> bytes:
    return csv_bytes(matrix(economy_of(plan)))


@in_danish
def postings_csv(plan: SafetyPlan) -> bytes:
    return csv_bytes(postings(plan))


#: By the name that `export_plan --format` knows them by.
FORMATS = {
    "xlsx": ExportFormat("xlsx", xlsx.CONTENT_TYPE, plan_xlsx),
    "csv": ExportFormat("csv", csv_file.CONTENT_TYPE, matrix_csv),
    "postings-csv": ExportFormat("csv", csv_file.CONTENT_TYPE, postings_csv, "posteringer"),
}


def cover_of(plan: SafetyPlan) -> Cover:
    title = f"{plan.title}, {plan.partnership.name}"
    short = Truncator(title).chars(150)
    told = {"title": short, "state": plan.get_state_display(), "day": _today()}
    return Cover(title, plan.partnership.name, _("%(title)s (%(state)s), %(day)s") % told)


def _today() -> str:
    return short_date(timezone.localdate())


def matrix(economy: Economy) -> Sheet:
    """A row for each activity, its lines under it, and the sums below."""
    return Sheet(
        name=_("Economy"),
        columns=tuple(_columns(economy)),
        rows=[made for row in _activities(economy) for made in _activity_rows(economy, row)],
        foot=list(_foot(economy)),
    )


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


def _foot(economy: Economy) -> Iterable[Row]:
    blank = ("",) * 5
    sums = (_("Sum (kr.)"), *blank, *_cells(economy, economy.totals), "")
    yield Row(sums, Style.TOTAL)
    if economy.frame is not None:
        yield Row(_of_plan_year(economy, _("Frame (kr.)"), economy.frame))
        yield Row(_of_plan_year(economy, _("Difference (kr.)"), economy.difference))


def _of_plan_year(economy: Economy, label: str, amount: int | None) -> tuple[Value, ...]:
    """A row with one amount, in the column of what the plan's year is now."""
    extra = (None, None) if economy.is_approved else ()
    amounts: list[Value] = []
    for year in economy.years:
        amounts += (*extra, amount) if year == economy.plan.year else (None,)
    return (label, *("",) * 5, *amounts, "")


def postings(plan: SafetyPlan) -> Sheet:
    """Every entry of the agreement, oldest first."""
    entries = Entry.objects.filter(line__agreement=plan.agreement_id).select_related(
        "line__activity", "leg__reallocation__plan"
    )
    rows = [posting_row(entry) for entry in entries.order_by("id")]
    return Sheet(_("Entries"), posting_columns(), rows)


def posting_columns() -> tuple[Column, ...]:
    return (
        Column(_("Posted"), 17, Kind.MOMENT),
        Column(_("Activity"), 34),
        Column(_("Budget line"), 34),
        Column(_("Year"), 7, Kind.YEAR),
        Column(_("Amount (kr.)"), 13, Kind.KRONER),
        Column(_("In the total"), 10),
        Column(_("Kind"), 24),
        Column(_("Reason"), 44),
        Column(_("By"), 24),
        Column(_("Reallocation"), 14),
    )


def posting_row(entry: Entry) -> Row:
    line = entry.line
    return Row(
        (
            local(entry.posted_at),
            line.activity.name,
            line.label,
            entry.year,
            entry.amount,
            _("yes") if line.counts_in_total else _("no"),
            entry.get_kind_display(),
            why(entry),
            entry.posted_by_name,
            _number(entry),
        )
    )


def local(moment: datetime) -> datetime:
    """The time as the clock here shows it; a workbook knows no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def _number(entry: Entry) -> str:
    """The reallocation's number within its plan, such as 2024-01; "" for other postings."""
    if entry.leg is None:
        return ""
    asked = entry.leg.reallocation
    return f"{asked.plan.year}-{asked.number:02d}"
