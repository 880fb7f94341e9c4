"""The letter says what the inquiry and its reply say, in the words that letters have."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from activities.document.tree import LineBreak, Paragraph, Span
from inquiries.document.build import letter_of
from inquiries.document.storage import digest
from inquiries.document.words import plain_lines
from inquiries.models import Fact, Inquiry, Reply, UnitFigure, UnitRules
from inquiries.services.clearance import return_to_draft, shortcomings
from inquiries.services.dispatch import correct
from inquiries.services.drafts import edit_reply, reply_of
from tests import factories, inquiry_factories
from tests.inquiries.letters import cleared_letter, sent_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def inquiry(unit) -> Inquiry:
    return inquiry_factories.make_inquiry(
        unit, edoc_number="2024-0411360", f2_number="2024 - 24080"
    )


@pytest.fixture
def reply(inquiry) -> Reply:
    return reply_of(inquiry)


def answer(reply: Reply, html: str) -> None:
    reply.answers.update(body=html)


def mark(row) -> str:
    return f'<span data-ref="{getattr(row, "uuid", row)}"></span>'


def make_fact(reply: Reply, text: str = "21 foreninger") -> Fact:
    figure = UnitFigure.objects.create(
        unit=reply.inquiry.unit, round="Runde", label="Tildelt", value=21, where="Referatet"
    )
    return Fact.objects.create(
        reply=reply, kind="figure", figure=figure, label="Tildelt", value=21, text=text
    )


def answered(reply: Reply) -> str:
    [part] = letter_of(reply).questions
    return "".join(span.text for span in part.answer[0].inlines)


def test_the_title_line_is_that_of_the_form(reply):
    assert letter_of(reply).title == (
        "Spørgsmål til skriftlig besvarelse stillet af Kim Raad (B) den 22.11.2024 "
        "om lys paa pladsen"
    )


def test_without_a_party_letter_the_title_has_no_brackets(inquiry, reply):
    Inquiry.objects.filter(pk=inquiry.pk).update(asker_party_letter="")
    assert "stillet af Kim Raad den 22.11.2024" in letter_of(reply).title


def test_every_line_of_a_letter_stands_in_reading_order(reply):
    Reply.objects.filter(pk=reply.pk).update(letter_date=date(2024, 12, 2))
    answer(reply, "<p>Ja.</p>")
    assert plain_lines(letter_of(reply)) == [
        *("Kim Raad", "Medlem af raadet", "2. december 2024"),
        *("eDoc sagsnummer", "2024-0411360", "F2 sagsnummer", "2024 - 24080"),
        *("Direktionen", "Torvet 1", "1000 Byen", "www.byen.dk"),
        letter_of(reply).title,
        *("Spørgsmål", "Kommer der lys?", "Svar", "Ja."),
        *("Med venlig hilsen", "Dorte Direktoer", "Direktoer"),
    ]


def test_a_number_that_is_not_registered_is_not_named(inquiry, reply):
    Inquiry.objects.filter(pk=inquiry.pk).update(f2_number="")
    assert [number.label for number in letter_of(reply).side.numbers] == ["eDoc sagsnummer"]


def test_several_questions_are_numbered_with_their_answers(unit):
    reply = reply_of(inquiry_factories.make_inquiry(unit, "Hvor?", "Hvornår?"))
    headings = [(part.heading, part.answer_heading) for part in letter_of(reply).questions]
    assert headings[1] == ("Spørgsmål 2", "Svar på spørgsmål 2")


def test_a_question_keeps_its_paragraphs_and_line_breaks(unit):
    reply = reply_of(inquiry_factories.make_inquiry(unit, "Hvor?\nHvornår?\n\n\nHvorfor?"))
    assert letter_of(reply).questions[0].question == (
        Paragraph((Span("Hvor?"), LineBreak(), Span("Hvornår?"))),
        Paragraph((Span("Hvorfor?"),)),
    )


def test_a_fact_reads_as_it_is_printed(reply):
    answer(reply, f"<p>Der er {mark(make_fact(reply))} i alt.</p>")
    assert answered(reply) == "Der er 21 foreninger i alt."


def test_an_activity_reads_as_it_is_called_now(cast, inquiry, reply):
    Inquiry.objects.filter(pk=inquiry.pk).update(partnership=cast.partnership)
    activity = cast.chapter.activity
    answer(reply, f"<p>Se {mark(activity)}.</p>")
    activity.name = "Den nye have"
    activity.save()
    assert answered(reply) == "Se Den nye have."


def test_an_activity_of_the_inquiry_is_named_without_its_partnership(cast, inquiry, reply):
    inquiry.activities.add(cast.chapter.activity)
    answer(reply, f"<p>Se {mark(cast.chapter.activity)}.</p>")
    assert answered(reply) == f"Se {cast.chapter.activity.name}."


def test_what_another_partnership_has_is_not_named(cast, inquiry, reply):
    Inquiry.objects.filter(pk=inquiry.pk).update(partnership=cast.partnership)
    answer(reply, f"<p>Se {mark(cast.outside_chapter.activity)}.</p>")
    assert answered(reply) == "Se [henvisning mangler]."


def test_a_fact_of_another_reply_is_not_named(unit, reply):
    other = reply_of(inquiry_factories.make_inquiry(unit))
    answer(reply, f"<p>Der er {mark(make_fact(other))}.</p>")
    assert "21" not in answered(reply)


def test_a_lost_reference_is_seen_and_keeps_the_letter_from_clearance(reply):
    fact = make_fact(reply)
    answer(reply, f"<p>Der er {mark(fact)}.</p>")
    before = shortcomings(reply)
    fact.delete()
    assert answered(reply) == "Der er [henvisning mangler]."
    assert len(shortcomings(reply)) == len(before) + 1


def test_before_anything_is_chosen_the_letter_has_no_date_sender_and_signatory(reply):
    Reply.objects.filter(pk=reply.pk).update(sender=None, signatory=None)
    letter = letter_of(reply)
    assert (letter.side.dated, letter.side.sender.lines) == ("", ())
    assert (letter.signature.name, letter.dated) == ("", "2024-11-22")


def test_the_authority_is_the_units_own_or_else_the_unit(unit, reply):
    assert letter_of(reply).authority == unit.name
    UnitRules.objects.filter(unit=unit).update(authority="Byens forvaltning")
    assert letter_of(reply).authority == "Byens forvaltning"


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def approver(unit):
    return inquiry_factories.make_approver(unit)


def test_a_correction_names_the_letter_it_corrects_by_its_date(unit, drafter, approver):
    sent = sent_letter(unit, drafter, approver).reply
    new = correct(sent.inquiry, by=drafter, reason="Et tal var forkert.")
    assert letter_of(sent).correction is None
    assert letter_of(new).correction.text == (
        "Dette brev retter og erstatter vores svar af 2. december 2024."
    )


def test_a_returned_letter_reads_as_its_draft_again(unit, drafter, approver):
    reply = cleared_letter(unit, drafter, approver).reply
    return_to_draft(reply, by=drafter, reason="Et ord.")
    answer(reply, "<p>Nej.</p>")
    assert answered(reply) == "Nej."


def test_a_letter_of_thirty_questions_is_read_in_as_many_queries(unit, django_assert_num_queries):
    texts = [f"Og {number}?" for number in range(30)]
    for questions in (["Hvor?"], texts):
        reply = reply_of(inquiry_factories.make_inquiry(unit, *questions))
        with django_assert_num_queries(5):
            letter_of(reply)


def test_the_digest_follows_what_the_letter_says(reply):
    before = digest(letter_of(reply))
    assert digest(letter_of(reply)) == before
    answer(reply, "<p>Ja.</p>")
    assert digest(letter_of(reply)) != before


def test_a_letter_is_danish_whoever_asks_for_it(reply):
    with override("en"):
        assert letter_of(reply).questions[0].heading == "Spørgsmål"


def test_the_digest_is_that_of_every_field(reply):
    letter = letter_of(reply)
    changed = replace(letter, side=replace(letter.side, dated="2024-12-03"))
    assert digest(changed) != digest(letter)


def test_a_new_signatory_is_seen_in_the_draft(unit, reply):
    acting = unit.signatories.create(name="Astrid Elkjær", title="Konstitueret direktør")
    edit_reply(reply, seen=reply.version, by=factories.make_user(), signatory=acting)
    assert letter_of(reply).signature.title == "Konstitueret direktør"
