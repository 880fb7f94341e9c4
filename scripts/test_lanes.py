"""Run the tests in lanes, two at a time, and name the lanes that this machine cannot run.

python -m scripts.test_lanes [LANE...]

Each lane is a pytest process of its own. What it says is printed whole when it ends. With
REQUIRE_ALL_LANES=1 a skipped lane is a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from tests import verapdf
from tests.browser import chromium

PYTEST = [sys.executable, "-m", "pytest", "--durations=10"]
AT_A_TIME = 2
#: What runs without a browser and without Java.
PLAIN = "not browser and not verapdf"


def always_runs() -> str:
    return ""


@dataclass(frozen=True)
class Lane:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # Why this machine cannot run it, or "".
    obstacle: Callable[[], str] = always_runs
    remedy: str = ""


@dataclass(frozen=True)
class Result:
    lane: Lane
    code: int
    seconds: float
    output: str


# The longest come first, and pages on SQLite have a lane of their own, so that both of the
# lanes that run at a time end at much the same moment.
LANES = [
    Lane(
        "postgresql",
        [*(sys.executable, "-m", "scripts.with_postgres"), *PYTEST, *("-m", PLAIN)],
    ),
    Lane(
        "browser",
        [*PYTEST, "-m", "browser"],
        # Playwright's synchronous calls run an event loop, which Django takes for async code.
        environment={"DJANGO_ALLOW_ASYNC_UNSAFE": "1"},
        obstacle=chromium.obstacle,
        remedy="apt-get install chromium libatomic1",
    ),
    Lane("pages", [*PYTEST, "-m", PLAIN, "tests/pages"]),
    Lane("sqlite", [*PYTEST, "-m", PLAIN, "--ignore=tests/pages"]),
    Lane(
        "verapdf",
        [*PYTEST, "-m", "verapdf"],
        obstacle=verapdf.obstacle,
        remedy="apt-get install default-jdk-headless libjaxb-java",
    ),
]


def environment(lane: Lane, folder: Path) -> dict[str, str]:
    """Settings for tests, the same on every machine; each lane has a folder to itself."""
    runtime = folder / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    return os.environ | {
        "DEBUG": "1",
        "SECRET_KEY": "test",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "TEST_DATABASE": str(folder / "test.sqlite3"),
        "XDG_RUNTIME_DIR": str(runtime),
        "LC_ALL": "C.UTF-8",
        "PYTEST_ADDOPTS": f"-o cache_dir=.pytest_cache/{lane.name} "
        + os.environ.get("PYTEST_ADDOPTS", ""),
        **lane.environment,
    }


def run(lane: Lane) -> Result:
    started = time.monotonic()
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    with tempfile.TemporaryDirectory(prefix=f"{lane.name}-") as folder:
        done = subprocess.run(
            lane.command + colour,
            env=environment(lane, Path(folder)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    return Result(lane, done.returncode, time.monotonic() - started, done.stdout)


def results(lanes: list[Lane]) -> Iterator[Result]:
    """Each lane's result, as it ends."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for future in as_completed([pool.submit(run, lane) for lane in lanes]):
            yield future.result()


def report(result: Result) -> None:
    print(f"\n===== {result.lane.name} =====\n{result.output.rstrip()}", flush=True)


def chosen(names: list[str]) -> list[Lane]:
    if unknown := set(names) - {lane.name for lane in LANES}:
        sys.exit(f"no such lane: {', '.join(sorted(unknown))}")
    return [lane for lane in LANES if lane.name in names or not names]


def main(names: list[str]) -> int:
    skipped = {lane.name: reason for lane in chosen(names) if (reason := lane.obstacle())}
    running = [lane for lane in chosen(names) if lane.name not in skipped]
    print(f"Running: {', '.join(lane.name for lane in running)}", flush=True)
    ended = []
    for result in results(running):
        report(result)
        ended.append(result)

    # A lane that finds no test (pytest's code 5) has failed like any other.
    print()
    for result in ended:
        verdict = "passed" if result.code == 0 else f"FAILED (exit code {result.code})"
        print(f"{result.lane.name}: {verdict} in {result.seconds:.0f} s")
    for lane in chosen(names):
        if lane.name in skipped:
            print(f"SKIPPED {lane.name}: {lane.remedy} ({skipped[lane.name]})")
    failed = any(result.code for result in ended)
    return int(failed or bool(skipped and os.environ.get("REQUIRE_ALL_LANES") == "1"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
