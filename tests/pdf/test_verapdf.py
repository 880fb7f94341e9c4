"""veraPDF's word on every kind of plan we print."""

import pytest

from activities.document.build import build
from activities.document.pdf import render_pdf
from tests.verapdf import validate

pytestmark = [pytest.mark.verapdf, pytest.mark.pdf]


def test_every_plan_is_pdf_ua(demo_plan, empty_plan, full_plan, tmp_path):
    paths = []
    for plan in (demo_plan, empty_plan, full_plan):
        path = tmp_path / f"{plan.pk}.pdf"
        path.write_bytes(render_pdf(build(plan)))
        paths.append(path)
    assert validate(paths) == {path: [] for path in paths}
