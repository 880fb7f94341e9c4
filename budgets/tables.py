"""The matrix of the economy, made ready so that a template only prints it.

What each of its thousands of cells shows is settled here, once; `printed` writes them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.document import line_name, row_name
from budgets.grid_fields import Field, Typed, cell_key, cell_name, where
from budgets.printed import Body, Mark, More, Row, Shown, Waiting
from budgets.services.cells import show_cell, state_of
from budgets.services.economy_rows import ActivityRow, Cell, Economy, LineRow, Pending
from partnership.formats import amount, signed
from partnership.models import FocusArea

NUM, CURRENT = "num", "num is-current"


class Column(NamedTuple):
    label: str
    css: str


@dataclass(frozen=True)
class Wanted:
    """What the person asked to see: which activities are open, and where they may write."""

    is_open: Callable[[str], bool]
    #: The address that opens an activity, or shuts it.
    toggle: Callable[[str], str] = lambda key: ""
    #: Activities by id whose lines may be written, in these years.
    writable: Collection[int] = ()
    years: Collection[int] = ()
    is_editing: bool = False
    typed: Mapping[str, Typed] = field(default_factory=dict)
    focus_areas: Mapping[int, list[FocusArea]] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    bodies: list[Body]
    totals: list[Shown]

    @property
    def width(self) -> int:
        return len(self.columns) + 1


def columns_of(economy: Economy) -> list[Column]:
    """A column a year; three for the plan's own once it has been approved."""
    columns = []
    for year in economy.years:
        if year != economy.plan.year or not economy.is_approved:
            css = CURRENT if year == economy.plan.year else NUM
            columns.append(Column(str(year), css))
            continue
        columns.append(Column(_("%(year)s original") % {"year": year}, NUM))
        columns.append(Column(_("%(year)s moved") % {"year": year}, NUM))
        columns.append(Column(_("%(year)s now") % {"year": year}, CURRENT))
    return columns


def matrix_of(economy: Economy, wanted: Wanted) -> Matrix:
    build = _Builder(economy, wanted)
    return Matrix(
        columns=columns_of(economy),
        bodies=[build.body(row) for row in (*economy.rows, *economy.without_chapter)],
        totals=build.cells(economy.totals),
    )


def body_of(economy: Economy, slug: str, wanted: Wanted) -> Body | None:
    """One activity alone, with the columns of the whole."""
    rows = (row for row in (*economy.rows, *economy.without_chapter) if row.activity.slug == slug)
    return next((_Builder(economy, wanted).body(row) for row in rows), None)


def activity_url(plan: SafetyPlan, row: ActivityRow) -> str:
    """Where the activity's money is read and written: its chapter, else a page of its own."""
    address = [plan.partnership.slug, plan.year, row.activity.slug]
    if row.chapter and not row.chapter.money_only:
        return reverse("chapter", args=address) + "#economy"
    return reverse("activity_money", args=address)


