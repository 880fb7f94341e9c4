"""Invariants of reallocations: their legs, what is booked for them, and their steps."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from budgets.choices import DECISIONS, ReallocationAct, ReallocationState
from budgets.services.check.books import Books, Row, grouped
from budgets.services.check.rules import Check
from budgets.transitions import TRANSITIONS

#: From the sending on the legs stand fast.
SENT = (ReallocationState.HEARING, ReallocationState.APPROVED, ReallocationState.REFUSED)


def _all(books: Books) -> Iterable[Row]:
    return books.reallocations.values()


def _in_states(*states: ReallocationState):
    return lambda books: [row for row in _all(books) if row.state in states]


def _approved_legs(books: Books) -> list[Row]:
    states = {key: row.state for key, row in books.reallocations.items()}
    return [leg for leg in books.legs if states[leg.reallocation_id] == ReallocationState.APPROVED]


def balanced(books: Books, row: Row) -> str:
    legs = books.legs_of[row.id]
    total = sum(leg.amount for leg in legs)
    if total == 0 and legs:
        return ""
    return f"{books.reallocation_name(row.id)}: its {len(legs)} legs sum to {total}"


def _legs_with_lines(books: Books) -> list[Row]:
    return [leg for leg in books.legs if leg.line_id]


def of_the_same_agreement(books: Books, leg: Row) -> str:
    plan = books.plans[books.reallocations[leg.reallocation_id].plan_id]
    line = books.lines[leg.line_id]
    if line.agreement_id == plan.agreement_id and line.counts_in_total:
        return ""
    name = books.reallocation_name(leg.reallocation_id)
    return f"{name}: {books.line_name(line.id)} is co-financing or of another agreement"


def booked_whole(books: Books, leg: Row) -> str:
    """Once, on its line, in the plan's year, with its amount, on what the record says it held."""
    entries = books.entries_of_leg[leg.id]
    year = books.plans[books.reallocations[leg.reallocation_id].plan_id].year
    booked = [(entry.line_id, entry.year, entry.amount) for entry in entries]
    held = [books.before[entry.id] for entry in entries]
    if booked == [(leg.line_id, year, leg.amount)] and held == [leg.amount_when_decided]:
        return ""
    name = books.reallocation_name(leg.reallocation_id)
    return (
        f"{name}: leg {leg.id} moves {leg.amount} kr. in {year} from {leg.amount_when_decided}, "
        f"and is booked as {booked} from {held}"
    )


def _booked(books: Books) -> list[Row]:
    return [entry for entry in books.entries if entry.leg_id]


def booked_for_an_approved_one(books: Books, entry: Row) -> str:
    leg = books.legs_by_id.get(entry.leg_id)
    if leg is None:
        return f"{books.where(entry)}: booked for leg {entry.leg_id}, which is not there"
    if books.reallocations[leg.reallocation_id].state == ReallocationState.APPROVED:
        return ""
    return f"{books.where(entry)}: {books.reallocation_name(leg.reallocation_id)} is not approved"


def state_follows_steps(books: Books, row: Row) -> str:
    """From the draft on every step was possible where it was taken, and led to the state."""
    state = ReallocationState.DRAFT
    for step in books.steps_of[row.id]:
        transition = TRANSITIONS[ReallocationAct(step.act)]
        if state not in transition.sources:
            return f"{books.reallocation_name(row.id)}: {step.act} was taken in {state}"
        state = transition.target
    if state == row.state:
        return ""
    return f"{books.reallocation_name(row.id)}: is {row.state}, and its steps lead to {state}"


def _decisions(books: Books) -> list[Row]:
    return [step for step in books.steps if step.act in DECISIONS]


def decided_once(books: Books, decided: tuple[int, list[Row]]) -> str:
    key, steps = decided
    if len(steps) == 1 and steps[0].decides_id == key:
        return ""
    return f"{books.reallocation_name(key)}: {len(steps)} decisions"


def decided_by_another(books: Books, step: Row) -> str:
    row = books.reallocations[step.reallocation_id]
    if step.by_id is not None and step.by_id not in _kept(books, row) | _known(books, row):
        return ""
    return f"{books.reallocation_name(row.id)}: decided by {step.by_name}, who asked for it"


