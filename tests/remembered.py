"""Rows that many tests begin with: made by the services once, then put back as they were."""

import pickle
import time
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model

T = TypeVar("T")

#: Seconds. What is done in a quarter of an hour is one entry of the history, so what is put
#: back may not be much older than the test.
FRESH = 60
#: What every database holds, before anything is made in it.
ALWAYS_THERE = {"django_content_type", "auth_permission"}


class Remembered(Generic[T]):
    """Answers what `make` answered, with the rows that it wrote.

    `make` is called again when its rows are a minute old, where the database holds anything
    already, and outside a transaction, where what it wrote would have had its effects.
    What it answers must be picklable; every call gives a copy of its own.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self.made_at: float | None = None
        self.rows: list[tuple[str, list[Any]]] = []
        self.answer = b""

    def __call__(self) -> T:
        if not connection.in_atomic_block or filled_tables():
            return self.make()
        if self.made_at is None or time.monotonic() - self.made_at > FRESH:
            self._make()
        else:
            with connection.cursor() as cursor:
                for sql, values in self.rows:
                    cursor.execute(sql, values)
        return pickle.loads(self.answer)

    def _make(self) -> None:
        self.made_at = time.monotonic()
        self.answer = pickle.dumps(self.make())
        self.rows = list(statements())


def _models() -> dict[str, type[Model]]:
    """By their tables."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {table: model for table, model in found.items() if table not in ALWAYS_THERE}


def filled_tables() -> list[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in _models()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def statements() -> Iterator[tuple[str, list[Any]]]:
    """What writes every row again, a statement a table; links are checked when it has ended."""
    models = _models()
    for table in filled_tables():
        fields = [f for f in models[table]._meta.local_concrete_fields if not f.generated]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        with connection.cursor() as cursor:
            key = models[table]._meta.pk.column
            cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY "{key}"')
            rows = cursor.fetchall()
        places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
        values = [value for row in rows for value in row]
        yield f'INSERT INTO "{table}" ({columns}) VALUES {places}', values
