"""python -m tests.benchmarks: pages, PDF, decisions and letters, against plain alternatives."""

import os
import sys
import tempfile
from pathlib import Path

os.environ |= {
    "DEBUG": "1",
    "ALLOWED_HOSTS": "testserver",
    "DJANGO_SETTINGS_MODULE": "partnership.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{Path(FOLDER.name) / 'db.sqlite3'}"

import django  # noqa: E402

django.setup()

from tests.benchmarks import autosave, decisions, letters, matrix, pages, pdf  # noqa: E402


def main() -> int:
    plan = pages.prepare()
    autosave.run()
    pages.run(plan)
    matrix.run()
    decisions.run()
    letters.run()
    pdf.run(plan, Path(FOLDER.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
