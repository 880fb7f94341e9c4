"""The steps of a reallocation: sending, withdrawing, approving and refusing.

Every step is taken under the lock of the reallocation, so that of two people at
once the second sees what the first has done; see `locks` for the order of all.
"""

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.choices import DECISIONS, EntryKind, ReallocationAct, ReallocationState
from budgets.models import (
    BudgetLine,
    CellMark,
    Reallocation,
    ReallocationLeg,
    ReallocationStep,
)
from budgets.permissions import may_take, moves_money
from budgets.services import reallocation_mail
from budgets.services.askers import note_asker, require_decider
from budgets.services.hearings import wrong_with
from budgets.services.history import lock_money_of, writing_money_of
from budgets.services.ledger import post
from budgets.services.lines import add_line
from budgets.services.locks import lock_activities, lock_lines, lock_pools, lock_year
from budgets.services.pools import require_covered
from budgets.services.reallocations import LegRow, leg_rows, shortfalls
from budgets.services.refusals import MoneyMoved, ReallocationRefused
from budgets.transitions import TRANSITIONS
from partnership.models import Partnership, User
from partnership.services.audit import record
from partnership.services.versions import StaleVersion


def fingerprint(rows: list[LegRow]) -> str:
    """What a person sees in the table of before and after, to be compared at the decision."""
    seen = [(str(row.leg.uuid), row.before, row.leg.amount) for row in rows]
    return sha256(repr(sorted(seen)).encode()).hexdigest()


@transaction.atomic
def send(reallocation: Reallocation, *, by: User, hearing_until: date, seen: int) -> Reallocation:
    """Put a draft in hearing to a date, that day included.

    Raises `StaleVersion` when the draft is no longer at the version seen, and
    `ReallocationRefused` when it is not balanced, lacks a subject or a reason, a
    line would go below zero, the date has passed, or nobody could decide it.
    """
    locked = _locked(reallocation)
    _require(by, locked, ReallocationAct.SEND)
    if locked.version != seen:
        raise StaleVersion(locked)
    rows = leg_rows(locked)
    for problem in _missing(locked, rows, hearing_until):
        raise ReallocationRefused(problem)
    require_decider(locked, sender=by)
    note_asker(locked, by=by)
    for row in rows:
        row.leg.amount_when_sent = row.before
        row.leg.save(update_fields=["amount_when_sent"])
    locked.hearing_until = hearing_until
    _take(ReallocationAct.SEND, locked, by=by, fields=["hearing_until"])
    reallocation_mail.tell_of_hearing(locked, by=by)
    return locked


@transaction.atomic
def withdraw(reallocation: Reallocation, *, by: User, reason: str = "") -> Reallocation:
    """Take back a draft or one in hearing; nothing is booked and nothing is deleted."""
    locked = _locked(reallocation)
    _require(by, locked, ReallocationAct.WITHDRAW)
    was_heard = locked.state == ReallocationState.HEARING
    _take(ReallocationAct.WITHDRAW, locked, by=by, reason=reason)
    if was_heard:
        reallocation_mail.tell_of_withdrawal(locked, by=by)
    return locked


@transaction.atomic
def refuse(
    reallocation: Reallocation, *, by: User, reason: str, early_reason: str = ""
) -> Reallocation:
    """Decide against it. Raises `ReallocationRefused`, also where no reason is given."""
    locked = _locked(reallocation)
    _require(by, locked, ReallocationAct.REFUSE)
    if not reason.strip():
        raise ReallocationRefused(_("Write why it is refused."))
    early = _early(locked, early_reason)
    for row in leg_rows(locked):
        _keep_amount(row.leg, row.before)
    _take(ReallocationAct.REFUSE, locked, by=by, reason=reason, early_reason=early)
    reallocation_mail.tell_of_decision(locked, by=by)
    return locked


@transaction.atomic
def approve(
    reallocation: Reallocation, *, by: User, seen: str, reason: str = "", early_reason: str = ""
) -> Reallocation:
    """Decide for it and book every leg, or raise and book none.

    `seen` is the `fingerprint` of the table the decider saw; `reason` an optional
    remark; `early_reason` is required before the hearing's date has passed. The
    amounts are read again under the locks.

    Raises `MoneyMoved` when they are no longer what was seen, else
    `ReallocationRefused` with what stands in the way.
    """
    locked = _locked(reallocation)
    _require(by, locked, ReallocationAct.APPROVE)
    early = _early(locked, early_reason)
    legs = list(locked.legs.for_table())
    agreement = locked.plan.agreement
    activities = [leg.whose.pk for leg in legs if leg.whose]
    lock_money_of(agreement, activities)
    lock_activities(leg.activity_id for leg in legs if not leg.line_id and leg.activity_id)
    _require_moving(lock_year(agreement.pk, locked.plan.year))
    lock_pools(agreement.pk, activities)
    _require_not_reversed(locked.reverses)
    lines = lock_lines(leg.line for leg in legs if leg.line)
    rows = leg_rows(locked)
    for problem in shortfalls(rows):
        raise ReallocationRefused(problem)
    if fingerprint(rows) != seen:
        raise MoneyMoved
    writing_money_of(agreement, activities, by=by)
    for row in rows:
        _book(locked, row, lines, by=by)
    require_covered(agreement, activities, locked.plan.year)
    _take(ReallocationAct.APPROVE, locked, by=by, reason=reason, early_reason=early)
    reallocation_mail.tell_of_decision(locked, by=by)
    return locked


