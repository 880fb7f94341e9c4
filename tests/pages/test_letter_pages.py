"""The letter on its page and as files, and the letter head that a unit keeps."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from activities.document.pdf import PdfUnavailable
from inquiries.document.files import rendered
from inquiries.models import Sender, Signatory
from inquiries.services.clearance import clear
from inquiries.services.drafts import reply_of
from partnership.models import AuditEntry
from tests.inquiries.letters import submitted, written
from tests.pages.html import error_at, main_text
from tests.pages.inquiry_world import InquiryWorld


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    monkeypatch.setattr("inquiries.document.files.pdf_of", lambda html: html.encode())


@pytest.fixture
def inquiry(desks: InquiryWorld):
    return desks.here.inquiry


@pytest.fixture
def drafter(desks, log_in):
    return log_in(desks.people["drafter"])


@pytest.fixture
def approver(desks, log_in):
    return log_in(desks.people["approver"])


def address(name: str, inquiry) -> str:
    return reverse(name, args=[inquiry.year, inquiry.number])


def head(name: str, desks: InquiryWorld, *more) -> str:
    return reverse(name, args=[desks.here.unit.uuid, *more])


def test_the_preview_says_what_the_letter_lacks(drafter, inquiry):
    reply_of(inquiry).answers.update(body="")
    text = main_text(drafter.get(address("letter", inquiry)))
    assert "Udkast" in text
    assert "Skriv brevets dato." in text
    assert "Spørgsmål 1 har intet svar endnu." in text


def test_the_preview_has_one_heading_of_the_first_level_and_no_gap_below(drafter, inquiry):
    reply_of(inquiry).answers.update(body="<h3>Historik</h3><p>Ja.</p>")
    page = BeautifulSoup(drafter.get(address("letter", inquiry)).content, "html.parser").main
    levels = [int(tag.name[1]) for tag in page.find("article").find_all(["h1", "h2", "h3", "h4"])]
    assert levels == [1, 2, 2, 3]


def test_a_cleared_letter_is_shown_as_it_is_stored(desks, log_in, inquiry):
    from_tree = _clear(desks, inquiry)
    desks.here.unit.signatories.update(name="En anden", version=2)
    text = main_text(log_in(desks.people["drafter"]).get(address("letter", inquiry)))
    assert "En anden" not in text
    assert from_tree in text
    assert "Skriv brevets dato." not in text


def _clear(desks, inquiry) -> str:
    """Clear the letter; the name of who signs it."""
    drafter, approver = desks.people["drafter"], desks.people["approver"]
    reply = written(inquiry, drafter)
    submitted(reply, drafter, approver)
    made = rendered(reply)
    clear(reply, by=approver, rendered=made, seen=made.sha256)
    return reply.signatory.name


def test_the_page_of_the_inquiry_leads_to_the_letter(drafter, inquiry):
    page = drafter.get(address("inquiry", inquiry)).content.decode()
    for name in ("letter", "letter_pdf", "letter_docx"):
        assert f'href="{address(name, inquiry)}"' in page


@pytest.mark.parametrize(
    ("name", "ending", "begins"), [("letter_pdf", "pdf", b"<!doc"), ("letter_docx", "docx", b"PK")]
)
def test_the_files_are_named_after_the_number(name, ending, begins, drafter, inquiry):
    answer = drafter.get(address(name, inquiry))
    assert answer.content.startswith(begins)
    assert f'filename="Svar-{inquiry.designation}-udkast.{ending}"' in answer["Content-Disposition"]


def test_a_missing_library_is_said_on_the_page_of_the_inquiry(drafter, inquiry, monkeypatch):
    def refuse(html):
        raise PdfUnavailable("Pango mangler")

    monkeypatch.setattr("inquiries.document.files.pdf_of", refuse)
    answer = drafter.get(address("letter_pdf", inquiry), follow=True)
    assert "Pango mangler" in answer.content.decode()


# The letter head of the unit


def test_a_sender_block_is_added_as_it_is_printed(approver, desks):
    url = head("letterhead_add", desks, "sender")
    sent = {"seen": "1", "title": " Direktionen ", "website": "https://www.kk.dk/"}
    approver.post(url, {**sent, "address": "  Rådhuset\n\n1599  København V "})
    row = Sender.objects.latest("pk")
    assert (row.title, row.website) == ("Direktionen", "www.kk.dk")
    assert row.address == "Rådhuset\n1599 København V"


def test_what_is_sent_twice_is_added_once(approver, desks):
    url = head("letterhead_add", desks, "signatory")
    sent = {"seen": "1", "name": "Astrid", "title": "Konstitueret direktør"}
    sent["identity"] = "11111111-1111-4111-8111-111111111111"
    for _time in range(2):
        approver.post(url, sent)
    assert Signatory.objects.filter(name="Astrid").count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", " "),
        ("website", "javascript:alert(1)"),
        ("website", "kk dk"),
        ("address", "\n".join("abcdefghi")),
        ("address", "x" * 61),
    ],
)
def test_what_a_letter_has_no_room_for_is_refused_beside_the_field(field, typed, approver, desks):
    sent = {"seen": "1", "title": "Direktionen", "address": "", "website": ""}
    answer = approver.post(head("letterhead_add", desks, "sender"), {**sent, field: typed})
    assert answer.status_code == 422
    assert error_at(answer, field)


def test_of_two_who_edit_a_signatory_none_overwrites_the_other(approver, desks):
    row = desks.here.unit.signatories.first()
    url = head("letterhead_edit", desks, "signatory", row.uuid)
    approver.post(url, {"seen": "1", "name": "Astrid", "title": "Direktør"})
    answer = approver.post(url, {"seen": "1", "name": "Berit", "title": "Direktør"})
    row.refresh_from_db()
    assert answer.status_code == 409
    assert row.name == "Astrid"


def test_a_removed_row_is_offered_no_more_and_can_be_put_back(approver, desks):
    row = desks.here.unit.signatories.first()
    approver.post(head("letterhead_remove", desks, "signatory", row.uuid), {"seen": "1"})
    assert not desks.here.unit.signatories.standing().exists()
    approver.post(head("letterhead_restore", desks, "signatory", row.uuid))
    assert desks.here.unit.signatories.standing().get() == row


def test_a_row_changed_since_it_was_seen_is_not_removed(approver, desks):
    row = desks.here.unit.signatories.first()
    Signatory.objects.filter(pk=row.pk).update(version=2)
    url = head("letterhead_remove", desks, "signatory", row.uuid)
    assert approver.post(url, {"seen": "1"}).status_code == 409
    assert desks.here.unit.signatories.standing().exists()


def test_who_edits_a_row_that_is_gone_keeps_what_was_typed(approver, desks):
    row = desks.here.unit.signatories.first()
    approver.post(head("letterhead_remove", desks, "signatory", row.uuid), {"seen": "1"})
    url = head("letterhead_edit", desks, "signatory", row.uuid)
    answer = approver.post(url, {"seen": "1", "name": "Berit", "title": "Direktør"})
    assert answer.status_code == 409
    assert 'value="Berit"' in answer.content.decode()


def test_every_change_of_the_letter_head_is_logged(approver, desks):
    row = desks.here.unit.senders.standing().first()
    approver.post(head("letterhead_edit", desks, "sender", row.uuid), {"seen": "1", "title": "Ny"})
    approver.post(head("letterhead_remove", desks, "sender", row.uuid), {"seen": "2"})
    actions = AuditEntry.objects.order_by("-pk").values_list("action", flat=True)[:2]
    assert list(actions) == ["inquiries.sender.remove", "inquiries.sender.edit"]


def test_a_drafter_sees_the_letter_head_and_why_it_is_not_changed(drafter, desks):
    text = main_text(drafter.get(head("letterhead", desks)))
    assert "Direktionen" in text
    assert "Kun de, der godkender svar i KFF" in text


def test_there_is_no_third_list(approver, desks):
    assert approver.get(head("letterhead_add", desks, "poem")).status_code == 404
