"""Plans to print: the demo's, an empty one and one with everything a text may hold."""

import pytest

from activities.choices import PartKind, SectionKind
from activities.models import SafetyPlan, Section
from partnership.richtext import from_plain
from tests import factories


@pytest.fixture
def empty_plan(db) -> SafetyPlan:
    return factories.make_plan()


@pytest.fixture
def full_plan(db) -> SafetyPlan:
    """One chapter with every construct, a note on a cell and a source cited twice."""
    plan = factories.make_plan()
    source = factories.make_source(plan, title="En rapport")
    chapter = factories.make_chapter(plan, title="Alt på én gang", is_new=True)
    other = factories.make_chapter(plan, title="Det andet")
    targets = {"kilde": source.uuid, "andet": other.activity.uuid}
    text = (
        "### Overskrift\n\nTekst med **fed**, *kursiv* og [link](https://example.dk/).[[kilde]]\n\n"
        "- punkt\n  - underpunkt\n- igen[[kilde]]\n\n1. først\n2. så, jf. [[andet]]"
    )
    body = from_plain(text, targets)
    Section.objects.filter(chapter=chapter, kind=SectionKind.PURPOSE).update(body=body)
    factories.make_row(chapter, PartKind.GOALS, group="Gruppe", title="Mål", body=body)
    line = factories.make_line(chapter, {2023: 40_000, 2024: 50_000}, label="Løn")
    factories.make_line(chapter, {2024: 7_000}, funder=factories.make_organisation("Fonden"))
    factories.make_note(chapter, scope="cell", line=line, year=2024, text="En note.")
    return plan
