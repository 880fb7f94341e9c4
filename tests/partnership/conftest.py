"""What several tests of the base app share."""

from pathlib import Path

import pytest

from tests.partnership.mailing import TEMPLATE


@pytest.fixture
def news(settings, tmp_path) -> Path:
    """The mail template that `mailing.tell` uses."""
    path = tmp_path / "mail" / "news.txt"
    path.parent.mkdir()
    path.write_text(TEMPLATE)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], tmp_path]}]
    return path
