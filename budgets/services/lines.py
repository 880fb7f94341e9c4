"""Budget lines and notes: adding, changing and removing."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity
from budgets.choices import EntryKind
from budgets.models import BudgetLine, BudgetNote
from budgets.services.history import writing_money
from budgets.services.ledger import amounts_of, set_amount
from budgets.services.locks import lock_activities, lock_line, lock_pools, lock_year
from budgets.services.refusals import LedgerError
from partnership.models import Agreement, User
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version, unchanged


@transaction.atomic
def add_line(
    agreement: Agreement, activity: Activity, *, by: User | None, **values: Any
) -> BudgetLine:
    """Add a line at the end of an activity's table.

    The activity is locked, because two lines added at once would share a place.
    """
    writing_money(agreement, activity, by=by)
    lock_activities([activity.pk])
    own = BudgetLine.objects.filter(agreement=agreement, activity=activity)
    last = own.aggregate(last=Max("position"))["last"] or 0
    line = BudgetLine.objects.create(
        agreement=agreement,
        activity=activity,
        position=last + 1,
        changed_by=by,
        counts_in_total=values.get("funder") is None,
        **values,
    )
    record("budgets.line.add", by=by, on=line, partnership=agreement.partnership)
    return line


@transaction.atomic
def edit_line(
    line: BudgetLine,
    *,
    seen: Seen | int,
    amounts: dict[int, tuple[int, int]],
    by: User,
    reason: str = "",
    closed_years: frozenset[int] = frozenset(),
    **values: Any,
) -> BudgetLine:
    """Save a line and its amounts in one go; nothing is half done.

    `amounts`: by year, (the amount the person saw, the new one), whole kroner.
    A year in `closed_years` is posted as a correction with its reason.
    Once a line has had money, or is to have it, it stays own money or co-financing:
    the change would rewrite closed and approved years.
    Raises `StaleVersion`, `AmountChanged` or `LedgerError`.
    """
    saved, is_new = line, not unchanged(line, **values)
    if is_new or any(before != after for before, after in amounts.values()):
        writing_money(line.agreement, line.activity, by=by)
        _lock(line, amounts)
    if is_new:
        _require_same_side(line, values)
        saved = save_version(line, seen=seen, by=by, **values)
        record("budgets.line.edit", by=by, on=saved, partnership=line.agreement.partnership)
    for year, (before, after) in sorted(amounts.items()):
        kind = EntryKind.CORRECTION if year in closed_years else EntryKind.AMOUNT
        set_amount(saved, year, after, by=by, seen=before, kind=kind, reason=reason)
    return saved


def _require_same_side(line: BudgetLine, values: dict[str, Any]) -> None:
    """That the values leave the line among own money, or among co-financing; it is locked."""
    if "funder" not in values or (values["funder"] is None) == (line.funder_id is None):
        return
    if line.entries.exists() or line.legs.exists():
        raise LedgerError(
            _(
                "The budget line has had money, so it cannot become co-financing or stop being it. "
                "Add a new line instead."
            )
        )


def _lock(line: BudgetLine, years: Iterable[int]) -> None:
    """All of it first: each amount alone would lock its year after the line of the one before."""
    for year in sorted(years):
        lock_year(line.agreement_id, year)
    lock_pools(line.agreement_id, [line.activity_id])
    lock_line(line)


@transaction.atomic
def add_note(
    agreement: Agreement,
    activity: Activity,
    *,
    by: User | None,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    **values: Any,
) -> BudgetNote:
    """Add a note at the end of those under an activity's table.

    `uuid` is the identity that the open form gave it: sent again, it is saved.
    The activity is locked, because two notes added at once would share a place.
    """
    own = BudgetNote.objects.filter(agreement=agreement, activity=activity)
    made = own.standing().filter(uuid=uuid)
    if not made:
        writing_money(agreement, activity, by=by)
        lock_activities([activity.pk])
        _lock_line_of(values)
    # Asked again under the lock: the same form may have been sent twice at once.
    if note := made.all().first():
        return edit_note(note, seen=seen, by=by, **values)
    last = own.aggregate(last=Max("position"))["last"] or 0
    note = BudgetNote.objects.create(
        agreement=agreement,
        activity=activity,
        position=last + 1,
        changed_by=by,
        **new_identity(BudgetNote, uuid),
        **values,
    )
    record("budgets.note.add", by=by, on=note, partnership=agreement.partnership)
    return note


@transaction.atomic
def edit_note(note: BudgetNote, *, seen: Seen | int, by: User | None, **values: Any) -> BudgetNote:
    """Save a note. Raises `StaleVersion` or `LineMoved`; the same values write nothing."""
    if unchanged(note, **values):
        return note
    writing_money(note.agreement, note.activity, by=by)
    _lock_line_of(values)
    saved = save_version(note, seen=seen, by=by, **values)
    record("budgets.note.edit", by=by, on=saved, partnership=note.agreement.partnership)
    return saved


def _lock_line_of(values: dict[str, Any]) -> None:
    """So that the line a note names does not go to another activity without the note."""
    if values.get("line"):
        lock_line(values["line"])


@transaction.atomic
def remove_note(note: BudgetNote, *, seen: Seen | int, by: User) -> BudgetNote:
    """Take a note off the table; it is kept. Raises `StaleVersion`."""
    writing_money(note.agreement, note.activity, by=by)
    saved = save_version(note, seen=seen, by=by, removed_at=timezone.now())
    record("budgets.note.remove", by=by, on=saved, partnership=note.agreement.partnership)
    return saved


@transaction.atomic
def add_line_with_amounts(
    agreement: Agreement,
    activity: Activity,
    *,
    amounts: dict[int, tuple[int, int]],
    by: User,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    **values: Any,
) -> BudgetLine:
    """Add a line and post its first amounts in one go; `amounts` as in `edit_line`.

    `uuid` is the identity that the open form gave it: sent again, it is saved, and
    raises as `edit_line` does. The activity is locked, because of the same form sent
    twice at once the second is to see the line of the first.
    """
    own = BudgetLine.objects.filter(agreement=agreement, activity=activity)
    identity: Any = uuid
    made = own.filter(uuid=identity)
    if not made:
        writing_money(agreement, activity, by=by)
        lock_activities([activity.pk])
    if line := made.all().first():
        return _sent_again(line, seen=seen, amounts=amounts, by=by, **values)
    line = add_line(agreement, activity, by=by, **new_identity(BudgetLine, uuid), **values)
    _lock(line, amounts)
    for year, (_seen, amount) in sorted(amounts.items()):
        set_amount(line, year, amount, by=by)
    return line


def _sent_again(
    line: BudgetLine, *, amounts: dict[int, tuple[int, int]], **values: Any
) -> BudgetLine:
    """Save what the form holds beyond what it has made already."""
    held = amounts_of(line)
    news = {year: pair for year, pair in amounts.items() if held.get(year, 0) != pair[1]}
    counts = values.get("funder") is None
    return edit_line(line, amounts=news, counts_in_total=counts, **values)
