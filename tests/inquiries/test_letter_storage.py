"""A stored letter loads for ever, and nothing else is read as one.

`letter_v1.json` is a letter in the first form that was ever stored. It is
never changed: what is stored in that form cannot change either.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from inquiries.document.files import letter_html
from inquiries.document.storage import letter_from_json, to_json
from inquiries.document.words import plain_lines
from tests.inquiries.letter_samples import EMPTY, FULL, SHORT, long_letter

SAMPLE = Path(__file__).with_name("letter_v1.json")
FIRST_NODES = {
    *("LetterDocument", "Recipient", "SideColumn", "CaseNumber", "SenderBlock"),
    *("AnsweredQuestion", "Correction", "Signature"),
    *("Heading", "Paragraph", "ItemList", "ListItem", "Span", "LineBreak", "CrossReference"),
}


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def types_in(data: Any) -> set[str]:
    if isinstance(data, list):
        return set().union(*map(types_in, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    return {data["type"]}.union(*map(types_in, data.values()))


def test_the_sample_has_every_node_of_the_first_form(stored):
    assert types_in(stored) == FIRST_NODES
    assert stored["schema"] == 1


def test_the_sample_loads(stored):
    letter = letter_from_json(stored)
    assert letter.signature.title == "Konstitueret direktør"
    assert [part.heading for part in letter.questions] == ["Spørgsmål 1", "Spørgsmål 2"]


@pytest.mark.parametrize("letter", [SHORT, FULL, EMPTY])
def test_what_is_printed_is_what_the_tree_says_in_its_order(letter):
    body = BeautifulSoup(letter_html(letter), "html.parser").body
    assert "".join(body.get_text().split()) == "".join("".join(plain_lines(letter)).split())


def test_what_a_letter_says_is_escaped():
    html = letter_html(replace(SHORT, title="<script>alert(1)</script>"))
    assert "<script>" not in html


@pytest.mark.parametrize("letter", [SHORT, FULL, EMPTY, long_letter()])
def test_a_letter_stored_and_read_is_the_same(letter):
    assert letter_from_json(json.loads(json.dumps(to_json(letter)))) == letter


@pytest.mark.parametrize("data", [{}, [], None, to_json(SHORT.side), {"type": "Document"}])
def test_what_is_no_letter_is_refused(data):
    with pytest.raises((ValueError, TypeError)):
        letter_from_json(data)
