"""manage.py export_reply: a letter by its running number, on the server."""

import io
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from activities.document.pdf import PdfUnavailable
from inquiries.services.dispatch import correct
from inquiries.services.drafts import reply_of
from partnership.models import AuditEntry
from tests import inquiry_factories
from tests.inquiries.letters import sent_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry():
    return inquiry_factories.make_inquiry(inquiry_factories.make_unit())


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    monkeypatch.setattr("inquiries.document.files.pdf_of", lambda html: html.encode())


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_reply", *arguments, stdout=out)
    return out.getvalue()


def test_a_draft_is_written_with_its_mark(inquiry, tmp_path):
    path = tmp_path / "brev.pdf"
    assert "draft, not cleared" in run(inquiry.designation, "--output", str(path))
    assert "UDKAST" in path.read_text()


@pytest.fixture
def letter(inquiry):
    """Sent."""
    unit = inquiry.unit
    people = inquiry_factories.make_drafter(unit), inquiry_factories.make_approver(unit)
    return sent_letter(unit, *people)


def test_a_cleared_letter_is_written_as_it_is_stored(letter, tmp_path):
    path = tmp_path / "brev.pdf"
    assert "cleared letter" in run(letter.reply.inquiry.designation, "--output", str(path))
    assert path.read_bytes() == bytes(letter.pdf)


def test_while_a_correction_is_written_the_letter_that_was_sent_is_exported(letter, tmp_path):
    drafter = inquiry_factories.make_drafter(letter.reply.inquiry.unit)
    correct(letter.reply.inquiry, by=drafter, reason="Et tal var forkert.")
    path = tmp_path / "brev.pdf"
    run(letter.reply.inquiry.designation, "--output", str(path))
    assert path.read_bytes() == bytes(letter.pdf)


@pytest.mark.parametrize("how", [["brev.docx"], ["brev.docx", "--format", "docx"], ["BREV.DOCX"]])
def test_a_word_file_is_written(how, inquiry, tmp_path):
    path = tmp_path / how[0]
    run(inquiry.designation, "--output", str(path), *how[1:])
    assert docx.Document(str(path)).core_properties.subject == inquiry.designation


def test_the_list_has_a_line_for_each_with_subject_and_state(inquiry):
    inquiry_factories.make_inquiry(inquiry.unit, subject="bænke")
    assert run("--list").splitlines() == [
        f"2024-1 lys paa pladsen ({inquiry.get_state_display()})",
        f"2024-2 bænke ({inquiry.get_state_display()})",
    ]


def test_a_confidential_one_is_listed_without_its_subject(inquiry):
    secret = inquiry_factories.make_inquiry(inquiry.unit, subject="hemmeligt", confidential=True)
    listed = run("--list")
    assert f"{secret.designation} fortrolig (" in listed
    assert "hemmeligt" not in listed


def test_a_confidential_one_is_exported_by_its_number_and_that_is_logged(inquiry, tmp_path):
    secret = inquiry_factories.make_inquiry(inquiry.unit, subject="hemmeligt", confidential=True)
    path = tmp_path / "brev.pdf"
    run(secret.designation, "--output", str(path))
    assert "hemmeligt" in path.read_text()
    assert AuditEntry.objects.filter(action="inquiries.inquiry.export").count() == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Name the running number"),
        (("2024-1",), "--output letter.pdf"),
        (("2024-99", "--output", "x.pdf"), "There is no council question 2024-99"),
        (("svar", "--output", "x.pdf"), "svar is not a running number"),
        (("2024-1\n", "--output", "x.pdf"), "is not a running number"),
    ],
)
def test_what_is_missing_or_unknown_is_said(arguments, words, inquiry, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=words):
        run(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(inquiry, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(inquiry.designation, "--output", str(tmp_path / "væk" / "brev.pdf"))


def test_a_missing_library_is_said(inquiry, tmp_path, monkeypatch):
    def refuse(html):
        raise PdfUnavailable("Pango mangler")

    monkeypatch.setattr("inquiries.document.files.pdf_of", refuse)
    with pytest.raises(CommandError, match="Pango mangler"):
        run(inquiry.designation, "--output", str(tmp_path / "brev.pdf"))
    assert not Path(tmp_path / "brev.pdf").exists()


def test_a_reply_has_its_letter_before_anything_is_written(inquiry, tmp_path):
    reply = reply_of(inquiry)
    reply.sender = reply.signatory = None
    reply.save(update_fields=["sender", "signatory"])
    path = tmp_path / "brev.pdf"
    run(inquiry.designation, "--output", str(path))
    assert "Med venlig hilsen" in path.read_text()
