"""Sheets as an Excel workbook: real numbers and dates, ready to be read and printed."""

from dataclasses import dataclass
from io import BytesIO

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from budgets.exports.sheets import Column, Kind, Row, Sheet, Style, Value, could_run

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Excel shows them the way of the reader's language: 213.000 in Danish.
FORMATS = {Kind.KRONER: "#,##0", Kind.YEAR: "0", Kind.MOMENT: "dd\\.mm\\.yyyy\\ hh:mm"}
FONTS = {
    Style.PLAIN: Font(),
    Style.GROUP: Font(bold=True),
    Style.MUTED: Font(italic=True, color="FF565E69"),
    Style.TOTAL: Font(bold=True),
}
#: Excel opens no file with more than 255 UTF-16 units in a head, codes and all.
_HEADER_ROOM = 240
_HEAD = Font(bold=True)
_TINT = PatternFill("solid", fgColor="FFEEF3F9")
_UNDER = Border(bottom=Side("thin", color="FF6F7883"))
_OVER = Border(top=Side("thin", color="FF1B1D21"))


@dataclass(frozen=True)
class Cover:
    """What the file says of itself, and what stands over and under each printed page."""

    title: str
    author: str
    head: str


def workbook(sheets: list[Sheet], cover: Cover) -> bytes:
    """The sheets in their order; the first is the one that opens."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = cover.title
    book.properties.creator = cover.author
    book.properties.language = "da-DK"
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet, cover)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Worksheet, sheet: Sheet, cover: Cover) -> None:
    """What the table is of stands above it, and an empty row between."""
    for number, line in enumerate(sheet.head, start=1):
        put(page.cell(number, 1), line)
    top = len(sheet.head) + 2 if sheet.head else 1
    for place, column in enumerate(sheet.columns, start=1):
        _head(page.cell(top, place), column)
        page.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate([*sheet.rows, *sheet.foot], start=top + 1):
        _row(page, number, row, sheet.columns)
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A{top}:{last}{top + len(sheet.rows)}"
    page.freeze_panes = f"A{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    _print_setup(page, cover)


def _head(cell: Cell, column: Column) -> None:
    put(cell, column.head)
    cell.font, cell.fill, cell.border = _HEAD, _TINT, _UNDER
    side = "left" if column.kind in (Kind.TEXT, Kind.MOMENT) else "right"
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)


def _row(page: Worksheet, number: int, row: Row, columns: tuple[Column, ...]) -> None:
    for place, (value, column) in enumerate(zip(row.values, columns, strict=True), start=1):
        cell = page.cell(number, place)
        put(cell, value)
        cell.font = FONTS[row.style]
        if row.style == Style.TOTAL:
            cell.border = _OVER
        if isinstance(value, str):
            side = "left" if column.kind == Kind.TEXT else "right"
            cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
        else:
            cell.number_format = FORMATS.get(column.kind, "General")
            cell.alignment = Alignment(vertical="top")


def put(cell: Cell, value: Value) -> None:
    """Write a value; a text stays a text, whatever it begins with.

    What a workbook cannot hold (control characters) is left out.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = text
    cell.data_type = "s"
    if could_run(text):
        # As if somebody had typed an apostrophe before it: it is not calculated
        # when the cell is opened for editing and left again.
        cell.quotePrefix = True


def _print_setup(page: Worksheet, cover: Cover) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddHeader.left.text = _in_header(cover.head)
    page.oddHeader.right.text = "&A"
    page.oddFooter.right.text = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}


def _in_header(text: str) -> str:
    """An ampersand begins a code there, so it is doubled; too long a text is cut."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    shown, length = plain.replace("&", "&&"), len(plain)
    while len(shown.encode("utf-16-le")) > 2 * _HEADER_ROOM:
        length -= 1
        shown = Truncator(plain).chars(length).replace("&", "&&")
    return shown
