"""Loading the demo's unit, and the council question that it has answered."""

from pathlib import Path
from typing import Any
from uuid import UUID

from activities.document.pdf import PdfUnavailable
from inquiries.choices import FactKind, InquiryAct
from inquiries.document.files import rendered
from inquiries.models import (
    ClosingDay,
    Contact,
    Councillor,
    Fact,
    Inquiry,
    Reply,
    Sender,
    Signatory,
    TextBlock,
    UnitFigure,
    UnitRules,
)
from inquiries.services.audit import take_step
from inquiries.services.clearance import clear, submit
from inquiries.services.dispatch import dispatch
from inquiries.services.drafts import edit_answer, edit_reply, reply_of
from inquiries.services.register import close, register
from partnership.demo import read
from partnership.models import FollowUp, Organisation, Unit, User


def load(folder: Path, organisations: dict[str, Organisation]) -> Inquiry | None:
    """What the file tells; None where the unit has its rules already."""
    data = read(folder / "inquiries.toml")
    unit = Unit.objects.get(short_name=data["unit"])
    if UnitRules.objects.filter(unit=unit).exists():
        return None
    _load_unit(unit, data)
    councillors = [Councillor.objects.create(**item) for item in data["councillor"]]
    for item in data["contact"]:
        organisation = organisations[item["organisation"]]
        Contact.objects.create(unit=unit, **{**item, "organisation": organisation})
    inquiry = _load_inquiry(unit, data["inquiry"], councillors[0], organisations)
    _write(reply_of(inquiry), data["inquiry"])
    _send(inquiry, data["inquiry"])
    _follow_up(inquiry, data["follow_up"])
    return inquiry


def _load_unit(unit: Unit, data: dict[str, Any]) -> None:
    UnitRules.objects.create(unit=unit, **data["rules"])
    for item in data["closing_day"]:
        ClosingDay.objects.get_or_create(on=item["on"], defaults={"name": item["name"]})
    rows = (
        (Sender, "sender"),
        (Signatory, "signatory"),
        (TextBlock, "text_block"),
        (UnitFigure, "figure"),
    )
    for model, name in rows:
        for position, item in enumerate(data[name]):
            values = {key: _tidy(value) for key, value in item.items()}
            model.objects.create(unit=unit, position=position, **values)


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _load_inquiry(
    unit: Unit,
    item: dict[str, Any],
    councillor: Councillor,
    organisations: dict[str, Organisation],
) -> Inquiry:
    names = ("subject", "asked_on", "received_on", "edoc_number", "f2_number", "questions")
    return register(
        unit,
        by=None,
        councillor=councillor,
        asker_name=councillor.name,
        asker_office=councillor.office,
        asker_party_letter=councillor.party_letter,
        responsible=User.objects.get(email="kff@example.dk"),
        organisations=[organisations[key] for key in item["organisations"]],
        **{name: item[name] for name in names},
    )


def _write(reply: Reply, item: dict[str, Any]) -> None:
    """The answer, with the figures of the round as facts that remember their source."""
    body = item["answer"]
    for figure in UnitFigure.objects.filter(unit=reply.inquiry.unit_id):
        fact = _fact(reply, figure)
        body = body.replace(f"{{{figure.value}}}", _reference(fact.uuid))
    answer = reply.answers.get()
    edit_answer(answer, body=body, seen=answer.version, by=None)
    edit_reply(reply, seen=reply.version, by=None, letter_date=item["letter_date"])
    take_step(InquiryAct.BEGIN, reply.inquiry, by=None)


def _fact(reply: Reply, figure: UnitFigure) -> Fact:
    return Fact.objects.create(
        reply=reply,
        kind=FactKind.FIGURE,
        figure=figure,
        year=figure.year,
        label=str(figure),
        value=figure.value,
        text=str(figure.value),
    )


def _reference(uuid: UUID) -> str:
    return f'<span data-ref="{uuid}"></span>'


def _send(inquiry: Inquiry, item: dict[str, Any]) -> None:
    """Cleared, sent and closed by the people of the demo; a draft where no PDF can be made."""
    drafter = User.objects.get(email="kff@example.dk")
    chief = User.objects.get(email="kff-chef@example.dk")
    reply = reply_of(inquiry)
    try:
        made = rendered(reply)
    except PdfUnavailable:
        return
    submit(reply, by=drafter, approvers=[chief], seen=made.made_from)
    letter = clear(reply, by=chief, rendered=made, seen=made.sha256)
    assert letter
    dispatch(
        reply,
        by=drafter,
        sent_on=item["letter_date"],
        channel=item["channel"],
        seen=letter.sha256,
    )
    close(inquiry, by=drafter)


def _follow_up(inquiry: Inquiry, item: dict[str, Any]) -> None:
    owner = User.objects.get(email=item["owner"])
    FollowUp.objects.create(
        what=item["what"],
        owner=owner,
        due_on=item["due_on"],
        unit=inquiry.unit,
        origin=str(inquiry)[:300],
        origin_uuid=inquiry.uuid,
        made_by_name=owner.name,
    )
