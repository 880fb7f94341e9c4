"""A letter in print: what is heard in which order, what every page says, the same bytes."""

import io

import pytest
from pypdf import PdfReader

from inquiries.document.files import letter_pdf
from inquiries.document.words import plain_lines, side_lines
from tests.inquiries.letter_samples import EMPTY, FULL, SHORT, long_letter
from tests.pdf.tagged import Tagged

pytestmark = pytest.mark.pdf


def heard(pdf: bytes) -> str:
    """The text in the order of the structure tree, without spaces and hyphens at line ends."""
    return squeezed(Tagged(pdf).heard())


def squeezed(text: str) -> str:
    return "".join(text.replace("\u00ad", "").replace("\u2010", "").split())


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_side_column_is_heard_between_recipient_and_title():
    side = "".join(side_lines(SHORT.side))
    expected = f"{SHORT.recipient.name}{SHORT.recipient.office}{side}{SHORT.title}"
    assert heard(letter_pdf(SHORT)).startswith(squeezed(expected))


def test_the_side_column_stands_at_the_right_of_the_text():
    at: dict[str, float] = {}

    def seen(text, _matrix, place, _font, _size):
        at.setdefault(text.strip(), place[4])

    [page] = PdfReader(io.BytesIO(letter_pdf(SHORT))).pages
    page.extract_text(visitor_text=seen)
    assert at["2024-0411360"] > at["Holdes der et møde?"] + 300


def test_a_letter_is_heard_whole_and_once():
    """Each number of a list and each bullet is heard beside what the tree says."""
    said = heard(letter_pdf(FULL))
    places = [said.find(squeezed(line)) for line in plain_lines(FULL)]
    assert -1 not in places
    assert places == sorted(places)


def test_the_page_number_and_the_mark_of_a_draft_are_not_heard():
    pdf = letter_pdf(SHORT, is_draft=True)
    assert "1 / 1" in pages(pdf)[0]
    assert "UDKAST" in pages(pdf)[0]
    assert heard(pdf) == squeezed("".join(plain_lines(SHORT)))


def test_every_page_of_a_draft_says_so():
    found = pages(letter_pdf(long_letter(), is_draft=True))
    assert len(found) > 3
    assert all("UDKAST" in page for page in found)


def test_no_page_of_a_letter_that_is_cleared_says_draft():
    assert not any("UDKAST" in page for page in pages(letter_pdf(long_letter())))


def test_the_side_column_stands_on_the_first_page_alone():
    found = pages(letter_pdf(long_letter()))
    assert ["2024-0411360" in page for page in found] == [True] + [False] * (len(found) - 1)


def test_headings_are_real():
    root = PdfReader(io.BytesIO(letter_pdf(FULL)))
    assert [item.title for item in root.outline if not isinstance(item, list)] == [FULL.title]


def test_the_file_names_itself_and_its_language():
    reader = PdfReader(io.BytesIO(letter_pdf(SHORT)))
    assert (reader.metadata.title, reader.metadata.author) == (SHORT.title, SHORT.authority)
    assert reader.root_object["/Lang"] == "da"


@pytest.mark.parametrize("letter", [SHORT, EMPTY])
def test_the_same_letter_is_the_same_bytes(letter):
    assert letter_pdf(letter) == letter_pdf(letter)
