"""Small valid rows of the inquiries. The fact under test stands in the test."""

from datetime import date
from itertools import count
from typing import Any

from inquiries.models import (
    Answer,
    AnswerRemark,
    Contact,
    Councillor,
    Fact,
    Inquiry,
    Letter,
    Sender,
    Signatory,
    Submission,
    TextBlock,
    UnitFigure,
    UnitRules,
)
from inquiries.services import fact_offers, facts
from inquiries.services.drafts import edit_answer, reply_of
from inquiries.services.register import register
from inquiries.services.remarks import add_remark
from partnership.choices import Role
from partnership.models import Organisation, Unit, User
from tests import factories

_numbers = count(1)


def make_unit(name: str = "", **rules: Any) -> Unit:
    """A unit with a rule of ten working days from receipt, a sender block and a signatory."""
    number = next(_numbers)
    unit = Unit.objects.create(
        name=name or f"Enhed {number}",
        short_name=f"E{number}",
        organisation=factories.make_organisation(),
    )
    equip(unit, **rules)
    return unit


def equip(unit: Unit, **rules: Any) -> None:
    """Give a unit what it needs to answer: its rules, a sender block and a signatory."""
    UnitRules.objects.create(unit=unit, **{"deadline_days": 10, **rules})
    Sender.objects.create(
        unit=unit, title="Direktionen", address="Torvet 1\n1000 Byen", website="www.byen.dk"
    )
    Signatory.objects.create(unit=unit, name="Dorte Direktoer", title="Direktoer")


def make_drafter(unit: Unit, name: str = "") -> User:
    return factories.make_user(name, role=Role.DRAFTER, unit=unit)


def make_approver(unit: Unit, name: str = "") -> User:
    return factories.make_user(name, role=Role.APPROVER, unit=unit)


def make_councillor(name: str = "Kim Raad") -> Councillor:
    return Councillor.objects.create(
        name=name, office="Medlem af raadet", party="Liste B", party_letter="B"
    )


def make_inquiry(unit: Unit, *questions: str, by: User | None = None, **values: Any) -> Inquiry:
    """Asked on Friday 22 November 2024 and received the same day."""
    defaults: dict[str, Any] = {
        "asker_name": "Kim Raad",
        "asker_office": "Medlem af raadet",
        "asker_party_letter": "B",
        "subject": "lys paa pladsen",
        "asked_on": date(2024, 11, 22),
        "received_on": date(2024, 11, 22),
    }
    return register(
        unit, by=by, questions=questions or ("Kommer der lys?",), **{**defaults, **values}
    )


def answer_of(inquiry: Inquiry, number: int = 1) -> Answer:
    """The answer to a question, as it stands now."""
    rows = reply_of(inquiry).answers.select_related("question", "reply__inquiry__unit")
    return rows.get(question__number=number)


def write_answer(inquiry: Inquiry, body: str, by: User | None = None, number: int = 1) -> Answer:
    answer = answer_of(inquiry, number)
    return edit_answer(answer, body=body, seen=answer.version, by=by)


def make_contact(unit: Unit, organisation: Organisation, text: str = "", **values: Any) -> Contact:
    defaults = {"on": date(2024, 9, 2), "channel": "meeting"}
    text = text or f"De holdt moede nummer {next(_numbers)}."
    return Contact.objects.create(
        unit=unit, organisation=organisation, text=text, **{**defaults, **values}
    )


def make_figure(unit: Unit, value: int = 21, **values: Any) -> UnitFigure:
    """The grants of a committee round."""
    defaults = {"round": "Sociale partnerskaber 2024", "where": "Udvalgets beslutning"}
    label = f"tilsagn {next(_numbers)}"
    return UnitFigure.objects.create(
        unit=unit, value=value, **{"label": label, **defaults, **values}
    )


def make_block(unit: Unit, body: str = "<p>Vi takker for henvendelsen.</p>") -> TextBlock:
    return TextBlock.objects.create(unit=unit, name=f"Blok {next(_numbers)}", body=body)


def take_figure(inquiry: Inquiry, figure: UnitFigure, by: User) -> Fact:
    """The figure as a fact in the first answer."""
    offered = fact_offers.offered(by, inquiry.unit, None)
    fact = next(fact for fact in offered if fact.figure_id == figure.pk)
    answer = answer_of(inquiry)
    facts.take(answer, fact, seen=answer.version, by=by)
    return Fact.objects.get(pk=fact.pk)


def make_letter(inquiry: Inquiry, by: User | None = None) -> Letter:
    """The reply as a letter of 2 December 2024; what it looks like is no matter here."""
    reply = reply_of(inquiry)
    name = by.name if by else ""
    submission = Submission.objects.create(reply=reply, by=by, by_name=name, digest="0" * 64)
    return Letter.objects.create(
        reply=reply,
        submission=submission,
        letter_date=date(2024, 12, 2),
        content={},
        pdf=b"%PDF",
        sha256="0" * 64,
        docx=b"PK",
        docx_sha256="0" * 64,
    )


def make_remark(inquiry: Inquiry, by: User, **values: Any) -> AnswerRemark:
    """A comment on the first answer."""
    return add_remark(answer_of(inquiry), by=by, **{"text": "Er det rigtigt?", **values})
