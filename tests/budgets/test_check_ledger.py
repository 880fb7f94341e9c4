"""check_ledger adds the books up by itself, and sees whatever is wrong with them."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from budgets.models import Entry, Reallocation, ReallocationLeg, ReallocationStep
from budgets.services.askers import note_asker
from budgets.services.check import shown
from budgets.services.check.run import CHECKS, check_books
from budgets.services.economy import economy_of
from budgets.services.reallocations import EDITED
from partnership.services.audit import record
from tests.big_plan import make_big_plan
from tests.budgets.books import Books, everything, lift, sql

ENTRY, GRANT, FRAME = "budgets_entry", "budgets_poolgrant", "budgets_frameposting"
LINE, LEG, STEP = "budgets_budgetline", "budgets_reallocationleg", "budgets_reallocationstep"
ASKER = "budgets_reallocationasker"
REALLOCATION, APPROVAL = "budgets_reallocation", "budgets_firstapproval"
NOTE, PLAN_STEP = "budgets_budgetnote", "activities_planstep"

Plant = Callable[[Books], None]


def update(table: str, change: str, where: str) -> Plant:
    """Of the first row that is so, something else."""

    def plant(books: Books) -> None:
        lift(table)
        sql(f"UPDATE {table} SET {change} WHERE id = (SELECT MIN(id) FROM {table} WHERE {where})")

    return plant


def delete(table: str, where: str) -> Plant:
    def plant(books: Books) -> None:
        lift(table)
        sql(f"DELETE FROM {table} WHERE id = (SELECT MIN(id) FROM {table} WHERE {where})")

    return plant


def twice(model, **where) -> Plant:
    """A row that is there once more."""

    def plant(books: Books) -> None:
        row = model._base_manager.filter(**where).first()
        lift(model._meta.db_table)
        row.pk += 1000
        row._state.adding = True
        row.save(force_insert=True)

    return plant


def another_asks(books: Books) -> None:
    """Whoever refused it is kept among those who ask."""
    note_asker(Reallocation.objects.get(state="refused"), by=books.cast.decider)


def doubled_reversal(books: Books) -> None:
    """Still balanced, and no mirror any more."""
    reversal = Reallocation.objects.get(reverses__isnull=False)
    sql(f"UPDATE {LEG} SET amount = 2 * amount WHERE reallocation_id = {reversal.pk}")


def into_another_agreement(books: Books) -> None:
    other = books.cast.outside_plan.agreement_id
    sql(f"UPDATE {LINE} SET agreement_id = {other} WHERE id = {books.lines[0].pk}")


def moved_after_the_approval(books: Books) -> None:
    """A log entry of a line that has amounts in the approved year."""
    record("budgets.line.transfer", by=None, on=books.lines[0])


def given_after_the_revision(books: Books) -> None:
    """The last decision before the entry is an approval."""
    step = books.cast.plan.steps.latest("id")
    lift(PLAN_STEP)
    sql(f"UPDATE {PLAN_STEP} SET act = 'approve' WHERE id = {step.pk}")


PLANTED: dict[str, Plant] = {
    "every table shows what its entries add up to": update(
        LINE, "counts_in_total = true", "funder_id IS NOT NULL"
    ),
    "amounts are whole kroner and not zero": update(ENTRY, "amount = 0", "true"),
    "no amount goes below zero": update(ENTRY, "amount = -1", "true"),
    "entries lie in the years of the agreement": update(ENTRY, "year = 2031", "true"),
    "grants lie in the years of the agreement": update(GRANT, "year = 2031", "true"),
    "co-financing is not counted": update(LINE, "counts_in_total = false", "funder_id IS NULL"),
    "what is undone is mirrored exactly": update(
        ENTRY, "amount = amount - 1", "mirrors_id IS NOT NULL"
    ),
    "what is undone is undone once": twice(Entry, mirrors__isnull=False),
    "no frame goes below zero": update(FRAME, "amount = -1", "true"),
    "entries of reallocations have a leg": update(ENTRY, "kind = 'amount'", "leg_id IS NOT NULL"),
    "reallocations that were sent sum to zero": update(LEG, "amount = amount + 1", "true"),
    "reallocations move own money of their agreement": into_another_agreement,
    "approved reallocations are booked whole and once": twice(Entry, leg__isnull=False),
    "nothing is booked for other reallocations": update(
        REALLOCATION, "state = 'refused'", "state = 'approved'"
    ),
    "reallocations stand where their steps lead": update(
        REALLOCATION, "state = 'draft'", "state = 'hearing'"
    ),
    "reallocations are decided once": twice(ReallocationStep, act="approve"),
    "nobody decides what they asked for": another_asks,
    "whoever begins, changes or sends one asks for it": delete(ASKER, "true"),
    "refusals and early decisions have a reason": update(STEP, "reason = ''", "act = 'refuse'"),
    "reallocations are sent with subject, reason and date": update(
        REALLOCATION, "reason = ''", "state = 'hearing'"
    ),
    "reversals are mirrors": doubled_reversal,
    "reallocations are reversed once": twice(Reallocation, reverses__isnull=False),
    "reallocations are numbered without a gap": update(REALLOCATION, "number = 99", "true"),
    "after the approval amounts move by reallocation": update(APPROVAL, "last_entry = 0", "true"),
    "lines with approved amounts stay with their activity": moved_after_the_approval,
    "notes stand where their lines stand": update(
        NOTE, "activity_id = activity_id + 1", "line_id IS NOT NULL"
    ),
    "approved plans remember their original": delete(APPROVAL, "true"),
    "pools hold what they have granted": update(GRANT, "amount = 1000000", "true"),
    "no more is taken back than was granted": update(GRANT, "amount = -1", "true"),
    "the log tells of everything once": delete(
        "partnership_auditentry", "action = 'budgets.entry.post'"
    ),
    "the guards of what is never changed stand": lambda books: lift(ENTRY),
}


@pytest.fixture
def books(cast):
    yield everything(cast)
    # What was planted is not asked about when the test ends.
    transaction.set_rollback(True)


def wrong() -> dict[str, list[str]]:
    """What is wrong, by check."""
    return {result.name: result.violations for result in check_books() if result.violations}


def test_books_kept_by_the_services_agree(books):
    assert wrong() == {}


def test_every_check_has_something_to_look_at(books):
    assert [result.name for result in check_books() if not result.looked_at] == []


def test_every_check_has_a_violation_planted():
    assert PLANTED.keys() == {check.name for check in CHECKS}


def found(books: Books, plant: Plant) -> dict[str, list[str]]:
    """What is wrong once it is planted; the rollback takes it out again."""
    with transaction.atomic():
        plant(books)
        planted = wrong()
        transaction.set_rollback(True)
    return planted


def test_each_planted_violation_is_found(books):
    missed = [name for name, plant in PLANTED.items() if name not in found(books, plant)]
    assert missed == []


def test_a_leg_that_is_booked_otherwise_is_found(books):
    plants = [
        update(ENTRY, "amount = amount + 1", "leg_id IS NOT NULL"),
        update(ENTRY, "year = 2023", "leg_id IS NOT NULL"),
        delete(ENTRY, "leg_id IS NOT NULL"),
        update(LEG, "amount_when_decided = 1", "amount_when_decided IS NOT NULL"),
    ]
    name = "approved reallocations are booked whole and once"
    assert all(name in found(books, plant) for plant in plants)


def test_what_others_pay_is_set_under_revision_alone(books):
    name = "after the approval amounts move by reallocation"
    assert name in found(books, given_after_the_revision)


@pytest.mark.parametrize("act", ["begins", "changes"])
def test_a_decision_of_whoever_wrote_it_is_found_though_they_are_not_kept(books, act):
    row, by = Reallocation.objects.get(state="refused"), books.cast.decider
    if act == "begins":
        Reallocation.objects.filter(pk=row.pk).update(requested_by=by)
    else:
        record(EDITED, by=by, on=row)
    assert "nobody decides what they asked for" in wrong()


@pytest.mark.parametrize("column", ["line", "activity", "total"])
def test_a_table_that_shows_something_else_is_found(books, monkeypatch, column):
    def shows(economy):
        figures = seen(economy)
        for where in figures:
            if where[0] == column and where[-1] == 2024:
                figures[where] = (1, 1, 1)
        return figures

    seen = shown.shown
    monkeypatch.setattr(shown, "shown", shows)
    assert wrong()["every table shows what its entries add up to"]


def test_a_line_that_no_table_shows_is_found(books, monkeypatch):
    empty = books.cast.outside_plan
    monkeypatch.setattr(shown, "economy_of", lambda plan, on: economy_of(empty, on=on))
    assert wrong()["every table shows what its entries add up to"]


@pytest.mark.once  # PostgreSQL's type holds whole numbers alone.
def test_a_part_of_a_krone_is_found(books):
    update(ENTRY, "amount = 188.5", "true")(books)
    assert wrong()["amounts are whole kroner and not zero"]


def test_a_guard_that_is_switched_off_is_found(books):
    if connection.vendor == "sqlite":
        sql(f"DROP TRIGGER guard_{ENTRY}_update")
    else:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"ALTER TABLE {ENTRY} DISABLE TRIGGER guard_{ENTRY}_update")
    missing = wrong()["the guards of what is never changed stand"]
    assert missing == [f"guard_{ENTRY}_update is missing"]


def test_the_command_prints_each_check_with_its_rows(books, capsys):
    call_command("check_ledger")
    said = capsys.readouterr().out
    legs = ReallocationLeg.objects.filter(reallocation__state="approved").count()
    assert f"ok {legs:>11}  approved reallocations are booked whole and once" in said


def test_the_command_fails_on_a_violation_and_says_where(books, capsys):
    PLANTED["no frame goes below zero"](books)
    with pytest.raises(CommandError, match="violations among"):
        call_command("check_ledger")
    assert "Tryghedsplan 2024" in capsys.readouterr().out


def test_a_big_plan_agrees(db):
    make_big_plan(activities=20, lines=60)
    assert wrong() == {}


def test_the_demo_agrees(db, settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    assert wrong() == {}
