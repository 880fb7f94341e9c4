"""The demo, served by the real server from a database file of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "tryghed-demo"


def _environment(database: Path) -> dict[str, str]:
    return os.environ | {
        "DEBUG": "1",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{database}",
    }


def manage(database: Path, *arguments: str) -> None:
    """Run manage.py on the database file."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=_environment(database), check=True, capture_output=True)


def make_demo(database: Path) -> Path:
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "load_demo")
    return database


def copied(database: Path, to: Path) -> Path:
    """A copy to change, with what the write-ahead log still holds."""
    for suffix in ("", "-wal", "-shm"):
        part = database.with_name(database.name + suffix)
        if part.exists():
            shutil.copy(part, to.with_name(to.name + suffix))
    return to


@contextmanager
def served(database: Path) -> Iterator[str]:
    """The address of a server on the database, stopped at the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with open(database.with_suffix(".log"), "wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=_environment(database), stdout=log, stderr=log
        )
    try:
        _await(f"http://localhost:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server of the browser tests did not start")
