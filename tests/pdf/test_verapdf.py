"""veraPDF's word on every kind of plan we print."""

from datetime import date

import pytest
from django.utils import timezone

from activities.document.build import build
from activities.document.pdf import render_pdf
from budgets.exports.changes import changes_pdf
from budgets.services.changes import changes_between
from inquiries.document.files import letter_pdf
from tests.inquiries.letter_samples import EMPTY, FULL, SHORT, long_letter
from tests.verapdf import validate

pytestmark = [pytest.mark.verapdf, pytest.mark.pdf]


def test_every_plan_is_pdf_ua(demo_plan, empty_plan, full_plan, tmp_path):
    paths = []
    for plan in (demo_plan, empty_plan, full_plan):
        path = tmp_path / f"{plan.pk}.pdf"
        path.write_bytes(render_pdf(build(plan)))
        paths.append(path)
    assert validate(paths) == {path: [] for path in paths}


def test_what_changed_in_a_budget_is_pdf_ua(demo_plan, empty_plan, tmp_path):
    paths = []
    for plan in (demo_plan, empty_plan):
        path = tmp_path / f"{plan.pk}.pdf"
        changes = changes_between(plan, date(2020, 1, 1), timezone.localdate())
        path.write_bytes(changes_pdf(changes))
        paths.append(path)
    assert validate(paths) == {path: [] for path in paths}


def test_every_letter_is_pdf_ua(tmp_path):
    paths = []
    for number, letter in enumerate((SHORT, FULL, EMPTY, long_letter())):
        for is_draft in (True, False):
            path = tmp_path / f"{number}-{is_draft}.pdf"
            path.write_bytes(letter_pdf(letter, is_draft=is_draft))
            paths.append(path)
    assert validate(paths) == {path: [] for path in paths}
