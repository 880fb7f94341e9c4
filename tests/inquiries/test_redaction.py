"""A copy for access: the names are nowhere in it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from activities.document.tree import ItemList, LineBreak, ListItem, Paragraph, Span
from inquiries.document.files import letter_pdf
from inquiries.document.redaction import names_in, occurrences, redacted
from inquiries.document.tree import (
    AnsweredQuestion,
    CaseNumber,
    LetterDocument,
    Recipient,
    SenderBlock,
    SideColumn,
    Signature,
)


def letter(*inlines, name: str = "Kim Raad") -> LetterDocument:
    """A letter to the name, with the runs as its answer."""
    answer = Paragraph(inlines or (Span("Ja."),))
    item = ItemList(False, (ListItem((answer,)),))
    return LetterDocument(
        number="2024-1",
        asked="2024-11-22",
        authority="Byen",
        recipient=Recipient(name, "Medlem"),
        side=SideColumn("2024-12-02", (CaseNumber("F2", "2024 - 1"),), SenderBlock(("Raadhuset",))),
        title=f"Spoergsmaal stillet af {name}",
        opening=(),
        questions=(AnsweredQuestion("Spoergsmaal", (Paragraph((Span("?"),)),), "Svar", (item,)),),
        closing=(),
        signature=Signature("Hilsen", "Dorte Direktoer", "Direktoer"),
    )


def answer_of(document: LetterDocument) -> tuple:
    block = document.questions[0].answer[0]
    assert isinstance(block, ItemList)
    paragraph = block.items[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


@pytest.mark.parametrize(
    "inlines",
    [
        (Span("Vi har talt med kim raad om det."),),
        (Span("Vi har talt med "), Span("Kim", strong=True), Span(" Raad"), Span(".")),
        (Span("Vi har talt med Kim"), LineBreak(), Span("Raad.")),
        (Span("Kim-Raads forslag"),),
        (Span("Skriv", href="mailto:kim.raad@example.dk"),),
    ],
)
def test_a_name_is_found_however_it_is_written(inlines):
    document = letter(*inlines, name="En anden")
    assert occurrences(redacted(document, ["Kim Raad"]), ["Kim Raad"]) == 0
    assert occurrences(redacted(document, ["Kim Raad"]), ["kim"]) == 0


def test_what_is_no_name_stays():
    runs = (Span("Kims kimcha og "), Span("raadet", em=True))
    assert answer_of(redacted(letter(*runs), ["Kim Raad"])) == runs


def test_a_name_inside_a_word_stays():
    runs = (Span("Kommunikation"),)
    assert answer_of(redacted(letter(*runs), ["Kation"])) == runs


def test_one_mark_stands_for_a_name_in_two_runs():
    runs = (Span("Af "), Span("Kim", strong=True), Span(" Raad her"))
    texts = [run.text for run in answer_of(redacted(letter(*runs), ["Kim Raad"]))]
    assert texts == ["Af ", "[udeladt]", " her"]


def test_the_names_are_in_neither_text_nor_metadata_of_the_file():
    reader = PdfReader(BytesIO(letter_pdf(redacted(letter(), ["Kim Raad"]))))
    told = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    told += str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())
    assert "Raad" not in told.replace("Raadhuset", "")
    assert "udeladt" in told


def test_lines_are_names_the_longest_first():
    assert names_in(" Kim \n\nKim  Raad\n") == ["Kim Raad", "Kim"]


@given(
    st.lists(st.text("ab Kimraad.-", max_size=12), min_size=1, max_size=6),
    st.sampled_from(["Kim Raad", "a b", "Kim"]),
)
def test_after_striking_out_nothing_is_found(texts, name):
    document = letter(*(Span(text) for text in texts), name="En anden")
    assert occurrences(redacted(document, [name]), [name]) == 0
