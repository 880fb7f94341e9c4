"""The Word file says what the tree says, with real headings, lists and language."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.document.tree import Heading, ItemList, LineBreak, ListItem, Paragraph, Span
from inquiries.document.word import letter_docx
from inquiries.document.words import plain_lines
from tests.inquiries.letter_samples import EMPTY, FULL, SHORT, item, long_letter, numbered


def opened(letter, **how):
    return docx.Document(io.BytesIO(letter_docx(letter, **how)))


def text_of(word) -> str:
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


def styled(word, name: str) -> list[str]:
    return [p.text for p in word.paragraphs if p.style.name == name]


def places(word) -> Iterator[tuple[str, int, int]]:
    """The text of each list item, with the number of its list and its depth."""
    for paragraph in word.paragraphs:
        number = paragraph._p.find(f".//{qn('w:numPr')}")
        if number is not None:
            yield paragraph.text, number.numId.val, number.ilvl.val


@pytest.mark.parametrize("letter", [SHORT, FULL, EMPTY, long_letter()])
def test_the_text_is_the_trees_in_its_order(letter):
    assert text_of(opened(letter)) == "\n".join(plain_lines(letter))


TEXTS = st.text("a\u00e6\u00d8<&>\u0301\U0001f642\u2013 ", min_size=1, max_size=9)
INLINES = st.builds(Span, TEXTS, st.booleans(), st.booleans()) | st.builds(LineBreak)
PARAGRAPHS = st.builds(Paragraph, st.lists(INLINES, min_size=1, max_size=4).map(tuple))
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda blocks: st.builds(
        ItemList,
        st.booleans(),
        st.lists(
            st.builds(ListItem, st.lists(blocks, min_size=1, max_size=3).map(tuple)),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCKS | st.builds(Heading, st.just(3), TEXTS), max_size=5).map(tuple))
def test_the_text_of_any_answer_is_the_trees(blocks):
    letter = replace(SHORT, questions=(replace(SHORT.questions[0], answer=blocks),))
    assert text_of(opened(letter)) == "\n".join(plain_lines(letter))


def test_headings_are_real():
    word = opened(FULL)
    assert styled(word, "Heading 1") == [FULL.title]
    assert styled(word, "Heading 2")[:2] == ["Spørgsmål 1", "Svar på spørgsmål 1"]
    assert styled(word, "Heading 3") == ["Historik"]


def test_lists_are_real_and_know_how_deep_they_stand():
    found = [(text, depth) for text, _number, depth in places(opened(FULL))]
    assert found[:3] == [("Et møde i maj.", 0), ("En mail.", 0), ("Et svar.", 1)]
    assert [depth for _text, depth in found[3:]] == [0, 1, 1, 0, 0]


def test_bullets_and_numbers_have_the_styles_of_lists():
    word = opened(FULL)
    assert styled(word, "List Bullet") == ["Et møde i maj.", "En mail.", "Et svar."]
    assert styled(word, "List Number") == ["Først.", "Inde.", "Også.", "Så.", "Forfra."]
    assert styled(word, "List Continue") == ["Og et brev."]


def test_each_list_begins_at_one():
    word = opened(FULL)
    lists = {text: number for text, number, _depth in places(word)}
    assert len({lists[text] for text in ("Først.", "Inde.", "Forfra.")}) == 3
    assert lists["Først."] == lists["Så."]
    kept = word.part.numbering_part.numbering_definitions._numbering
    begun = kept.num_having_numId(lists["Forfra."]).lvlOverride_lst[0].find(qn("w:startOverride"))
    assert begun.val == 1


def test_a_list_in_a_list_of_the_deepest_kind_is_kept():
    deep = item("bund")
    for _depth in range(12):
        deep = item("trin", numbered(deep))
    letter = replace(SHORT, opening=(numbered(deep),))
    assert max(depth for _text, _number, depth in places(opened(letter))) == 8


def test_everything_is_danish():
    content = zipfile.ZipFile(io.BytesIO(letter_docx(FULL)))
    said = b"".join(content.read(name) for name in content.namelist())
    assert set(re.findall(rb'<w:lang [^>]*w:val="([^"]*)"', said)) == {b"da-DK"}
    assert b"en-US" not in said


def test_the_file_names_itself():
    told = opened(FULL).core_properties
    assert (told.title, told.author) == (FULL.title, "Kultur- og Fritidsforvaltningen")
    assert (told.language, told.subject, told.comments) == ("da-DK", "2024-1", "")
    assert told.created.replace(tzinfo=None) == datetime(2024, 12, 2)


def test_a_title_longer_than_the_format_takes_is_whole_in_the_text():
    letter = replace(SHORT, title="Spørgsmål om " + "meget " * 60)
    word = opened(letter)
    assert len(word.core_properties.title) == 255
    assert styled(word, "Heading 1") == [letter.title]


def test_the_side_column_is_a_frame_whose_lines_stand_after_the_recipient():
    word = opened(SHORT)
    assert styled(word, "Letter side")[0] == "2. december 2024"
    assert word.styles["Letter side"].element.pPr.find(qn("w:framePr")) is not None
    assert [p.style.name for p in word.paragraphs[:2]] == ["Normal", "Letter side"]


def test_links_lead_where_the_letter_says():
    links = [link.address for p in opened(FULL).paragraphs for link in p.hyperlinks]
    assert links == ["https://www.kk.dk", "https://example.dk/side?a=1&b=2"]


def test_emphasis_is_kept():
    runs = [run for p in opened(FULL).paragraphs for run in p.runs]
    assert "fed" in [run.text for run in runs if run.bold]
    assert "kursiv" in [run.text for run in runs if run.italic]


def test_the_same_letter_is_the_same_bytes():
    assert letter_docx(FULL) == letter_docx(FULL)
    assert letter_docx(FULL) != letter_docx(FULL, is_draft=True)


def test_no_time_of_the_making_is_in_the_file():
    content = zipfile.ZipFile(io.BytesIO(letter_docx(SHORT)))
    assert {told.date_time[0] for told in content.infolist()} == {1980}


def test_a_draft_says_so_at_the_top_of_every_page():
    [section] = opened(SHORT, is_draft=True).sections
    assert section.header.paragraphs[0].text == "UDKAST \u2013 ikke godkendt"
    [section] = opened(SHORT).sections
    assert section.header.is_linked_to_previous


def test_characters_that_no_file_can_hold_are_left_out():
    letter = replace(SHORT, title="Om\x0b lys\x00")
    assert styled(opened(letter), "Heading 1") == ["Om lys"]