class _Builder:
    def __init__(self, economy: Economy, wanted: Wanted) -> None:
        self.economy = economy
        self.plan = economy.plan
        self.wanted = wanted
        self.address = [self.plan.partnership.slug, self.plan.year]
        self.base = reverse("economy", args=self.address)
        self.urls: dict[int, str] = {}
        self.marks: dict[tuple[int, ...], str] = {}

    def body(self, row: ActivityRow) -> Body:
        key = row.activity.slug
        is_open = self.wanted.is_open(key)
        waiting = () if is_open else row.opening
        return Body(
            key=key,
            pk=row.activity.pk,
            name=row_name(row),
            url=activity_url(self.plan, row),
            focus_marks=self.focus_marks(row.activity.pk),
            toggle_label=_("Lines of %(activity)s") % {"activity": row_name(row)},
            sums=self.sums(row, waiting, is_open),
            css="" if row.chapter else "muted",
            count=len(row.lines) + len(row.granted) + len(row.opening),
            is_open=is_open,
            toggle=self.wanted.toggle(key),
            marks=_marks((*row.table_notes, *row.total_notes), key) if is_open else (),
            rows=tuple(self.rows(row)) if is_open else (),
            notes=tuple(
                (numbered.number, numbered.note.text, f"note-{key}-{numbered.number}")
                for numbered in row.notes
            )
            if is_open
            else (),
        )

    def focus_marks(self, activity: int) -> str:
        """Printed once for all activities that serve the same."""
        areas = self.wanted.focus_areas.get(activity, [])
        key = tuple(area.pk for area in areas)
        if key not in self.marks:
            context = {"focus_areas": areas}
            self.marks[key] = render_to_string("components/focus_marks.html", context)
        return self.marks[key]

    def sums(self, row: ActivityRow, opening: tuple[Pending, ...], is_open: bool) -> list[Shown]:
        """What an opened activity's lines tell themselves is not told here again."""
        shown = []
        for cell in row.totals:
            waits = () if is_open else cell.pending
            if cell.year == self.plan.year:
                waits = (*waits, *opening)
            numbers = (*row.year_notes.get(cell.year, ()), *cell.notes) if is_open else ()
            shown += self.cell(cell, "", self.more(numbers, waits, row.activity.slug))
        return shown

    def rows(self, row: ActivityRow) -> Iterable[Row]:
        for line in row.own_lines:
            yield self.line(row, line, "line")
        for pending in row.opening:
            yield self.opening(pending)
        for year, pool, granted in sorted((g.year, g.pool, g.amount) for g in row.granted):
            name = _("Granted from the pool %(pool)s") % {"pool": pool}
            cells = self.only(year, amount(granted))
            yield Row("line muted", name, cells, _("not in the total"), fields=_closed(self, cells))
        for line in row.cofinancing:
            yield self.line(row, line, "line muted")

    def opening(self, pending: Pending) -> Row:
        """A line that is not there before its reallocation is approved."""
        cells = self.only(self.plan.year, "", self.more((), (pending,), ""))
        name = _("New line: %(line)s") % {"line": pending.new_label}
        return Row("line", name, cells, fields=_closed(self, cells))

    def line(self, row: ActivityRow, line: LineRow, css: str) -> Row:
        key = row.activity.slug
        prefix = f"{self.base}lines/{line.line.uuid}/"
        cells: list[Shown] = []
        for cell in line.cells:
            more = self.more(cell.notes, cell.pending, key) if cell.notes or cell.pending else None
            cells += self.cell(cell, f"{prefix}{cell.year}/", more)
        return Row(
            css,
            line_name(line.line),
            cells,
            _remark(line),
            _marks(line.notes, key) if line.notes else (),
            self.fields(row, line, cells) if self.wanted.is_editing else None,
        )

    def fields(
        self, row: ActivityRow, line: LineRow, cells: list[Shown]
    ) -> list[tuple[Shown, Field | None]]:
        may = row.activity.pk in self.wanted.writable and line.line.closed_at is None
        years = self.wanted.years if may else ()
        found = []
        for shown, cell in zip(cells, line.cells, strict=True):
            opened = self.field(row, line, cell) if cell.year in years else None
            found.append((shown, opened))
        return found

    def field(self, row: ActivityRow, line: LineRow, cell: Cell) -> Field:
        state = state_of(cell)
        key = cell_key(line.line.pk, cell.year)
        label = where(row.activity.name, line.line, cell.year)
        if typed := self.wanted.typed.get(key):
            return Field(key, typed.name, typed.value, label, typed.is_bad, is_unsaved=True)
        return Field(key, cell_name(line.line.pk, cell.year, state), show_cell(state), label)

    def cell(self, cell: Cell, url: str, more: More | None) -> list[Shown]:
        """The cell of a year; original and moved before it in the plan's own."""
        css = CURRENT if cell.year == self.plan.year else NUM
        text = cell.mark_label if cell.amount is None else amount(cell.amount)
        shown = Shown(css, text, url if text else "", more)
        if cell.year != self.plan.year or not self.economy.is_approved:
            return [shown]
        if cell.amount is None and not cell.original:
            return [Shown(NUM, text), Shown(NUM, ""), shown]
        return [
            Shown(NUM, amount(cell.original or 0)),
            Shown(NUM, signed(cell.moved or 0)),
            shown,
        ]

    def cells(self, totals: Iterable[Cell]) -> list[Shown]:
        return [shown for cell in totals for shown in self.cell(cell, "", None)]

    def only(self, year: int, text: str, more: More | None = None) -> list[Shown]:
        """A row that says something for one year alone, where it stands now."""
        shown: list[Shown] = []
        for each in self.economy.years:
            own = each == self.plan.year
            if own and self.economy.is_approved:
                shown += [Shown(NUM, ""), Shown(NUM, "")]
            css = CURRENT if own else NUM
            shown.append(Shown(css, text, "", more) if each == year else Shown(css, ""))
        return shown

    def more(self, notes: Iterable[int], waiting: Iterable[Pending], key: str) -> More | None:
        marks = _marks(notes, key)
        waits = tuple(Waiting(_waits(pending), self.url(pending.number)) for pending in waiting)
        return More(marks, waits) if marks or waits else None

    def url(self, number: int) -> str:
        if number not in self.urls:
            self.urls[number] = reverse("reallocation", args=[*self.address, number])
        return self.urls[number]


def _closed(build: _Builder, cells: list[Shown]) -> list[tuple[Shown, Field | None]] | None:
    return [(shown, None) for shown in cells] if build.wanted.is_editing else None


def _waits(pending: Pending) -> str:
    return _("%(amount)s in hearing") % {"amount": signed(pending.amount)}


def _remark(line: LineRow) -> str:
    funder = line.line.funder
    if funder is None:
        return ""
    return _("co-financed by %(funder)s, not in the total") % {"funder": funder.name}


def _marks(numbers: Iterable[int], key: str) -> tuple[Mark, ...]:
    return tuple(Mark(number, f"#note-{key}-{number}") for number in numbers)
