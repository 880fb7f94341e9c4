"""The memo of a reallocation: what it says in each state, and that it is accessible."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from budgets.choices import Stance
from budgets.memo import memo_pdf
from budgets.models import Reallocation
from budgets.services import decisions, reallocations
from budgets.services.hearings import make_statement
from tests import factories
from tests.verapdf import validate

pytestmark = pytest.mark.pdf


@pytest.fixture
def asked(cast) -> Reallocation:
    line = factories.make_line(cast.chapter, {2024: 100_000}, label="Lys")
    factories.approve(cast.plan)
    activity = cast.other_chapter.activity
    moves = [
        reallocations.Move(-30_000, line=line),
        reallocations.Move(30_000, activity=activity, new_label="Vagter & <lys>"),
    ]
    draft = reallocations.draft(
        cast.plan, by=cast.working_group, subject="Flere vagter", reason="Det\n\ner.", moves=moves
    )
    return factories.put_in_hearing(draft)


def approved(asked, cast) -> Reallocation:
    make_statement(asked, by=cast.steering_group, stance=Stance.REMARKS, text="Husk lyset.")
    link = factories.make_hearing_link(asked, cast.secretariat, name="Gitte", role="Gårdlauget")
    make_statement(link.reallocation, by=link, stance=Stance.SUPPORTS)
    seen = decisions.fingerprint(reallocations.leg_rows(asked))
    return decisions.approve(
        asked, by=cast.decider, seen=seen, reason="Held og lykke.", early_reason="Det haster."
    )


def text_of(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def test_it_says_before_and_after_the_statements_and_the_decision(cast, asked):
    text = text_of(memo_pdf(approved(asked, cast)))
    expected = ("100.000", "70.000", "+30.000", "Vagter & <lys>", "Husk lyset.", "Gårdlauget")
    expected += ("Held og lykke.", "Det haster.", cast.decider.name, "Beslutter")
    assert [words for words in expected if words not in text] == []
    assert "IKKE AFGJORT" not in text.upper()


def test_before_the_decision_it_is_marked(asked):
    assert "I HØRING" in text_of(memo_pdf(asked))


def test_it_fits_on_one_page_and_is_the_same_each_time(cast, asked):
    decided = approved(asked, cast)
    assert len(PdfReader(BytesIO(memo_pdf(decided))).pages) == 1
    assert memo_pdf(decided) == memo_pdf(decided)


def test_it_names_its_title_and_language(asked):
    reader = PdfReader(BytesIO(memo_pdf(asked)))
    assert "2024-01" in reader.metadata.title
    assert reader.root_object["/Lang"] == "da"


@pytest.mark.verapdf
def test_it_is_pdf_ua_in_every_state(cast, asked, tmp_path):
    draft = factories.make_reallocation(cast.plan, by=cast.working_group, subject="", reason="")
    paths = []
    for name, row in (("draft", draft), ("asked", asked), ("done", approved(asked, cast))):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(memo_pdf(row))
        paths.append(path)
    assert validate(paths) == {path: [] for path in paths}
