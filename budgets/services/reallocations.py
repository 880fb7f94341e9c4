"""Drafting a reallocation: its texts, its legs, and how the lines would stand.

Taking steps with one is in `decisions`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity, SafetyPlan
from activities.services.lifecycle import lock_plan
from budgets.choices import Category, ReallocationState
from budgets.models import BudgetLine, Entry, Reallocation, ReallocationLeg
from budgets.permissions import may_copy, may_reverse, moves_money
from budgets.services.askers import note_asker
from budgets.services.refusals import ReallocationRefused
from partnership.models import AuditEntry, Organisation, User
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version, unchanged

EDITED = "budgets.reallocation.edit"
#: Saves of one person with less time between them and the log's line are one stretch of work.
STRETCH = timedelta(hours=1)


@dataclass(frozen=True)
class Move:
    """A leg as it is asked for: whole kroner to (or, negative, from) a line or a new one."""

    amount: int
    line: BudgetLine | None = None
    activity: Activity | None = None
    new_label: str = ""
    new_category: str = Category.ACTIVITIES
    new_administrator: Organisation | None = None


@dataclass(frozen=True)
class LegRow:
    """A leg with its line's amount before and after, in whole kroner."""

    leg: ReallocationLeg
    before: int
    #: What the line held when it was sent, where that is another amount by now.
    before_when_sent: int | None = None
    #: Whether the activity has ended and the leg gives it money that is not its own again.
    feeds_ended: bool = False

    @property
    def after(self) -> int:
        return self.before + self.leg.amount


def draft(
    plan: SafetyPlan,
    *,
    by: User,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    moves: Iterable[Move] = (),
    **values: Any,
) -> Reallocation:
    """Begin a draft. The plan is locked, because two drafts begun at once would share a number.

    `uuid` is the identity that the open form gave it: sent again, it is saved, and
    raises as `edit` does. Raises `ReallocationRefused` where the plan's money is not
    moved by reallocation, or a leg cannot be part of it.
    """
    identity: Any = uuid
    made = plan.reallocations.filter(uuid=identity)
    moves = list(moves)
    if not made:
        with transaction.atomic():
            locked = lock_plan(plan)
            # Asked again under the lock: the same form may have been sent twice at once.
            if not made.all():
                return _begin(locked, by=by, moves=moves, uuid=uuid, **values)
    # Outside that lock: a reallocation is locked before its plan.
    return edit(made.get(), seen=seen, by=by, moves=moves, **values)


def _begin(
    locked: SafetyPlan,
    *,
    by: User,
    moves: Iterable[Move],
    uuid: UUID | None,
    subject: str = "",
    reason: str = "",
    reverses: Reallocation | None = None,
) -> Reallocation:
    if not (allowed := moves_money(locked)):
        raise ReallocationRefused(str(allowed.reason))
    last = locked.reallocations.aggregate(last=Max("number"))["last"] or 0
    made = Reallocation.objects.create(
        plan=locked,
        number=last + 1,
        subject=subject,
        reason=reason,
        requested_by=by,
        requested_by_name=by.name,
        changed_by=by,
        reverses=reverses,
        **new_identity(Reallocation, uuid),
    )
    note_asker(made, by=by)
    _write_legs(made, moves)
    record("budgets.reallocation.draft", by=by, on=made, partnership=locked.partnership)
    return made


@transaction.atomic
def edit(
    reallocation: Reallocation,
    *,
    seen: Seen | int,
    by: User,
    moves: Iterable[Move],
    **values: Any,
) -> Reallocation:
    """Save a draft's texts and legs in one go. They need not be balanced yet.

    A reversal keeps the legs it began with: it is the mirror, or it is none. Whoever
    changes anything is among those who ask for it.
    Raises `StaleVersion`, and `ReallocationRefused` once it is sent. The row is
    locked, because its legs are written anew beside it.
    """
    locked = Reallocation.objects.in_turn(reallocation)
    require_draft(locked)
    if isinstance(seen, Seen) and seen.came_late_to(locked):
        return locked
    moves = list(moves) if locked.reverses_id is None else moves_of(locked)
    if unchanged(locked, **values) and moves == moves_of(locked):
        return locked
    saved = save_version(locked, seen=seen, by=by, **values)
    if saved.reverses_id is None:
        _write_legs(saved, moves)
    note_asker(saved, by=by)
    _note_edit(saved, by=by)
    return saved


def _note_edit(reallocation: Reallocation, *, by: User) -> None:
    """A line of the log for each stretch of one person's work, not for each time it saves."""
    last = AuditEntry.objects.filter(object_uuid=reallocation.uuid).order_by("id").last()
    is_same = last and last.action == EDITED and last.actor_id == by.pk
    if not (last and is_same and timezone.now() - last.at < STRETCH):
        record(EDITED, by=by, on=reallocation, partnership=reallocation.plan.partnership)


def require_draft(reallocation: Reallocation) -> None:
    if reallocation.state != ReallocationState.DRAFT:
        raise ReallocationRefused(_("The reallocation has been sent and is not changed any more."))


def reverse(reallocation: Reallocation, *, by: User) -> Reallocation:
    """A draft that moves everything back; it goes the same way as any other.

    Raises `ReallocationRefused` where it is not approved, or is reversed already.
    """
    if not (allowed := may_reverse(by, reallocation)):
        raise ReallocationRefused(str(allowed.reason))
    moves = [Move(-leg.amount, line=leg.line) for leg in reallocation.legs.for_table()]
    subject = _("Reversal of %(number)s") % {"number": str(reallocation)}
    return draft(
        reallocation.plan, by=by, subject=subject[:200], moves=moves, reverses=reallocation
    )


