"""What belongs to a case: its files, who may read it, its package, and the yearly account."""

import csv
import json
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from inquiries.exports.package import package
from inquiries.models import Attachment, Inquiry
from inquiries.services.account import account_of
from inquiries.services.attachments import LARGEST, attach, attach_all, clean_name
from inquiries.services.confidentiality import note_seen, set_confidential, was_seen_by
from inquiries.services.dispatch import correct, dispatch
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import withdraw
from partnership.models import AuditEntry
from tests import factories, inquiry_factories
from tests.inquiries.letters import cleared, sent_letter, submitted, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit, "Dora")


@pytest.fixture
def inquiry(unit, drafter):
    return inquiry_factories.make_inquiry(unit, by=drafter)


def add(inquiry: Inquiry, by, name: str = "brev.pdf", content: bytes = b"%PDF") -> Attachment:
    return attach(inquiry, name=name, content=content, content_type="application/pdf", by=by)


def test_a_file_is_kept_as_it_came(inquiry, drafter):
    kept = add(inquiry, drafter)
    assert bytes(kept.content) == b"%PDF"
    assert kept.sha256 == sha256(b"%PDF").hexdigest()


def test_the_same_file_sent_twice_is_kept_once(inquiry, drafter):
    assert add(inquiry, drafter) == add(inquiry, drafter)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\brev.pdf", "brev.pdf"),
        ("brev\u202efdp.exe", "brevfdp.exe"),
        ('a"b\r\n.txt', "ab.txt"),
        ("...", "Fil"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_file_name_leads_nowhere_and_hides_nothing(name, kept):
    assert clean_name(name) == kept


@pytest.mark.parametrize("content", [b"", b"x" * (LARGEST + 1)])
def test_an_empty_or_a_too_large_file_is_refused(content, inquiry, drafter):
    with pytest.raises(InquiryRefused):
        add(inquiry, drafter, content=content)


def test_of_several_files_all_are_kept_or_none(inquiry, drafter, monkeypatch):
    class File(BytesIO):
        name, content_type = "a.txt", "text/plain"

    with pytest.raises(InquiryRefused):
        attach_all(inquiry, [File(b"a"), File(b"")], by=drafter)
    assert not Attachment.objects.exists()


def test_a_confidential_inquiry_is_seen_by_those_named_only(unit, inquiry, drafter):
    other, third = inquiry_factories.make_drafter(unit), inquiry_factories.make_drafter(unit)
    set_confidential(inquiry, confidential=True, readers=[other], by=drafter)
    seen = [Inquiry.objects.visible_to(user).exists() for user in (drafter, other, third)]
    assert seen == [True, True, False]


def test_who_makes_it_confidential_stays_among_the_readers(inquiry, drafter):
    set_confidential(inquiry, confidential=True, readers=[], by=drafter)
    assert Inquiry.objects.visible_to(drafter).exists()


def test_nobody_outside_the_unit_is_named(inquiry, drafter):
    with pytest.raises(InquiryRefused):
        set_confidential(inquiry, confidential=True, readers=[factories.make_user()], by=drafter)


def test_a_reading_is_logged_once_an_hour(inquiry, drafter):
    set_confidential(inquiry, confidential=True, readers=[], by=drafter)
    inquiry.refresh_from_db()
    for _ in range(2):
        note_seen(inquiry, by=drafter)
    assert [line.actor_name for line in was_seen_by(inquiry)] == ["Dora"]


def test_the_log_of_a_confidential_inquiry_never_tells_its_subject(unit, drafter):
    inquiry = inquiry_factories.make_inquiry(
        unit, "Hvem er Ole?", by=drafter, confidential=True, subject="Oles sag"
    )
    written(inquiry, drafter)
    inquiry_factories.make_remark(inquiry, drafter)
    lines = AuditEntry.objects.all()
    actions = {"inquiries.inquiry.register", "inquiries.reply.edit", "inquiries.remark.add"}
    assert actions <= set(lines.values_list("action", flat=True))
    assert not [line for line in lines if "Ole" in line.object_name]


def test_the_log_names_every_inquiry_by_its_number_since_it_may_become_confidential(inquiry):
    line = AuditEntry.objects.get(action="inquiries.inquiry.register")
    assert line.object_name == inquiry.designation


@pytest.fixture
def letter(unit, drafter):
    return sent_letter(unit, drafter, inquiry_factories.make_approver(unit))


def opened(inquiry: Inquiry) -> dict[str, bytes]:
    with ZipFile(BytesIO(package(inquiry))) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def test_a_package_holds_the_letter_that_was_sent(letter):
    inquiry = letter.reply.inquiry
    files = opened(inquiry)
    assert files[f"svar-{inquiry.designation}.pdf"] == bytes(letter.pdf)
    told = json.loads(files["metadata.json"])
    assert told["letters"][0]["sha256"] == letter.sha256


def test_a_package_tells_the_hash_of_every_file(letter):
    files = opened(letter.reply.inquiry)
    told = json.loads(files.pop("metadata.json"))["files"]
    assert told == {name: sha256(content).hexdigest() for name, content in files.items()}


def test_a_package_of_the_same_case_has_the_same_bytes(letter):
    inquiry = letter.reply.inquiry
    assert package(inquiry) == package(inquiry)


def test_a_package_tells_the_figures_that_the_letter_uses(unit, inquiry, drafter):
    used, left_out = (inquiry_factories.make_figure(unit, value) for value in (21, 22))
    reply = written(inquiry, drafter)
    inquiry_factories.take_figure(inquiry, left_out, drafter)
    inquiry_factories.write_answer(inquiry, "<p>Ja.</p>", drafter)
    inquiry_factories.take_figure(inquiry, used, drafter)
    approver = inquiry_factories.make_approver(unit)
    submitted(reply, drafter, approver)
    letter = cleared(reply, approver)
    dispatch(reply, by=drafter, sent_on=letter.letter_date, channel="mail", seen=letter.sha256)
    told = opened(inquiry)["fakta.csv"].decode("utf-8-sig")
    assert used.label in told
    assert left_out.label not in told


def test_nothing_in_a_package_runs_as_a_formula(letter, drafter):
    inquiry = letter.reply.inquiry
    Inquiry.objects.filter(pk=inquiry.pk).update(subject="=1+1")
    rows = csv.reader(
        StringIO(opened(Inquiry.objects.get(pk=inquiry.pk))["metadata.csv"].decode("utf-8-sig")),
        delimiter=";",
    )
    assert dict(rows)["subject"] == "'=1+1"


def test_the_account_counts_what_was_answered_in_time(unit, drafter, letter):
    inquiry_factories.make_inquiry(unit, asker_name="Ida Raad", asker_party_letter="C")
    back = inquiry_factories.make_inquiry(unit)
    withdraw(back, by=drafter, reason="Taget tilbage.")
    Inquiry.objects.filter(pk=letter.reply.inquiry_id).update(due_on=date(2024, 12, 2))
    total = account_of(Inquiry.objects.visible_to(drafter), 2024).total
    figures = (total.received, total.answered, total.in_time, total.waiting, total.withdrawn)
    assert figures == (3, 1, 1, 1, 1)


def test_a_correction_that_is_given_up_is_counted_once(drafter, letter):
    correct(letter.reply.inquiry, by=drafter, reason="Tallet var forkert.")
    withdraw(letter.reply.inquiry, by=drafter, reason="Tallet var rigtigt.")
    total = account_of(Inquiry.objects.all(), 2024).total
    assert (total.answered, total.withdrawn) == (1, 0)


def test_a_letter_sent_a_day_late_is_late(drafter, letter):
    Inquiry.objects.filter(pk=letter.reply.inquiry_id).update(due_on=date(2024, 12, 1))
    assert account_of(Inquiry.objects.all(), 2024).total.late == 1


def test_the_account_does_not_count_what_one_may_not_see(unit, drafter):
    other = inquiry_factories.make_drafter(unit)
    inquiry_factories.make_inquiry(unit, by=other, confidential=True)
    assert account_of(Inquiry.objects.visible_to(drafter), 2024).total.received == 0
