"""The search for earlier answers among 5,000 letters against the same among 50, on PostgreSQL."""

from tests.benchmarks.postgres import run_on_postgres


def run() -> None:
    run_on_postgres("letters_searched")
