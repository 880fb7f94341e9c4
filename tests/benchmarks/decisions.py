"""Decisions a second with 16 deciders at once on PostgreSQL, over the same few lines.

Taken in a process of its own, because the other figures are taken on SQLite.
"""

import os
import subprocess
import sys

#: The first that the process says once PostgreSQL has started.
STARTED = "decisions_at_once"


def run() -> None:
    """Print the figures, or why there are none on this machine."""
    python = [sys.executable, "-W", "ignore", "-m"]
    done = subprocess.run(
        [*python, "scripts.with_postgres", *python, "tests.benchmarks.decisions_at_once"],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        capture_output=True,
        text=True,
    )
    print(done.stdout, end="", flush=True)
    if done.returncode and STARTED not in done.stdout:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"{STARTED} skipped: PostgreSQL does not start here ({reason})", flush=True)
    elif done.returncode:
        raise SystemExit(f"the benchmark of decisions failed:\n{done.stderr}")
