"""Invariants of approved plans and of pools."""

from collections import defaultdict
from collections.abc import Iterable

from activities.choices import PlanAct
from budgets.choices import EntryKind
from budgets.services.check.books import Books, Row
from budgets.services.check.rules import Check


def _later_entries(books: Books) -> list[tuple[Row, Row]]:
    """Each plan approved once, with every entry of its year made since."""
    return [
        (plan, entry)
        for approval in books.approvals
        for plan in [books.plans[approval.plan_id]]
        for entry in books.entries
        if entry.id > approval.last_entry
        and entry.year == plan.year
        and books.lines[entry.line_id].agreement_id == plan.agreement_id
    ]


def moved_by_reallocation(books: Books, later: tuple[Row, Row]) -> str:
    """Or corrected, once the year is closed because a later plan of the agreement is kept.

    What others pay is never reallocated; it is set while the plan is under revision.
    """
    plan, entry = later
    if entry.kind == EntryKind.REALLOCATION or _is_of_a_revision(plan, entry, books):
        return ""
    if entry.kind == EntryKind.CORRECTION and _is_closed_by_a_later(plan, books):
        return ""
    return f"{books.where(entry)}: {entry.kind} after {books.plan_name(plan.id)} was approved"


def _is_of_a_revision(plan: Row, entry: Row, books: Books) -> bool:
    """Whether the last decision before the entry put the plan under revision."""
    acts = [
        step.act
        for step in books.plan_steps
        if step.plan_id == plan.id and step.at <= entry.posted_at
    ]
    beside = not books.lines[entry.line_id].counts_in_total
    return beside and acts[-1:] == [PlanAct.REOPEN]


def _is_closed_by_a_later(plan: Row, books: Books) -> bool:
    return any(
        other.agreement_id == plan.agreement_id and other.year > plan.year
        for other in books.plans.values()
    )


def original_is_remembered(books: Books, step: Row) -> str:
    """From the first approval on."""
    if any(approval.plan_id == step.plan_id for approval in books.approvals):
        return ""
    return f"{books.plan_name(step.plan_id)}: approved, and its original amounts are not known"


def _plan_approvals(books: Books) -> list[Row]:
    return [step for step in books.plan_steps if step.act == PlanAct.APPROVE]


def _granted(books: Books) -> dict[tuple[int, int], int]:
    """Whole kroner by (pool id, year)."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for grant in books.grants:
        found[grant.pool_id, grant.year] += grant.amount
    return found


def holds_what_it_granted(books: Books, granted: tuple[tuple[int, int], int]) -> str:
    (pool_id, year), amount = granted
    pool = books.pools[pool_id]
    held = sum(
        entry.amount
        for entry in books.entries
        for line in [books.lines[entry.line_id]]
        if entry.year == year
        and line.counts_in_total
        and (line.activity_id, line.agreement_id) == (pool.activity_id, pool.agreement_id)
    )
    if held >= amount:
        return ""
    return f"pool {pool_id}, {year}: holds {held} and has granted {amount}"


def _grants(books: Books) -> Iterable[tuple[Row, int]]:
    """Each grant with what the activity has of that pool and year after it."""
    held: dict[tuple[int, int, int], int] = defaultdict(int)
    for grant in books.grants:
        key = grant.pool_id, grant.activity_id, grant.year
        held[key] += grant.amount
        yield grant, held[key]


def not_taken_back_twice(books: Books, granted: tuple[Row, int]) -> str:
    grant, after = granted
    return f"grant {grant.id}: {after} is granted after it" if after < 0 else ""


def stayed_with_what_was_approved(books: Books, transfer: Row) -> str:
    """At a line's move to another activity no entry of it lay in a year approved by then."""
    [line] = [line for line in books.lines.values() if line.uuid == transfer.object_uuid]
    approved = {
        plan.year
        for approval in books.approvals
        for plan in [books.plans[approval.plan_id]]
        if plan.agreement_id == line.agreement_id and approval.at <= transfer.at
    }
    for entry in books.entries:
        was_there = entry.line_id == line.id and entry.posted_at < transfer.at
        if was_there and entry.year in approved:
            return f"{books.where(entry)}: moved with its line after the approval"
    return ""


def stands_with_its_line(books: Books, note: Row) -> str:
    line = books.lines[note.line_id]
    if (line.activity_id, line.agreement_id) == (note.activity_id, note.agreement_id):
        return ""
    return f"note {note.id}: under another activity than {books.line_name(line.id)}"


CHECKS = (
    Check("after the approval amounts move by reallocation", _later_entries, moved_by_reallocation),
    Check(
        "lines with approved amounts stay with their activity",
        lambda books: books.transfers,
        stayed_with_what_was_approved,
    ),
    Check(
        "notes stand where their lines stand",
        lambda books: [note for note in books.notes if note.line_id],
        stands_with_its_line,
    ),
    Check("approved plans remember their original", _plan_approvals, original_is_remembered),
    Check(
        "pools hold what they have granted",
        lambda books: _granted(books).items(),
        holds_what_it_granted,
    ),
    Check("no more is taken back than was granted", _grants, not_taken_back_twice),
)
