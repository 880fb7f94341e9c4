"""Decisions a second with 16 deciders at once on PostgreSQL, over the same few lines."""

from tests.benchmarks.postgres import run_on_postgres


def run() -> None:
    run_on_postgres("decisions_at_once")
