"""Where links in mails lead, as the environment tells it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SHOWN = "from partnership.settings import *; print(SITE_URL, DEFAULT_FROM_EMAIL, sep='|')"


def started(**environment: str) -> subprocess.CompletedProcess:
    """The settings read in production with these variables and no others."""
    needed = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "sqlite://:memory:"}
    return subprocess.run(
        [sys.executable, "-c", SHOWN],
        cwd=Path(settings.BASE_DIR),
        env={"PATH": os.environ["PATH"], **needed, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "address", "sender"),
    [
        ({"ALLOWED_HOSTS": "plan.dk,www.plan.dk"}, "https://plan.dk", "noreply@plan.dk"),
        ({"ALLOWED_HOSTS": ".plan.dk"}, "https://plan.dk", "noreply@plan.dk"),
        (
            {"ALLOWED_HOSTS": "*", "SITE_URL": "https://by.dk/"},
            "https://by.dk",
            "noreply@by.dk",
        ),
        ({"DEBUG": "1"}, "http://localhost:8000", "noreply@localhost"),
    ],
)
def test_the_address_follows_from_the_host_unless_it_is_set(environment, address, sender):
    done = started(**environment)
    assert done.stdout.strip() == f"{address}|Tryghedsplan <{sender}>", done.stderr


@pytest.mark.parametrize(
    "environment", [{"ALLOWED_HOSTS": "*"}, {"ALLOWED_HOSTS": "plan.dk", "SITE_URL": "plan.dk"}]
)
def test_an_address_that_leads_nowhere_is_refused_at_the_start(environment):
    done = started(**environment)
    assert done.returncode == 1
    assert "set SITE_URL" in done.stderr
