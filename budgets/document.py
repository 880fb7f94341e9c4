"""Money in the document: the economy overview and each chapter's table."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from activities.choices import Placement
from activities.document.chapters import addition
from activities.document.context import Building, NoteBook
from activities.document.front import section_blocks
from activities.document.tree import (
    Block,
    Column,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Part,
    Span,
    Table,
    TableCell,
    TableRow,
)
from activities.models import Chapter
from budgets.charts import chart_of
from budgets.models import BudgetLine
from budgets.services.economy import economy_of
from budgets.services.economy_rows import ActivityRow, Cell, Economy, Granted
from partnership.formats import kroner


def overview(building: Building) -> Iterable[Part]:
    economy = _economy(building)
    if not (economy.rows or economy.without_chapter):
        return
    book = NoteBook("oekonomi")
    texts = section_blocks(building, Placement.ECONOMY, book)
    blocks = [*texts[:1], _overview_table(economy), *_frame(economy), *texts[1:]]
    blocks += [Heading(3, _("Money by focus area")), *chart_of(economy).blocks]
    title = _("The economy of the safety plan")
    yield Part("oekonomi", title, tuple(blocks), sources=building.notes(book))


def _overview_table(economy: Economy) -> Table:
    rows = [_overview_row(row) for row in economy.rows]
    rows += [_overview_row(row) for row in economy.without_chapter]
    total = [TableCell(_("Total")), *(TableCell(amount=cell.amount) for cell in economy.totals)]
    return Table(
        caption=_("Activities %(first)s\u2013%(last)s, kr.")
        % {"first": economy.years[0], "last": economy.years[-1]},
        columns=(Column(_("Activity")), *(Column(str(year), True) for year in economy.years)),
        rows=(*rows, TableRow(tuple(total), "total")),
    )


def _overview_row(row: ActivityRow) -> TableRow:
    amounts = tuple(TableCell(amount=cell.amount) for cell in row.totals)
    return TableRow((TableCell(row_name(row)), *amounts), "" if row.chapter else "muted")


def row_name(row: ActivityRow) -> str:
    """The activity as an overview names it, with what the plan adds to it."""
    if row.chapter is None:
        return _without_chapter(row)
    more = addition(row.chapter) or row.activity.note
    return f"{row.chapter} ({more})" if more else str(row.chapter)


def _without_chapter(row: ActivityRow) -> str:
    """One that has ended, or one that has joined since the chapters were written."""
    if row.activity.has_ended_before(row.year):
        return row.activity.name_in(row.year)
    return _("%(activity)s (without a chapter)") % {"activity": row.activity.name}


def line_name(line: BudgetLine) -> str:
    """The line as a table names it."""
    if line.closed_at is None:
        return line.label
    return _("%(line)s (closed)") % {"line": line.label}


def _frame(economy: Economy) -> Iterable[Block]:
    """Nothing is printed of a frame that is not known."""
    if economy.frame is not None:
        yield Paragraph((Span(frame_text(economy)),))


def frame_text(economy: Economy) -> str:
    """The frame, what is allocated of it, and the difference."""
    year = economy.plan.year
    if economy.frame is None:
        return _("The frame for %(year)s is not known.") % {"year": year}
    text = _("Frame for %(year)s: %(frame)s. Allocated: %(allocated)s. Difference: %(rest)s.")
    return text % {
        "year": year,
        "frame": kroner(economy.frame),
        "allocated": kroner(economy.allocated),
        "rest": kroner(economy.difference),
    }


def chapter_table(building: Building, chapter: Chapter, book: NoteBook) -> Iterable[Block]:
    row = next(row for row in _economy(building).rows if row.chapter == chapter)
    if not (row.lines or row.notes or row.granted):
        return
    yield Heading(3, _("Economy"))
    if row.lines or row.notes:
        yield _chapter_table(row, building.anchor_of(chapter))
    yield from (Paragraph((Span(grant_text(grant)),)) for grant in row.granted)


def grant_text(granted: Granted) -> str:
    """What stands under an activity's table; the pool counts the money."""
    text = _("Granted from %(pool)s %(year)s: %(amount)s (not counted here)")
    return text % {
        "pool": granted.pool,
        "year": granted.year,
        "amount": kroner(granted.amount),
    }


def _chapter_table(row: ActivityRow, anchor: str) -> Table:
    return Table(
        caption=_("Budget lines, kr."),
        columns=(
            Column(_("Budget line"), notes=_marks(row.table_notes, anchor)),
            *(
                Column(str(year), True, _marks(row.year_notes.get(year, ()), anchor))
                for year in row.years
            ),
        ),
        rows=tuple(_table_rows(row, anchor)),
        notes=tuple(
            Note(
                numbered.number,
                numbered.note.text,
                f"{anchor}-note-{numbered.number}",
                f"{anchor}-note-{numbered.number}-henvisning",
            )
            for numbered in row.notes
        ),
    )


def _economy(building: Building) -> Economy:
    """The plan's economy, read once for the whole document."""
    if "economy" not in building.memo:
        building.memo["economy"] = economy_of(building.plan)
    return building.memo["economy"]


def _table_rows(row: ActivityRow, anchor: str) -> Iterable[TableRow]:
    for line in row.own_lines:
        name = TableCell(line_name(line.line), notes=_marks(line.notes, anchor))
        yield TableRow((name, *(_cell(cell, anchor) for cell in line.cells)))
    name = TableCell(_("Total"), notes=_marks(row.total_notes, anchor))
    yield TableRow((name, *(_cell(cell, anchor) for cell in row.totals)), "total")
    for line in row.cofinancing:
        label = _("%(line)s (not in the total)") % {"line": line_name(line.line)}
        name = TableCell(label, notes=_marks(line.notes, anchor))
        yield TableRow((name, *(_cell(cell, anchor) for cell in line.cells)), "muted")


def _cell(cell: Cell, anchor: str) -> TableCell:
    return TableCell(cell.mark_label, cell.amount, _marks(cell.notes, anchor))


def _marks(numbers: Iterable[int], anchor: str) -> tuple[NoteMark, ...]:
    return tuple(
        NoteMark(number, f"{anchor}-note-{number}", f"{anchor}-note-{number}-henvisning")
        for number in numbers
    )