def _require_moving(plan: SafetyPlan | None) -> None:
    """That the plan, locked, has not been closed since the page was opened."""
    if plan and not (allowed := moves_money(plan)):
        raise ReallocationRefused(str(allowed.reason))


def _require_not_reversed(original: Reallocation | None) -> None:
    """That no other reversal of the same has been approved; the year's lock makes it exact."""
    if original and original.reversals.filter(state=ReallocationState.APPROVED).exists():
        raise ReallocationRefused(_("The reallocation is reversed already."))


def _book(
    reallocation: Reallocation, row: LegRow, lines: dict[int, BudgetLine], *, by: User
) -> None:
    leg = row.leg
    line = lines[leg.line_id] if leg.line_id else _opened(reallocation, leg, by=by)
    _keep_amount(leg, row.before)
    year = reallocation.plan.year
    kind = EntryKind.REALLOCATION
    post(line, year, leg.amount, kind=kind, by=by, reason=str(reallocation)[:500], leg=leg)
    CellMark.objects.filter(line=line, year=year).delete()


def _opened(reallocation: Reallocation, leg: ReallocationLeg, *, by: User) -> BudgetLine:
    """The line that the leg opens; from now on the leg names it."""
    assert leg.activity is not None  # a constraint of the database
    line = add_line(
        reallocation.plan.agreement,
        leg.activity,
        by=by,
        label=leg.new_label,
        category=leg.new_category,
        administrator=leg.new_administrator,
    )
    leg.line = line
    leg.save(update_fields=["line"])
    return line


def _keep_amount(leg: ReallocationLeg, before: int) -> None:
    leg.amount_when_decided = before
    leg.save(update_fields=["amount_when_decided"])


def _locked(reallocation: Reallocation) -> Reallocation:
    return Reallocation.objects.in_turn(reallocation)


def _require(by: User, reallocation: Reallocation, act: ReallocationAct) -> None:
    allowed = may_take(by, reallocation, act)
    if not allowed:
        raise ReallocationRefused(str(allowed.reason))


def _missing(reallocation: Reallocation, rows: list[LegRow], hearing_until: date) -> list[str]:
    """What the draft lacks before it can be sent, in words."""
    found = []
    if not reallocation.subject.strip():
        found.append(_("Write what the reallocation is about."))
    if not reallocation.reason.strip():
        found.append(_("Write why the money is to be moved."))
    if wrong := wrong_with(hearing_until):
        found.append(wrong)
    return [*found, *shortfalls(rows)]


def _early(reallocation: Reallocation, early_reason: str) -> str:
    """The reason for deciding before the hearing is over; "" afterwards."""
    until = reallocation.hearing_until
    if until is None or timezone.localdate() > until:
        return ""
    if not early_reason.strip():
        raise ReallocationRefused(
            _("The hearing is not over. Write why it is decided before its date.")
        )
    return early_reason.strip()


def _take(
    act: ReallocationAct,
    reallocation: Reallocation,
    *,
    by: User,
    reason: str = "",
    early_reason: str = "",
    fields: list[str] | None = None,
) -> None:
    partnership = reallocation.plan.partnership
    ReallocationStep.objects.create(
        reallocation=reallocation,
        decides=reallocation if act in DECISIONS else None,
        act=act,
        by=by,
        by_name=by.name,
        by_role=_role_name(by, partnership, act),
        reason=reason.strip(),
        early_reason=early_reason,
    )
    reallocation.state = TRANSITIONS[act].target
    reallocation.version += 1
    reallocation.save(update_fields=["state", "version", *(fields or [])])
    record(f"budgets.reallocation.{act}", by=by, on=reallocation, partnership=partnership)


def _role_name(by: User, partnership: Partnership, act: ReallocationAct) -> str:
    """The role in which the person takes the step, as text; "" for whoever asked without one."""
    held = set(by.seats.filter(partnership=partnership).values_list("role", flat=True))
    roles = [role for role in TRANSITIONS[act].roles if role in held]
    return str(roles[0].label) if roles else ""