def _kept(books: Books, row: Row) -> set[int]:
    """The ids of those who are kept as asking for it."""
    return {asker.by_id for asker in books.askers_of[row.id]}


def _known(books: Books, row: Row) -> set[int]:
    """The ids of those who began it, changed it by the log, or sent it."""
    sends = [step.by_id for step in books.steps_of[row.id] if step.act == ReallocationAct.SEND]
    edits = [edit.actor_id for edit in books.edits_of[row.uuid]]
    return {row.requested_by_id, *sends, *edits} - {None}


def asked_by_those_who_wrote(books: Books, row: Row) -> str:
    kept, known = _kept(books, row), _known(books, row)
    if kept == known:
        return ""
    return f"{books.reallocation_name(row.id)}: asked for by {kept}, and written by {known}"


def has_its_reasons(books: Books, step: Row) -> str:
    """Of a decision: why it is refused, and why it is decided before the hearing's date."""
    row = books.reallocations[step.reallocation_id]
    name = books.reallocation_name(row.id)
    if step.act == ReallocationAct.REFUSE and not step.reason.strip():
        return f"{name}: refused without a reason"
    until: date | None = row.hearing_until
    early = until is None or timezone.localdate(step.at) <= until
    return (
        f"{name}: decided before {until} without a reason"
        if early and not step.early_reason
        else ""
    )


def sent_with_reason_and_date(books: Books, row: Row) -> str:
    if row.reason.strip() and row.subject.strip() and row.hearing_until:
        return ""
    return f"{books.reallocation_name(row.id)}: sent without subject, reason or date"


def _approved_reversals(books: Books) -> list[Row]:
    return [row for row in _in_states(ReallocationState.APPROVED)(books) if row.reverses_id]


def mirrors_what_it_reverses(books: Books, row: Row) -> str:
    original = books.reallocations[row.reverses_id]
    here = Counter((leg.line_id, -leg.amount) for leg in books.legs_of[row.id])
    there = Counter((leg.line_id, leg.amount) for leg in books.legs_of[original.id])
    same = here == there and original.plan_id == row.plan_id
    if same and original.state == ReallocationState.APPROVED:
        return ""
    name = books.reallocation_name(row.id)
    return f"{name}: no mirror of {books.reallocation_name(original.id)}"


def reversed_once(books: Books, reversed_: tuple[int, int]) -> str:
    key, times = reversed_
    return f"{books.reallocation_name(key)}: reversed {times} times" if times > 1 else ""


def numbered_without_a_gap(books: Books, of_plan: tuple[int, list[Row]]) -> str:
    plan, rows = of_plan
    numbers = sorted(row.number for row in rows)
    if numbers == list(range(1, len(rows) + 1)):
        return ""
    return f"{books.plan_name(plan)}: its reallocations are numbered {numbers}"


CHECKS = (
    Check("reallocations that were sent sum to zero", _in_states(*SENT), balanced),
    Check(
        "reallocations move own money of their agreement", _legs_with_lines, of_the_same_agreement
    ),
    Check("approved reallocations are booked whole and once", _approved_legs, booked_whole),
    Check("nothing is booked for other reallocations", _booked, booked_for_an_approved_one),
    Check("reallocations stand where their steps lead", _all, state_follows_steps),
    Check(
        "reallocations are decided once",
        lambda books: grouped(_decisions(books), "reallocation_id").items(),
        decided_once,
    ),
    Check("nobody decides what they asked for", _decisions, decided_by_another),
    Check("whoever begins, changes or sends one asks for it", _all, asked_by_those_who_wrote),
    Check("refusals and early decisions have a reason", _decisions, has_its_reasons),
    Check(
        "reallocations are sent with subject, reason and date",
        _in_states(*SENT),
        sent_with_reason_and_date,
    ),
    Check("reversals are mirrors", _approved_reversals, mirrors_what_it_reverses),
    Check(
        "reallocations are reversed once",
        lambda books: Counter(row.reverses_id for row in _approved_reversals(books)).items(),
        reversed_once,
    ),
    Check(
        "reallocations are numbered without a gap",
        lambda books: grouped(_all(books), "plan_id").items(),
        numbered_without_a_gap,
    ),
)
