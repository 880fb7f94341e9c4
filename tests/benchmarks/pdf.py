"""Our plan as PDF/UA against headless Chromium printing the same HTML."""

import resource
import statistics
from pathlib import Path

from django.conf import settings

from activities.document.build import build
from activities.document.pdf import render_html, render_pdf
from activities.models import SafetyPlan
from tests.benchmarks.measure import paired, seconds, tell
from tests.browser import chromium


def run(plan: SafetyPlan, folder: Path) -> None:
    document = build(plan)
    times = [seconds(lambda: build(plan)) for _ in range(5)]
    tell("document_build", statistics.median(times) * 1000, "ms")
    if reason := chromium.obstacle():
        raise SystemExit(f"the PDF benchmark needs Chromium: {reason}")
    source = folder / "plan.html"
    static = f"file://{settings.BASE_DIR / 'static'}/"
    source.write_text(render_html(document).replace(settings.STATIC_URL, static))
    with chromium.launched() as browser:
        page = browser.new_page()

        def print_in_chromium() -> None:
            page.goto(source.as_uri())
            page.pdf(path=folder / "chromium.pdf", format="A4", tagged=True)

        ours, theirs, ratio = paired(lambda: render_pdf(document), print_in_chromium, pairs=5)
    tell("plan_pdf", ours, "s")
    tell("plan_pdf_chromium", theirs, "s")
    tell("plan_pdf_vs_chromium", ratio, "ratio")
    tell("plan_pdf_peak_memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