def copy(reallocation: Reallocation, *, by: User) -> Reallocation:
    """A new draft like one that was refused or withdrawn; of a reversal, one of the same.

    Raises `ReallocationRefused` where it is neither, or what it reversed is reversed since.
    """
    if not (allowed := may_copy(by, reallocation)):
        raise ReallocationRefused(str(allowed.reason))
    return draft(
        reallocation.plan,
        by=by,
        subject=reallocation.subject,
        reason=reallocation.reason,
        moves=moves_of(reallocation),
        reverses=reallocation.reverses,
    )


def moves_of(reallocation: Reallocation) -> list[Move]:
    return [move_of(leg) for leg in reallocation.legs.for_table()]


def move_of(leg: ReallocationLeg) -> Move:
    return Move(
        leg.amount,
        line=leg.line,
        activity=None if leg.line else leg.activity,
        new_label="" if leg.line else leg.new_label,
        new_category=leg.new_category,
        new_administrator=leg.new_administrator,
    )


def leg_rows(reallocation: Reallocation) -> list[LegRow]:
    """The legs with what their lines hold: now, or for a decided one what they held then."""
    legs = list(reallocation.legs.for_table())
    year = reallocation.plan.year
    keys = [leg.line_id for leg in legs if leg.line_id]
    amounts = Entry.objects.filter(line__in=keys, year=year).by_line_and_year()
    is_reversal = reallocation.reverses_id is not None
    return [
        _leg_row(
            leg,
            amounts.get((leg.line_id, year), 0),
            feeds_ended=not is_reversal and feeds_ended(leg.whose, leg.amount, year),
        )
        for leg in legs
    ]


def _leg_row(leg: ReallocationLeg, now: int, *, feeds_ended: bool) -> LegRow:
    before = now if leg.amount_when_decided is None else leg.amount_when_decided
    sent = leg.amount_when_sent
    changed = sent if sent is not None and sent != before else None
    return LegRow(leg, before, changed, feeds_ended)


def feeds_ended(activity: Activity | None, amount: int, year: int) -> bool:
    """Whether money is given to an activity whose last year was before this one."""
    return activity is not None and amount > 0 and activity.has_ended_before(year)


def ended_text(activity: Activity | None) -> str:
    return _("%(activity)s has ended and takes no more money.") % {"activity": str(activity)}


def shortfalls(rows: Sequence[LegRow]) -> list[str]:
    """What stands in the way of booking the legs as they are, in words."""
    found = []
    total = sum(row.leg.amount for row in rows)
    if not rows:
        found.append(_("Add at least two budget lines."))
    elif total:
        found.append(_("What is moved does not sum to zero."))
    return [*found, *(problem for row in rows for problem in _problems(row))]


def _problems(row: LegRow) -> Iterator[str]:
    """Of one leg, which is named with its activity: many lines have the same name."""
    name, line = {"line": place_of(row.leg)}, row.leg.line
    if row.after < 0:
        yield _("%(line)s would go below zero.") % name
    if line and not line.counts_in_total:
        yield _("%(line)s is co-financing, which is not moved here.") % name
    if line and line.closed_at and row.leg.amount > 0:
        yield _("%(line)s is closed and takes no more money.") % name
    if row.feeds_ended:
        yield ended_text(row.leg.whose)


def place_of(leg: ReallocationLeg | Move) -> str:
    """A budget line with its activity before it."""
    activity = leg.line.activity if leg.line else leg.activity
    return f"{activity}, {leg.line or leg.new_label}"


def _write_legs(reallocation: Reallocation, moves: Iterable[Move]) -> None:
    """Replace a draft's legs; nothing points at the legs of a draft."""
    moves = [_fitting(reallocation.plan, move) for move in moves]
    if reallocation.reverses_id is None:
        _require_living(reallocation.plan, moves)
    lines = [move.line.pk for move in moves if move.line]
    if len(lines) != len(set(lines)):
        raise ReallocationRefused(_("A budget line stands there twice."))
    reallocation.legs.all().delete()
    ReallocationLeg.objects.bulk_create(
        ReallocationLeg(
            reallocation=reallocation,
            line=move.line,
            activity=move.line.activity if move.line else move.activity,
            new_label=move.new_label,
            new_category=move.new_category,
            new_administrator=move.new_administrator,
            amount=move.amount,
            position=position,
        )
        for position, move in enumerate(moves)
    )


def _require_living(plan: SafetyPlan, moves: Iterable[Move]) -> None:
    """That no activity is given money after its last year; a reversal gives back what it had."""
    for move in moves:
        activity = move.line.activity if move.line else move.activity
        if feeds_ended(activity, move.amount, plan.year):
            raise ReallocationRefused(ended_text(activity))


def _fitting(plan: SafetyPlan, move: Move) -> Move:
    """The move, if its line or activity belongs to the plan's agreement and partnership."""
    if move.line is None:
        belongs = move.activity is not None and move.activity.partnership_id == plan.partnership_id
    else:
        belongs = move.line.agreement_id == plan.agreement_id
        if not move.line.counts_in_total:
            raise ReallocationRefused(
                _("%(line)s is co-financing, which is not moved here.") % {"line": place_of(move)}
            )
    if not belongs:
        raise ReallocationRefused(_("A budget line of another plan cannot be moved here."))
    if move.amount == 0:
        raise ReallocationRefused(_("Write how much is moved."))
    if move.line is None and (move.amount < 0 or not move.new_label.strip()):
        raise ReallocationRefused(_("A new budget line has a name and is given money."))
    return move
