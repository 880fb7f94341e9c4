"""The only way money is written: postings of a difference, never an update."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.choices import EntryKind
from budgets.models import BudgetLine, CellMark, Entry, FramePosting
from budgets.services.history import writing_money
from partnership.models import User
from partnership.services.audit import record


class LedgerError(Exception):
    """A posting that cannot be made; the text is for the person."""


class AmountChanged(LedgerError):
    """The cell no longer holds the amount the person saw."""

    def __init__(self, current: int) -> None:
        super().__init__(_("Somebody has changed the amount since you opened it."))
        self.current = current


def amount_of(line: BudgetLine, year: int) -> int:
    """The cell's amount in whole kroner: the sum of its entries."""
    return line.entries.filter(year=year).aggregate(total=Sum("amount"))["total"] or 0


def amounts_of(line: BudgetLine) -> dict[int, int]:
    """The line's amounts in whole kroner, by the years that have entries."""
    rows = line.entries.order_by().values_list("year").annotate(Sum("amount"))
    return dict(rows)


@transaction.atomic
def set_amount(
    line: BudgetLine,
    year: int,
    amount: int,
    *,
    by: User | None,
    seen: int | None = None,
    kind: EntryKind = EntryKind.AMOUNT,
    reason: str = "",
) -> Entry | None:
    """Post what brings the cell to `amount` whole kroner; None if it is there.

    The line is locked before its sum is read, because two people setting the
    same cell would both post the difference from the old amount.

    Raises `LedgerError` for a negative amount or a year outside the agreement,
    `AmountChanged` when `seen` is given and is no longer the amount.
    """
    _require_year(line, year)
    if amount < 0:
        raise LedgerError(_("An amount cannot be below zero."))
    if amount_of(line, year) == amount and seen in (None, amount):
        return None
    writing_money(line.agreement, line.activity, by=by)
    locked = BudgetLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    current = amount_of(locked, year)
    if seen is not None and seen != current:
        raise AmountChanged(current)
    if amount == current:
        return None
    entry = _post(locked, year, amount - current, kind=kind, by=by, reason=reason)
    CellMark.objects.filter(line=locked, year=year).delete()
    return entry


@transaction.atomic
def undo_entry(entry: Entry, *, by: User, reason: str) -> Entry:
    """Post the mirror of an entry; the entry itself stays as it is.

    Raises `LedgerError` when it is undone already or the line would go below
    zero. The line is locked, because the amount must not move in between.
    """
    writing_money(entry.line.agreement, entry.line.activity, by=by)
    locked = BudgetLine.objects.select_for_update(of=("self",)).get(pk=entry.line_id)
    if Entry.objects.filter(mirrors=entry).exists():
        raise LedgerError(_("The entry is undone already."))
    if amount_of(locked, entry.year) < entry.amount:
        raise LedgerError(_("The line would go below zero."))
    return _post(
        locked,
        entry.year,
        -entry.amount,
        kind=EntryKind.CORRECTION,
        by=by,
        reason=reason,
        mirrors=entry,
    )


@transaction.atomic
def set_frame(plan: SafetyPlan, amount: int, *, by: User | None, reason: str = "") -> None:
    """Post what brings the plan's frame to `amount` whole kroner.

    The plan is locked, because two settings would both post their difference.
    """
    SafetyPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if amount < 0:
        raise LedgerError(_("A frame cannot be below zero."))
    current = frame_of(plan) or 0
    if amount != current:
        posting = FramePosting.objects.create(
            plan=plan,
            amount=amount - current,
            posted_by=by,
            posted_by_name=by.name if by else "",
            reason=reason,
        )
        record("budgets.frame.post", by=by, on=posting, partnership=plan.partnership)


def frame_of(plan: SafetyPlan) -> int | None:
    """The plan's frame in whole kroner, or None when nobody has stated it."""
    return plan.frame_postings.aggregate(total=Sum("amount"))["total"]


def _require_year(line: BudgetLine, year: int) -> None:
    years = line.agreement.years
    if year not in years:
        raise LedgerError(
            _("The year %(year)s is outside the agreement, which covers %(first)s to %(last)s.")
            % {"year": year, "first": years[0], "last": years[-1]}
        )


def _post(line: BudgetLine, year: int, amount: int, *, by: User | None, **values) -> Entry:
    entry = Entry.objects.create(
        line=line,
        year=year,
        amount=amount,
        posted_by=by,
        posted_by_name=by.name if by else "",
        **values,
    )
    record(
        "budgets.entry.post",
        by=by,
        on=line,
        partnership=line.agreement.partnership,
        year=year,
        amount=amount,
    )
    return entry
