"""Books in which everything has happened once, and what goes round the database's refusals."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from activities.services.lifecycle import reopen_plan
from budgets.choices import EntryKind
from budgets.models import BudgetLine, Reallocation
from budgets.services import decisions, pools, reallocations
from budgets.services.ledger import set_amount, set_frame, undo_entry
from budgets.services.transfers import transfer_line
from partnership import guards
from partnership.models import User
from tests import factories
from tests.conftest import Cast

EARLY = "Det haster."


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def asked(cast: Cast, *moves: tuple[BudgetLine, int]) -> Reallocation:
    """In hearing: what each line is given."""
    return sent(factories.make_reallocation(cast.plan, *moves, by=cast.working_group), cast)


def sent(draft: Reallocation, cast: Cast) -> Reallocation:
    by = cast.working_group
    return decisions.send(draft, by=by, hearing_until=tomorrow(), seen=draft.version)


def approved(asked: Reallocation, by: User, seen: str = "") -> Reallocation:
    seen = seen or decisions.fingerprint(reallocations.leg_rows(asked))
    return decisions.approve(asked, by=by, seen=seen, early_reason=EARLY)


def refused(asked: Reallocation, by: User) -> Reallocation:
    return decisions.refuse(asked, by=by, reason="Ikke nu.", early_reason=EARLY)


def reversed_(done: Reallocation, cast: Cast) -> Reallocation:
    """Moved back: drafted, sent and approved."""
    back = reallocations.reverse(done, by=cast.working_group)
    edited = reallocations.edit(
        back, seen=back.version, by=cast.working_group, moves=[], reason="Fejl."
    )
    return approved(sent(edited, cast), cast.decider)


@dataclass
class Books:
    """Two lines of 100.000 and 50.000 kr. in 2024, and what has been done with them."""

    cast: Cast
    lines: tuple[BudgetLine, BudgetLine]


def everything(cast: Cast) -> Books:
    """An undone entry, a correction, a grant, a line that went to another activity, an
    approval, reallocations in every state, and a revision in which others give more.
    """
    first = factories.make_line(cast.chapter, {2023: 7_000, 2024: 90_000})
    second = factories.make_line(cast.other_chapter, {2024: 50_000})
    funder = factories.make_organisation()
    beside = factories.make_line(cast.chapter, {2024: 5_000}, funder=funder)
    _transfer(cast)
    set_amount(first, 2024, 100_000, by=cast.secretariat)
    undo_entry(second.entries.get(), by=cast.decider, reason="Fejl")
    set_amount(second, 2024, 50_000, by=cast.secretariat)
    _correct(first, cast)
    set_frame(cast.plan, 160_000, by=cast.secretariat)
    pool = factories.make_pool(cast.chapter)
    pools.grant(pool, cast.other_chapter.activity, 2024, 20_000, by=cast.secretariat)
    factories.look_and_approve(cast.plan, by=cast.decider, override="Resten fordeles senere.")
    _move(cast, first, second)
    reopen_plan(cast.plan, by=cast.decider, reason="Fonden giver mere.")
    set_amount(beside, 2024, 6_000, by=cast.secretariat)
    return Books(cast, (first, second))


def _transfer(cast: Cast) -> None:
    """An empty line with a note, to where it makes no difference."""
    line = factories.make_line(cast.chapter)
    factories.make_note(cast.chapter, scope="row", line=line)
    transfer_line(line, cast.other_chapter.activity, seen=line.version, by=cast.secretariat)


def _correct(line: BudgetLine, cast: Cast) -> None:
    kind = EntryKind.CORRECTION
    set_amount(line, 2023, 6_000, by=cast.decider, kind=kind, reason="Fejl i tabellen")


def _move(cast: Cast, first: BudgetLine, second: BudgetLine) -> None:
    done = approved(asked(cast, (first, -30_000), (second, 30_000)), cast.decider)
    reversed_(done, cast)
    approved(asked(cast, (first, -1_000), (second, 1_000)), cast.decider)
    refused(asked(cast, (first, -2_000), (second, 2_000)), cast.decider)
    asked(cast, (first, -3_000), (second, 3_000))
    factories.make_reallocation(cast.plan, (first, -4_000), by=cast.working_group)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def lift(table: str) -> None:
    """Take away what refuses wrong rows in the table; the test's rollback puts it back."""
    if connection.vendor == "sqlite":
        guards.remove(connection)
        sql(f"CREATE TABLE bare AS SELECT * FROM {table}")
        sql(f"DROP TABLE {table}")
        sql(f"ALTER TABLE bare RENAME TO {table}")
        # What other tables point at.
        sql(f"CREATE UNIQUE INDEX bare_{table} ON {table} (id)")
        return
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    guards.remove(connection)
    checked = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'n'"
    for name in _names(checked, table):
        sql(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
    unique = "SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%UNIQUE%%'"
    for name in _names(unique, table):
        sql(f'DROP INDEX IF EXISTS "{name}"')


def _names(query: str, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        return [name for (name,) in cursor.fetchall()]
