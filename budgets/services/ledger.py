"""The only way money is written: postings of a difference, never an update."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.choices import EntryKind
from budgets.models import BudgetLine, CellMark, Entry, FirstApproval, FramePosting
from budgets.services.history import writing_money
from budgets.services.locks import lock_line, lock_pools, lock_year
from budgets.services.pools import require_covered
from budgets.services.refusals import AmountChanged, LedgerError
from partnership.models import Agreement, User
from partnership.services.audit import record


def amount_of(line: BudgetLine, year: int, *, on: date | None = None) -> int:
    """The cell's amount in whole kroner, now or at the end of a day: the sum of its entries."""
    entries = line.entries.filter(year=year).posted_by_end_of(on)
    return entries.aggregate(total=Sum("amount"))["total"] or 0


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
    same cell would both post the difference from the old amount. A correction of
    a closed year may be made at any time, also where its plan is approved, if a
    later one is kept; any other amount until the year's plan is first approved, and
    one that others pay under its revision too.

    Raises `LedgerError` for an amount below zero or below what a pool has
    granted, a year outside the agreement, a closed line or an approved year,
    `AmountChanged` when `seen` is given and is no longer the amount.
    """
    require_year(line.agreement, year)
    if amount < 0:
        raise LedgerError(_("An amount cannot be below zero."))
    if amount_of(line, year) == amount and seen in (None, amount):
        return None
    writing_money(line.agreement, line.activity, by=by)
    plan = lock_year(line.agreement_id, year)
    lock_pools(line.agreement_id, [line.activity_id])
    locked = lock_line(line)
    current = amount_of(locked, year)
    if seen is not None and seen != current:
        raise AmountChanged(current)
    if amount == current:
        return None
    _require_writable(locked, plan, kind)
    entry = post(locked, year, amount - current, kind=kind, by=by, reason=reason)
    require_covered(locked.agreement, [locked.activity_id], year)
    CellMark.objects.filter(line=locked, year=year).delete()
    return entry


@transaction.atomic
def undo_entry(entry: Entry, *, by: User, reason: str) -> Entry:
    """Post the mirror of an entry; the entry itself stays as it is.

    Raises `LedgerError` when it is undone already, is part of a reallocation,
    belongs to an approved year, or the line would go below zero. The line is
    locked, because the amount must not move in between.
    """
    if entry.leg_id is not None:
        raise LedgerError(_("A reallocation is undone as a whole, by the reallocation back."))
    writing_money(entry.line.agreement, entry.line.activity, by=by)
    plan = lock_year(entry.line.agreement_id, entry.year)
    lock_pools(entry.line.agreement_id, [entry.line.activity_id])
    locked = lock_line(entry.line)
    _require_writable(locked, plan, EntryKind(entry.kind))
    if Entry.objects.filter(mirrors=entry).exists():
        raise LedgerError(_("The entry is undone already."))
    if amount_of(locked, entry.year) < entry.amount:
        raise LedgerError(_("The line would go below zero."))
    undone = post(
        locked,
        entry.year,
        -entry.amount,
        kind=EntryKind.CORRECTION,
        by=by,
        reason=reason,
        mirrors=entry,
    )
    require_covered(locked.agreement, [locked.activity_id], entry.year)
    return undone


@transaction.atomic
def set_frame(plan: SafetyPlan, amount: int, *, by: User | None, reason: str = "") -> None:
    """Post what brings the plan's frame to `amount` whole kroner.

    The plan is locked, because two settings would both post their difference.
    """
    SafetyPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
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


def frame_of(plan: SafetyPlan, *, on: date | None = None) -> int | None:
    """The plan's frame in whole kroner, now or at the end of a day; None if not stated."""
    return frames_of([plan.pk], on=on).get(plan.pk)


def frames_of(plans: Iterable[int], *, on: date | None = None) -> dict[int, int]:
    """The frames that are stated of several plans, whole kroner by plan id."""
    postings = FramePosting.objects.filter(plan__in=set(plans)).posted_by_end_of(on)
    return dict(postings.order_by().values_list("plan").annotate(Sum("amount")))


def allocated_of(plan: SafetyPlan) -> int:
    """What the plan's own year adds up to in whole kroner, co-financing left out."""
    entries = Entry.objects.filter(
        line__agreement=plan.agreement_id, line__counts_in_total=True, year=plan.year
    )
    return entries.aggregate(total=Sum("amount", default=0))["total"]


def is_approved(plan: SafetyPlan) -> bool:
    """Whether the plan has been approved once, so that its year moves by reallocation only."""
    return FirstApproval.objects.filter(plan=plan).exists()


def mark_original(plan: SafetyPlan) -> None:
    """Remember where the ledger stands at the plan's first approval; later ones change nothing.

    Call it under the plan's lock: every posting of the year waits for it, so that
    exactly the entries posted before are the original ones.
    """
    last = Entry.objects.aggregate(last=Max("id"))["last"] or 0
    FirstApproval.objects.get_or_create(plan=plan, defaults={"last_entry": last})


def require_open(line: BudgetLine, plan: SafetyPlan | None) -> None:
    """That the line takes money in the year of the plan, locked. Raises `LedgerError`."""
    if line.closed_at is not None:
        raise LedgerError(_("The budget line is closed and takes no more money."))
    if plan is not None:
        _require_not_approved(line, plan)


def _require_not_approved(line: BudgetLine, plan: SafetyPlan) -> None:
    """What others pay is in no sum and in no reallocation: a revision puts it right."""
    if not is_approved(plan):
        return
    if line.counts_in_total:
        text = _("The plan for %(year)s is approved; its amounts are moved by reallocation only.")
        raise LedgerError(text % {"year": plan.year})
    if not plan.editable_state:
        text = _("The plan for %(year)s is approved; its co-financing changes under revision only.")
        raise LedgerError(text % {"year": plan.year})


def _require_writable(line: BudgetLine, plan: SafetyPlan | None, kind: EntryKind) -> None:
    """A year is closed, and corrected, once a later plan of the agreement is kept."""
    if kind != EntryKind.CORRECTION:
        require_open(line, plan)
    elif plan is not None and not _is_followed(plan):
        _require_not_approved(line, plan)


def _is_followed(plan: SafetyPlan) -> bool:
    later = SafetyPlan.objects.filter(agreement=plan.agreement_id, year__gt=plan.year)
    return later.exists()


def require_year(agreement: Agreement, year: int) -> None:
    """Raises `LedgerError` for a year outside the agreement."""
    years = agreement.years
    if year not in years:
        raise LedgerError(
            _("The year %(year)s is outside the agreement, which covers %(first)s to %(last)s.")
            % {"year": year, "first": years[0], "last": years[-1]}
        )


def post(line: BudgetLine, year: int, amount: int, *, by: User | None, **values) -> Entry:
    """Write one entry and its line of the log; the line is locked and every check is made."""
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
