"""Append-only tables refuse every change, and the guards always stand again."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from activities.models import PlanStep
from budgets.models import (
    Entry,
    HearingStatement,
    Reallocation,
    ReallocationAsker,
    ReallocationStep,
)
from budgets.services.ledger import mark_original
from partnership import guards
from partnership.models import AuditEntry, User
from tests import factories
from tests.activities.violations import a_goal
from tests.budgets.violations import a_frame_posting, a_grant, an_entry
from tests.inquiries.deadline_violations import an_extension
from tests.inquiries.reply_violations import a_letter
from tests.partnership.violations import a_revision

MODEL_OF = {model._meta.db_table: model for model in apps.get_models()}
TABLES = guards.append_only_tables()
every_table = pytest.mark.parametrize("table", TABLES)


def add_rows() -> None:
    an_entry()
    a_frame_posting()
    a_revision()
    a_grant()
    an_extension()
    a_letter()
    add_decisions()


def add_decisions() -> None:
    """A plan that is approved, and a reallocation that somebody has an opinion of."""
    plan, by = factories.make_plan(), factories.make_user()
    PlanStep.objects.create(plan=plan, act="approve", state="draft", by=by, by_name=by.name)
    mark_original(plan)
    asked = Reallocation.objects.create(plan=plan, number=1, requested_by_name=by.name)
    ReallocationStep.objects.create(reallocation=asked, act="send", by=by, by_name=by.name)
    ReallocationAsker.objects.create(reallocation=asked, by=by, by_name=by.name)
    HearingStatement.objects.create(reallocation=asked, by=by, by_name=by.name, stance="supports")


@pytest.fixture
def ledger(db) -> None:
    """A row in every append-only table."""
    add_rows()


@pytest.fixture
def keeps_guards(transactional_db):
    """The guards stand again afterwards, whatever the test did to them."""
    yield
    guards.install(connection, TABLES)


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_log_history_and_ledger_are_append_only():
    assert set(TABLES) == {
        "partnership_auditentry",
        "partnership_revision",
        "activities_planstep",
        "budgets_entry",
        "budgets_firstapproval",
        "budgets_frameposting",
        "budgets_hearingstatement",
        "budgets_poolgrant",
        "budgets_reallocationasker",
        "budgets_reallocationstep",
        "inquiries_clearance",
        "inquiries_dispatch",
        "inquiries_extension",
        "inquiries_inquirystep",
        "inquiries_letter",
        "inquiries_passage",
    }


@every_table
def test_update_by_raw_sql_is_refused(ledger, table):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f'UPDATE "{table}" SET id = id')


@every_table
def test_delete_by_raw_sql_is_refused(ledger, table):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f'DELETE FROM "{table}"')


@every_table
def test_emptying_a_table_by_raw_sql_is_refused(ledger, table):
    # SQLite has no TRUNCATE: there an unconditional DELETE is what empties a table.
    truncate = f'SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE "{table}" CASCADE'
    with pytest.raises(DatabaseError, match="append-only"):
        run(truncate if connection.vendor == "postgresql" else f'DELETE FROM "{table}" WHERE 1')


@every_table
def test_a_row_is_still_there_after_the_refusal(ledger, table):
    before = MODEL_OF[table].objects.count()
    with pytest.raises(DatabaseError):
        run(f'DELETE FROM "{table}"')
    assert MODEL_OF[table].objects.count() == before > 0


@every_table
def test_new_rows_are_written_as_before(ledger, table):
    before = MODEL_OF[table].objects.count()
    add_rows()
    assert MODEL_OF[table].objects.count() > before


def test_deleting_through_the_orm_is_refused(ledger):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_replacing_a_row_by_raw_sql_is_refused(ledger):
    """ON CONFLICT DO UPDATE, and SQLite's REPLACE, change a row without saying UPDATE first."""
    names = '"id", "line_id", "year", "amount", "kind", "posted_at", "posted_by_name", "reason"'
    copy = f'INTO "budgets_entry" ({names}) SELECT {names} FROM "budgets_entry" WHERE true'
    upsert = f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET amount = 7"
    replace = f"REPLACE {copy}"
    with pytest.raises(DatabaseError, match="append-only"):
        run(upsert)
    with pytest.raises(DatabaseError, match="append-only"):
        run(replace if connection.vendor == "sqlite" else upsert)


def test_other_tables_are_not_guarded(db):
    goal = a_goal()
    goal.delete()
    assert not type(goal).objects.exists()


def test_every_expected_guard_stands(db):
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)


def test_guards_stand_after_migrating_again(keeps_guards):
    guards.remove(connection)
    call_command("migrate", verbosity=0)
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)


def remake(model: type[models.Model]) -> None:
    """What a migration does: a column comes, and goes again."""
    extra = models.IntegerField(default=0, db_default=0)
    extra.set_attributes_from_name("extra")
    extra.model = model
    with connection.schema_editor() as editor:
        editor.add_field(model, extra)
    with connection.schema_editor() as editor:
        editor.remove_field(model, extra)


def test_guards_stand_after_the_tables_were_remade(keeps_guards):
    add_rows()
    for table in TABLES:
        remake(MODEL_OF[table])
    # SQLite makes a table anew, and drops its triggers in silence.
    lost = guards.expected_triggers(connection) - guards.standing_triggers(connection)
    assert bool(lost) == (connection.vendor == "sqlite")
    call_command("migrate", verbosity=0)
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)
    assert not [sql for table in TABLES for sql in changing(table) if is_taken(sql)]


def changing(table: str) -> list[str]:
    """What changes or removes rows of the table, in the words of this database."""
    empty = f'TRUNCATE "{table}" CASCADE'
    replace = f'REPLACE INTO "{table}" SELECT * FROM "{table}"'
    last = replace if connection.vendor == "sqlite" else empty
    return [f'UPDATE "{table}" SET id = id', f'DELETE FROM "{table}"', last]


def is_taken(sql: str) -> bool:
    try:
        run(sql)
    except DatabaseError as error:
        return "append-only" not in str(error)
    return True


@pytest.mark.once  # REPLACE is SQLite's.
def test_replacing_every_row_by_raw_sql_is_refused(ledger):
    for table in TABLES:
        copy = f'INTO "{table}" SELECT * FROM "{table}"'
        assert not is_taken(f"REPLACE {copy}")
        assert not is_taken(f"INSERT OR REPLACE {copy}")


def test_flush_empties_guarded_tables_and_puts_the_guards_back(keeps_guards):
    an_entry()
    call_command("flush", verbosity=0, interactive=False)
    assert not Entry.objects.exists()
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)


def test_deleting_a_person_named_in_the_log_is_refused(db):
    entry = an_entry()
    person = User.objects.create_user("a@example.dk", name="A")
    AuditEntry.objects.create(action="test.act.do", actor=person, actor_name="A")
    with pytest.raises(models.ProtectedError):
        person.delete()
    assert entry.pk
