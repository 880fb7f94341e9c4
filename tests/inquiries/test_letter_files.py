"""A letter's files: the bytes that were cleared for ever, the draft with its mark until then."""

import io
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from inquiries.document.build import letter_of
from inquiries.document.files import document_to_show, file_of, rendered
from inquiries.document.storage import to_json
from inquiries.models import Inquiry, Letter
from inquiries.services.clearance import LetterChanged, clear, return_to_draft
from inquiries.services.drafts import edit_reply, reply_of
from tests import inquiry_factories
from tests.inquiries.letters import submitted, written

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def approver(unit):
    return inquiry_factories.make_approver(unit)


@pytest.fixture
def reply(unit, drafter):
    return written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)


@pytest.fixture
def letter(reply, drafter, approver) -> Letter:
    submitted(reply, drafter, approver)
    made = rendered(reply)
    return clear(reply, by=approver, rendered=made, seen=made.sha256)


def words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_draft_is_made_as_it_reads_and_marked(reply):
    made = file_of(reply, "pdf")
    assert made.name == f"Svar-{reply.inquiry.designation}-udkast.pdf"
    assert "UDKAST" in words(made.content)
    assert "Ja." in words(made.content)


def test_a_draft_in_word_is_marked_too(reply):
    made = file_of(reply, "docx")
    [section] = docx.Document(io.BytesIO(made.content)).sections
    assert "UDKAST" in section.header.paragraphs[0].text


def test_what_is_rendered_for_a_clearance_has_no_mark(reply):
    made = rendered(reply)
    assert "UDKAST" not in words(made.pdf)
    assert made.content == to_json(letter_of(reply))


def test_what_is_rendered_twice_has_one_hash(reply):
    assert rendered(reply).sha256 == rendered(reply).sha256


def test_the_letter_that_is_cleared_is_the_file(letter, reply):
    assert bytes(letter.pdf) == file_of(reply, "pdf").content
    assert bytes(letter.docx) == file_of(reply, "docx").content
    assert file_of(reply, "pdf").name == f"Svar-{reply.inquiry.designation}.pdf"


def test_a_cleared_letter_keeps_its_bytes_whatever_changes(letter, reply, unit, monkeypatch):
    before = file_of(reply, "pdf"), file_of(reply, "docx"), document_to_show(reply)[0]
    unit.signatories.update(name="En anden", version=2)
    unit.senders.update(title="Et andet kontor", version=2)
    Inquiry.objects.update(subject="noget andet", version=9)
    monkeypatch.setattr("inquiries.document.files.letter_html", lambda letter, **how: "<p>Ny")
    after = file_of(reply, "pdf"), file_of(reply, "docx"), document_to_show(reply)[0]
    assert after == before
    assert Letter.objects.get().sha256 == letter.sha256


def test_a_letter_that_is_returned_is_a_draft_again(letter, reply, drafter):
    return_to_draft(reply, by=drafter, reason="Et ord er forkert.")
    assert file_of(reply, "pdf").is_draft
    assert document_to_show(reply)[1] is None


def test_a_signatory_who_changes_meanwhile_keeps_the_letter_from_clearance(
    reply, drafter, approver, unit
):
    submitted(reply, drafter, approver)
    seen = rendered(reply).sha256
    unit.signatories.update(title="Konstitueret direktør", version=2)
    with pytest.raises(LetterChanged):
        clear(reply, by=approver, rendered=rendered(reply), seen=seen)


def test_the_date_of_the_letter_is_in_the_draft_at_once(unit, drafter):
    reply = reply_of(inquiry_factories.make_inquiry(unit, by=drafter))
    edit_reply(reply, seen=reply.version, by=drafter, letter_date=date(2024, 12, 2))
    assert "2. december 2024" in words(file_of(reply, "pdf").content)
