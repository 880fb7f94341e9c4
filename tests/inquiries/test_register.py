"""Registering: numbers, questions, case numbers, and what is corrected afterwards."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from inquiries.choices import InquiryState
from inquiries.models import Inquiry, UnitRules
from inquiries.services.drafts import edit_answer, reply_of
from inquiries.services.numbers import read_edoc, read_f2
from inquiries.services.questions import split_questions
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import edit, edit_questions, withdraw
from partnership.models import AuditEntry
from partnership.services.versions import StaleVersion
from tests import factories, inquiry_factories

db = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def inquiry(unit, drafter):
    return inquiry_factories.make_inquiry(unit, "Hvor?", "Hvornaar?", by=drafter)


@pytest.mark.parametrize(
    "typed", ["2024-0411360", " 20240411360 ", "2024 - 0411360", "2024\u20130411360"]
)
def test_an_edoc_number_is_kept_as_it_is_printed(typed):
    assert read_edoc(typed) == "2024-0411360"


@pytest.mark.parametrize("typed", ["2024-24080", "2024 - 24080", "2024 — 24080", "202424080"])
def test_an_f2_number_is_kept_as_it_is_printed(typed):
    assert read_f2(typed) == "2024 - 24080"


@pytest.mark.parametrize(("read", "typed"), [(read_edoc, "411360"), (read_f2, "24-080x")])
def test_a_number_in_a_wrong_form_is_told_the_right_one(read, typed):
    with pytest.raises(ValidationError, match="2024"):
        read(typed)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Hvor er lyset?", ["Hvor er lyset?"]),
        ("1. Hvor?\n2. Hvornaar?", ["Hvor?", "Hvornaar?"]),
        ("1) Hvor?\r\n\r\n2) Hvornaar?\r\nOg hvorfor?", ["Hvor?", "Hvornaar?\nOg hvorfor?"]),
        ("Kaere alle\n1. Hvor?\n2. Hvornaar?", ["Kaere alle\nHvor?", "Hvornaar?"]),
        ("1. Hvor?\n3. maj var det moerkt.", ["Hvor?\n3. maj var det moerkt."]),
        ("  \n ", []),
    ],
)
def test_numbered_lines_part_the_questions(text, questions):
    assert split_questions(text) == questions


@db
def test_numbers_run_within_the_year_of_receipt(unit):
    made = [inquiry_factories.make_inquiry(unit) for _ in range(2)]
    later = inquiry_factories.make_inquiry(unit, received_on=date(2025, 1, 2))
    names = [inquiry.designation for inquiry in (*made, later)]
    assert names == ["2024-1", "2024-2", "2025-1"]


@db
def test_a_number_is_not_used_again(unit, drafter):
    first = inquiry_factories.make_inquiry(unit)
    withdraw(first, by=drafter, reason="Taget tilbage.")
    assert inquiry_factories.make_inquiry(unit).designation == "2024-2"


@db
def test_a_form_sent_twice_registers_once(unit):
    identity = uuid4()
    made = {inquiry_factories.make_inquiry(unit, uuid=identity).pk for _ in range(2)}
    assert len(made) == 1


@db
def test_the_rule_of_the_day_stays_with_the_inquiry(inquiry):
    UnitRules.objects.update(deadline_days=3)
    assert Inquiry.objects.get().deadline_days == 10


@db
def test_a_unit_without_a_rule_registers_nothing(unit):
    UnitRules.objects.all().delete()
    with pytest.raises(InquiryRefused):
        inquiry_factories.make_inquiry(unit)


@db
def test_a_question_is_not_received_before_it_is_asked(unit):
    with pytest.raises(InquiryRefused) as refused:
        inquiry_factories.make_inquiry(unit, received_on=date(2024, 11, 21))
    assert refused.value.field == "received_on"


@db
def test_somebody_responsible_assigns_the_inquiry(unit, drafter):
    made = inquiry_factories.make_inquiry(unit, by=drafter, responsible=drafter)
    assert made.state == InquiryState.ASSIGNED


@db
def test_nobody_outside_the_unit_is_responsible(unit):
    with pytest.raises(InquiryRefused):
        inquiry_factories.make_inquiry(unit, responsible=factories.make_user())


@db
def test_every_question_has_an_answer_to_write(inquiry):
    assert reply_of(inquiry).answers.count() == 2


@db
def test_a_later_receipt_moves_the_deadline(inquiry, drafter):
    before = inquiry.due_on
    saved = edit(inquiry, seen=inquiry.version, by=drafter, received_on=date(2024, 11, 25))
    assert saved.due_on > before
    assert AuditEntry.objects.filter(action="inquiries.inquiry.deadline").exists()


@db
def test_a_save_from_an_older_version_changes_nothing(inquiry, drafter):
    edit(inquiry, seen=1, by=drafter, subject="andre baenke")
    with pytest.raises(StaleVersion):
        edit(inquiry, seen=1, by=drafter, subject="nye baenke")


@db
def test_a_corrected_subject_is_found(inquiry, drafter):
    edit(inquiry, seen=1, by=drafter, subject="Grønne bænke")
    assert Inquiry.objects.matching("GRØNNE bænke").exists()


@db
def test_a_question_more_gets_an_answer_to_write(inquiry, drafter):
    edit_questions(inquiry, ["Hvor?", "Hvornaar?", "Hvorfor?"], seen=1, by=drafter)
    assert reply_of(inquiry).answers.count() == 3


@db
def test_an_answered_question_is_not_taken_away(inquiry, drafter):
    answer = reply_of(inquiry).answers.get(question__number=2)
    edit_answer(answer, body="<p>I morgen.</p>", seen=1, by=drafter)
    with pytest.raises(InquiryRefused, match="2"):
        edit_questions(inquiry, ["Hvor?"], seen=1, by=drafter)
    assert inquiry.questions.count() == 2


@db
def test_a_withdrawal_needs_a_reason(inquiry, drafter):
    with pytest.raises(InquiryRefused):
        withdraw(inquiry, by=drafter, reason=" ")
