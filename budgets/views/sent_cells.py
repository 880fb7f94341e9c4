"""What is sent of the matrix: read, weighed and written, or refused cell by cell in words.

What is sent is written whole, or nothing of it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.grid_fields import PREFIX, cell_key, cell_name, where
from budgets.models import BudgetLine
from budgets.services.cells import (
    CellsRefused,
    CellState,
    Change,
    Refused,
    read_cell,
    read_state,
    save_cells,
    show_cell,
)
from budgets.services.ledger import require_year
from budgets.services.refusals import LedgerError
from partnership.models import User

_NAME = re.compile(rf"^{PREFIX}([0-9]{{1,9}})-([0-9]{{1,4}})-([a-z]{{1,8}}|[0-9]{{1,12}})$")


@dataclass(frozen=True)
class Sent:
    """A cell as it was sent; `line` is None where the plan has no such line."""

    key: str
    name: str
    text: str
    year: int
    seen: CellState
    line: BudgetLine | None

    @property
    def place(self) -> str:
        if self.line is None:
            return _("A line that is not there, %(year)s") % {"year": self.year}
        return where(self.line.activity.name, self.line, self.year)


@dataclass(frozen=True)
class Fault:
    """A cell that is refused, in words.

    `sent` is the name of its field as it was sent, `name` from now on. `holds` is what
    the cell holds by now, where that is not what the person saw.
    """

    key: str
    sent: str
    place: str
    text: str
    reason: str
    name: str
    holds: str | None = None

    @property
    def is_conflict(self) -> bool:
        return self.holds is not None


@dataclass(frozen=True)
class Writer:
    """Where the person may write."""

    plan: SafetyPlan
    activities: Collection[int] | None

    def refusal(self, sent: Sent) -> str:
        """Why the cell is not the person's to write; "" if it is."""
        if sent.line is None:
            return _("The budget line is not there any more.")
        try:
            require_year(self.plan.agreement, sent.year)
        except LedgerError as error:
            return str(error)
        if sent.year < self.plan.year:
            return _("Years before the plan's are closed; only a decider corrects them.")
        if self.activities is not None and sent.line.activity_id not in self.activities:
            return _("Only those who lead the activity write its amounts.")
        return ""


def read_sent(post: Mapping[str, Any], plan: SafetyPlan) -> tuple[list[Sent], list[Fault]]:
    """The cells that were changed, and those whose names cannot be read."""
    lines = BudgetLine.objects.filter(agreement=plan.agreement_id).for_table()
    known = {line.pk: line for line in lines}
    cells, unread = [], []
    for name, text in post.items():
        if not name.startswith(PREFIX):
            continue
        try:
            line, year, seen = _read_name(name)
        except ValueError:
            unread.append(_unread(name, text))
            continue
        if text.strip() != show_cell(seen):
            cells.append(Sent(cell_key(line, year), name, text, year, seen, known.get(line)))
    return cells, unread


def _read_name(name: str) -> tuple[int, int, CellState]:
    """Line, year and what was seen. Raises `ValueError`."""
    if (match := _NAME.match(name)) is None:
        raise ValueError(name)
    return int(match[1]), int(match[2]), read_state(match[3])


def _unread(name: str, text: str) -> Fault:
    reason = _("It did not arrive whole. Load the page again, and write it once more.")
    return Fault("", name, _("A cell that is not known"), text, reason, name)


def save_sent(
    cells: list[Sent], unread: list[Fault], writer: Writer, *, by: User, only_try: bool = False
) -> list[Fault]:
    """Write all of them; or none, and tell of each that cannot be written.

    With `only_try` none is written in any case.
    """
    faults, changes = list(unread), {}
    for sent in cells:
        try:
            value = read_cell(sent.text)
            reason = writer.refusal(sent)
        except ValidationError as error:
            reason = error.messages[0]
        if reason:
            faults.append(_fault(sent, reason))
        elif sent.line:
            changes[sent.key] = (sent, Change(sent.line, sent.year, sent.seen, value))
    wanted = [change for _sent, change in changes.values()]
    try:
        save_cells(writer.plan, wanted, by=by, only_try=only_try or bool(faults))
    except CellsRefused as refused:
        faults += [_fault_of(changes, found) for found in refused.refused]
    places = {sent.name: place for place, sent in enumerate(cells)}
    return sorted(faults, key=lambda fault: places.get(fault.sent, -1))


def _fault_of(changes: Mapping[str, tuple[Sent, Change]], found: Refused) -> Fault:
    line, year = found.change.line.pk, found.change.year
    sent = changes[cell_key(line, year)][0]
    if found.current is None:
        return _fault(sent, found.reason)
    name, holds = cell_name(line, year, found.current), show_cell(found.current)
    return _fault(sent, found.reason, name, holds)


def _fault(sent: Sent, reason: str, name: str = "", holds: str | None = None) -> Fault:
    return Fault(sent.key, sent.name, sent.place, sent.text, reason, name or sent.name, holds)
