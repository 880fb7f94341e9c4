"""Database guards: rows of an append-only table are never changed or removed.

Triggers refuse UPDATE, DELETE and TRUNCATE, raw SQL included, on SQLite and on
PostgreSQL. They are installed after every migration, because a table remake on
SQLite drops triggers in silence.
"""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_MODELS: list[type[models.Model]] = []

MESSAGE = "append-only: rows of {table} are never changed or removed"

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
#: REPLACE deletes the row in its way without asking the guard of DELETE.
_SQLITE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE INSERT ON "{table}"
WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {in_the_way})
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: rows of % are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
_EVENTS = {
    "sqlite": ("UPDATE", "DELETE", "REPLACE"),
    "postgresql": ("UPDATE", "DELETE", "TRUNCATE"),
}


def append_only(model: type[models.Model]) -> type[models.Model]:
    """Mark a model's table as append-only (class decorator)."""
    _MODELS.append(model)
    return model


def append_only_tables() -> list[str]:
    return sorted(model._meta.db_table for model in _MODELS)


def _in_the_way(table: str) -> str:
    """The condition of SQLite that a row of the table collides with a new one."""
    model = next(model for model in _MODELS if model._meta.db_table == table)
    return " OR ".join(
        " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        for columns in _unique(model)
    )


def _unique(model: type[models.Model]) -> list[list[str | None]]:
    """The columns, alone or together, in which no two rows are the same."""
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    alone = [[field.column] for field in model._meta.concrete_fields if field.unique]
    constraints = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    if any(constraint.condition for constraint in constraints):
        raise ValueError(f"{model._meta.label}: the guard knows no condition of uniqueness")
    together = [[columns[name] for name in constraint.fields] for constraint in constraints]
    return alone + together


def _trigger_name(table: str, event: str) -> str:
    return f"guard_{table}_{event.lower()}"


def expected_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that must stand in this database."""
    return {
        _trigger_name(table, event)
        for table in append_only_tables()
        for event in _EVENTS[connection.vendor]
    }


def standing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of our triggers that do stand in this database, and are not switched off."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for (name,) in cursor.fetchall() if name.startswith("guard_")}


def install(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in tables:
            for event in _EVENTS[connection.vendor]:
                cursor.execute(_guard(connection.vendor, table, event))


def _guard(vendor: str, table: str, event: str) -> str:
    """The statement that makes one trigger."""
    sqlite = _SQLITE_REPLACE if event == "REPLACE" else _SQLITE
    return (_POSTGRESQL if vendor == "postgresql" else sqlite).format(
        name=_trigger_name(table, event),
        event=event,
        table=table,
        in_the_way=_in_the_way(table),
        message=MESSAGE.format(table=table),
    )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift the guards; only for emptying a test or demo database."""
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for event in _EVENTS[connection.vendor]:
                name = _trigger_name(table, event)
                where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def install_after_migrate(sender, using: str = DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Signal receiver: install the guards of every table that exists by now."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    install(connection, [table for table in append_only_tables() if table in present])
