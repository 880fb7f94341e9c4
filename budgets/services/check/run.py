"""Every check of the books, run on one and the same moment of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from budgets.services.check import approvals, entries, log, reallocations, shown
from budgets.services.check.books import Books
from budgets.services.check.rules import Check, Result, look

CHECKS: tuple[Check, ...] = (
    *shown.CHECKS,
    *entries.CHECKS,
    *reallocations.CHECKS,
    *approvals.CHECKS,
    *log.CHECKS,
)


def check_books() -> list[Result]:
    """What each check looked at and found."""
    with _one_moment():
        books = Books()
        return [look(check, books) for check in CHECKS]


@contextmanager
def _one_moment() -> Iterator[None]:
    """So that what is posted between two readings is in none of them.

    PostgreSQL is asked for it; inside a transaction of the caller's it cannot be.
    """
    is_ours = not connection.in_atomic_block
    with transaction.atomic():
        if is_ours and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
