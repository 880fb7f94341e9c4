"""Figures taken on PostgreSQL, in a process of its own, because the others are taken on SQLite."""

import os
import subprocess
import sys


def run_on_postgres(module: str) -> None:
    """Print the figures of a module of this package, or why there are none on this machine.

    The module's own name is the first that it says, once PostgreSQL has started.
    """
    python = [sys.executable, "-W", "ignore", "-m"]
    done = subprocess.run(
        [*python, "scripts.with_postgres", *python, f"tests.benchmarks.{module}"],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        capture_output=True,
        text=True,
    )
    print(done.stdout, end="", flush=True)
    if done.returncode and module not in done.stdout:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"{module} skipped: PostgreSQL does not start here ({reason})", flush=True)
    elif done.returncode:
        raise SystemExit(f"the benchmark {module} failed:\n{done.stderr}")
