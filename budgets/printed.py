"""Cells and rows of the matrix in HTML.

A page with a thousand lines has thousands of cells, and a template takes several
times as long over them; what few cells have beside their amount is left to one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.grid_fields import Field


class Mark(NamedTuple):
    """A raised number and the note it leads to."""

    number: int
    href: str


class Waiting(NamedTuple):
    """What a reallocation in hearing would do to the cell, and where it is read."""

    text: str
    url: str


class More(NamedTuple):
    """What few cells have beside their amount."""

    notes: tuple[Mark, ...]
    waiting: tuple[Waiting, ...]


class Shown(NamedTuple):
    """A cell: its class, what it says, where its history is, and more or None."""

    css: str
    text: str
    url: str = ""
    more: More | None = None


def join(parts: Iterable[str]) -> SafeString:
    """Parts that are HTML already, one after the other."""
    return SafeString("".join(parts))


def print_row(
    css: str, name: str, cells: Iterable[Shown], remark: str, notes: Iterable[Mark]
) -> SafeString:
    """A line with its cells; the remark stands in brackets after its name."""
    head = _print_head(css, name, remark)
    marks = render_to_string("budgets/matrix_marks.html", {"marks": notes}) if notes else ""
    return join([head, marks, "</th>", print_cells(cells), "</tr>"])


@lru_cache(maxsize=10_000)
def _print_head(css: str, name: str, remark: str) -> SafeString:
    """A line's head, which many lines share, but for the marks of its notes."""
    more = format_html(' <span class="muted">({})</span>', remark) if remark else ""
    row = '<tr class="{}"><th scope="row">{}{}'
    return format_html(row, css, name, more)


def print_cells(cells: Iterable[Shown]) -> SafeString:
    return join([_print_cell(*cell) for cell in cells])


def _print_cell(css: str, text: str, url: str, more: More | None) -> str:
    if more:
        cell = Shown(css, text, url, more)
        return render_to_string("budgets/cell.html", {"cell": cell, "marks": more.notes})
    if not url:
        return _print_bare(css, text)
    before, after = _print_around(css, text)
    return f"{before}{url}{after}"  # what `reverse` gives needs no escaping


@lru_cache(maxsize=10_000)
def _print_bare(css: str, text: str) -> SafeString:
    """The same for many cells: nothing, 0, or an amount that others have too."""
    return format_html('<td class="{}">{}</td>', css, text)


@lru_cache(maxsize=10_000)
def _print_around(css: str, text: str) -> tuple[SafeString, SafeString]:
    """A cell that is a link, but for its address."""
    return format_html('<td class="{}"><a href="', css), format_html('">{}</a></td>', text)


class Row(NamedTuple):
    """A line of an activity; `fields` beside the cells where somebody writes."""

    css: str
    name: str
    cells: list[Shown]
    remark: str = ""
    notes: tuple[Mark, ...] = ()
    fields: list[tuple[Shown, Field | None]] | None = None


_TOGGLE = (
    '<a class="matrix__toggle" id="toggle-{0}" href="{1}#activity-{0}" hx-get="{1}" '
    'hx-target="#activity-{0}" hx-swap="outerHTML show:none" aria-expanded="{2}" '
    'aria-label="{3}"></a>'
)


def _print_toggle(body: "Body") -> SafeString:
    is_open = "true" if body.is_open else "false"
    return format_html(_TOGGLE, body.key, body.toggle, is_open, body.toggle_label)


@dataclass(frozen=True)
class Body:
    """An activity: its own row of sums, and its lines where it is opened."""

    key: str
    pk: int
    name: str
    url: str
    #: The marks of its focus areas, as they are printed.
    focus_marks: str
    sums: list[Shown]
    #: What the link that opens it is called.
    toggle_label: str = ""
    css: str = ""
    count: int = 0
    is_open: bool = False
    toggle: str = ""
    marks: tuple[Mark, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()

    @property
    def printed_name(self) -> SafeString:
        """What opens the activity, if there is something to open, its name and its areas."""
        toggle = _print_toggle(self) if self.count or self.notes else ""
        name = format_html('<a href="{}">{}</a>', self.url, self.name)
        return join([toggle, " ", name, " ", self.focus_marks])

    @property
    def printed_sums(self) -> SafeString:
        return print_cells(self.sums)

    @property
    def printed_rows(self) -> SafeString:
        return join(
            print_row(row.css, row.name, row.cells, row.remark, row.notes) for row in self.rows
        )
