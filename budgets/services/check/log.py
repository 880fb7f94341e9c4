"""Invariants of the log, and of the guards of what is never changed."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from django.db import connection

from budgets.services.check.books import Books
from budgets.services.check.rules import Check
from partnership import guards

#: What was done, as the log tells it, how often it was done, and how often it is told.
Told = tuple[Hashable, int, int]


def _acts(books: Books) -> Iterator[tuple[Hashable, ...]]:
    """Every act that the log must tell, by action, what it was done to, and how much."""
    for entry in books.entries:
        line = books.lines[entry.line_id].uuid
        yield "budgets.entry.post", line, entry.year, entry.amount
    for grant in books.grants:
        yield "budgets.pool.grant", books.pools[grant.pool_id].uuid, grant.year, grant.amount
    for posting in books.frame_postings:
        yield "budgets.frame.post", books.plans[posting.plan_id].partnership_id
    for step in books.steps:
        uuid = books.reallocations[step.reallocation_id].uuid
        yield f"budgets.reallocation.{step.act}", uuid
    for row in books.reallocations.values():
        yield "budgets.reallocation.draft", row.uuid
    for step in books.plan_steps:
        yield f"activities.plan.{step.act}", books.plans[step.plan_id].uuid


def _lines(books: Books) -> Iterator[tuple[Hashable, ...]]:
    """The lines of the log, told in the same way."""
    for line in books.log:
        about = line.object_uuid or line.partnership_id
        amount = [line.details[name] for name in ("year", "amount") if name in line.details]
        yield line.action, about, *amount


def _told(books: Books) -> Iterable[Told]:
    done, told = Counter(_acts(books)), Counter(_lines(books))
    return [(act, done[act], told[act]) for act in sorted(done.keys() | told.keys(), key=repr)]


def told_once(books: Books, told: Told) -> str:
    act, done, times = told
    return "" if done == times else f"{act}: done {done} times and told {times} times"


def _guards(books: Books) -> list[tuple[str, bool]]:
    standing = guards.standing_triggers(connection)
    return [(name, name in standing) for name in sorted(guards.expected_triggers(connection))]


def stands(books: Books, guard: tuple[str, bool]) -> str:
    name, is_standing = guard
    return "" if is_standing else f"{name} is missing"


CHECKS = (
    Check("the log tells of everything once", _told, told_once),
    Check("the guards of what is never changed stand", _guards, stands),
)
