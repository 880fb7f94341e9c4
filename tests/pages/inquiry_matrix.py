"""Who gets what answer at which address of the inquiries, as data; see `matrix`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from inquiries.choices import InquiryAct
from inquiries.permissions import (
    may_clear,
    may_edit_inquiry,
    may_follow_deadlines,
    may_keep_closing_days,
    may_keep_unit,
    may_move_deadline,
    may_register,
    may_take,
    may_write,
    works_in,
)
from inquiries.services.clearance import fingerprint, letter_to_send
from inquiries.services.drafts import reply_of
from inquiries.services.restore import RESTORED
from partnership.choices import Role
from partnership.services.history import content_of
from tests.pages.inquiry_world import Desk
from tests.pages.matrix import Route

ROLES = ("anonymous", "drafter", "approver", "elsewhere", "secretariat")


def policy(statuses: str) -> dict[str, int]:
    return dict(zip(ROLES, (int(status) for status in statuses.split()), strict=True))


#                    anon draft appr else secr
EVERYBODY = policy(" 302  200   200  200  200")
UNITS = policy("     302  200   200  200  403")
UNIT = policy("      302  200   200  404  404")
REGISTER = policy("  302  200   200  200  404")
#: What is one for all units, and kept by approvers.
SHARED = policy("    302  403   200  403  403")
NAMED = policy("     302  200   404  404  404")
CLEARS = policy("    302  403   200  404  404")
KEEPERS = policy("   302  403   200  404  404")

#: What a new inquiry is registered with.
TYPED = {
    "asker_name": "Kim Raad",
    "asker_office": "Medlem af raadet",
    "subject": "flere baenke",
    "questions": "Kommer der baenke?",
    "asked_on": "22.11.2024",
    "received_on": "25.11.2024",
}


def page(name: str, kwargs: Callable[[Desk], dict[str, Any]] | None = None, **more: Any) -> Route:
    return Route(name, **{"policy": UNIT, "kwargs": kwargs or case, **more})


def form(
    name: str,
    data: dict[str, str],
    kwargs: Callable[[Desk], dict[str, Any]] | None = None,
    **more: Any,
) -> Route:
    return page(name, kwargs, data=data, **{"methods": ("GET", "POST"), **more})


def action(name: str, data: dict[str, str] | None = None, **more: Any) -> Route:
    return form(name, data or {"seen": "1"}, methods=("POST",), **more)


def case(desk: Desk) -> dict[str, Any]:
    return {"year": desk.inquiry.year, "number": desk.inquiry.number}


def of(name: str, desk: Desk) -> dict[str, Any]:
    inquiry = getattr(desk, name)
    return {"year": inquiry.year, "number": inquiry.number}


def step(act: str, state: str, data: dict[str, str] | None = None, **more: Any) -> Route:
    """A step of the inquiry that stands in the state."""
    return action(
        f"inquiry_{act}",
        data,
        kwargs=partial(of, state),
        reason=lambda user, desk: may_take(user, getattr(desk, state), InquiryAct(act)),
        **more,
    )


def _sends(desk: Desk) -> dict[str, str]:
    approver = desk.unit.seats.filter(role=Role.APPROVER).first()
    return {"approver_1": str(approver.user_id), "seen": fingerprint(reply_of(desk.written))}


def _letter(desk: Desk) -> dict[str, str]:
    letter = letter_to_send(reply_of(desk.cleared))
    return {"seen": letter.sha256 if letter else ""}


def _file(desk: Desk) -> dict[str, Any]:
    return {"added": SimpleUploadedFile("b.txt", b"b")}


def _stands_in(desk: Desk) -> dict[str, str]:
    return {"absent": str(desk.stand_in.absent_id), "user": str(desk.stand_in.user_id)}


def _registers(user, desk: Desk):
    return may_register(user)


def attachment(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.attachment.uuid}


def councillor(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.councillor.uuid}


def confidential(desk: Desk) -> dict[str, Any]:
    return {"year": desk.confidential.year, "number": desk.confidential.number}


def unit(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.unit.uuid}


def sender(desk: Desk) -> dict[str, Any]:
    return unit(desk) | {"kind": "sender", "row": desk.unit.senders.first().uuid}


def signatory(desk: Desk) -> dict[str, Any]:
    return unit(desk) | {"kind": "signatory", "row": desk.unit.signatories.first().uuid}


def removed_sender(desk: Desk) -> dict[str, Any]:
    row = desk.unit.senders.get(removed_at__isnull=False)
    return unit(desk) | {"kind": "sender", "row": row.uuid}


def nothing(desk: Desk) -> dict[str, Any]:
    return {}


def follow_up(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.follow_up.uuid}


def closing_day(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.closing_day.uuid}


def movable(user: Any, desk: Desk) -> Any:
    return may_move_deadline(user, desk.inquiry)


def follows(user: Any, desk: Desk) -> Any:
    return may_follow_deadlines(user)


def keeps_closing_days(user: Any, desk: Desk) -> Any:
    return may_keep_closing_days(user)


DEADLINES = [
    form(
        "inquiry_extend",
        {"days": "3", "reason": "Vi venter paa tal.", "agreed_with": "Kim Raad"},
        reason=movable,
    ),
    form("inquiry_pause", {"starts_on": "22.11.2024", "reason": "svar fra Kim"}, reason=movable),
    form("inquiry_resume", {"ends_on": "25.11.2024"}, partial(of, "paused"), reason=movable),
    form(
        "follow_up_add",
        {"what": "Sender listen."},
        read=lambda desk: {"owner": str(desk.follow_up.owner_id)},
    ),
    form(
        "unit_rules",
        {"deadline_days": "12"},
        unit,
        policy=KEEPERS,
        reason=lambda user, desk: may_keep_unit(user, desk.unit),
    ),
    page("closing_days", nothing, policy=UNITS, reason=follows),
    form(
        "closing_day_add",
        {"on": "24.12.2024", "name": "Juleaften"},
        nothing,
        policy=SHARED,
        reason=keeps_closing_days,
    ),
    action("closing_day_remove", kwargs=closing_day, policy=SHARED, reason=keeps_closing_days),
    page("calendar_feed", nothing, policy=UNITS, reason=follows),
    action("calendar_feed_renew", kwargs=nothing, policy=UNITS, reason=follows),
    action("calendar_feed_revoke", kwargs=nothing, policy=UNITS, reason=follows),
    page("follow_ups", nothing, policy=EVERYBODY),
    form("follow_up_edit", {"what": "Sender hele listen."}, follow_up),
    form("follow_up_done", {"outcome": "Sendt."}, follow_up),
]


def draft(desk: Desk) -> dict[str, Any]:
    return {**case(desk), "uuid": desk.answer.uuid}


def fact(desk: Desk) -> dict[str, Any]:
    return {**case(desk), "uuid": desk.fact.uuid}


def remark(desk: Desk) -> dict[str, Any]:
    return {**case(desk), "uuid": desk.remark.uuid, "act": "settle"}


def kept_list(desk: Desk) -> dict[str, Any]:
    return {"kind": "text-blocks"}


def kept(desk: Desk) -> dict[str, Any]:
    return {"kind": "text-blocks", "uuid": desk.block.uuid}


def as_it_reads(desk: Desk) -> dict[str, str]:
    """How the draft reads now, as the page that offers to bring a version back has read it."""
    return {"seen": content_of(reply_of(desk.inquiry)).fingerprint(RESTORED)}


def a_figure(desk: Desk) -> dict[str, str]:
    return {"pick": f"figure.{desk.fact.figure_id}."}


def a_contact(desk: Desk) -> dict[str, str]:
    return {"contact": str(desk.unit.contacts.get().uuid)}


def a_passage(desk: Desk) -> dict[str, str]:
    return {"pick": str(desk.passage.pk)}


def a_block(desk: Desk) -> dict[str, str]:
    return {"pick": str(desk.block.pk)}


def removed(desk: Desk) -> dict[str, Any]:
    return {"kind": "text-blocks", "uuid": desk.removed.uuid}


def may_write_here(user: Any, desk: Desk) -> Any:
    return may_write(user, desk.inquiry)


#: What is written and what is put in; see the urls of the draft.
DRAFT = [
    page("reply_part", fragment=True),
    form("reply_edit", {"closing": "<p>Hilsen</p>"}, fragment=True, reason=may_write_here),
    action("reply_presence", {"tab": "1"}, answers=200),
    page("reply_history"),
    page("reply_versions"),
    action("reply_restore", {"version": "1"}, read=as_it_reads, reason=may_write_here),
    action("fact_take_again", kwargs=fact),
    page("answer", draft, fragment=True),
    form("answer_edit", {"body": "<p>Ja.</p>"}, draft, fragment=True, reason=may_write_here),
    form("answer_remarks", {"text": "Er det rigtigt?"}, draft),
    action("remark_act", kwargs=remark),
    form("answer_facts", {}, draft, read=a_figure, reason=may_write_here),
    form("answer_contacts", {}, draft, read=a_contact, reason=may_write_here),
    form("answer_passages", {}, draft, read=a_passage, reason=may_write_here),
    form("answer_blocks", {}, draft, read=a_block, reason=may_write_here),
]
#: What a unit keeps for writing.
KEPT = [
    page("earlier_answers", nothing, policy=UNITS, reason=lambda user, desk: may_register(user)),
    page("unit_contacts", nothing, policy=EVERYBODY),
    page("text_blocks", nothing, policy=EVERYBODY),
    page("unit_figures", nothing, policy=EVERYBODY),
    form(
        "kept_add",
        {"name": "Tak", "body": "<p>Tak.</p>"},
        kept_list,
        policy=UNITS,
        reason=lambda user, desk: may_register(user),
    ),
    form("kept_edit", {"seen": "1", "name": "Tak"}, kept),
    action("kept_remove", kwargs=kept),
    action("kept_restore", kwargs=removed),
]
#: Those who clear a unit's letters keep what stands at their head.
LETTERHEAD: dict[str, Any] = {
    "policy": KEEPERS,
    "reason": lambda user, desk: may_keep_unit(user, desk.unit),
}

MATRIX = [
    page("inquiries", nothing, policy=EVERYBODY),
    form(
        "inquiry_new",
        TYPED,
        nothing,
        policy=UNITS,
        reason=_registers,
    ),
    page("inquiry"),
    page("inquiry", confidential, policy=NAMED, variant="confidential", noted=True),
    form(
        "inquiry_edit",
        {"subject": "nye baenke"},
        reason=lambda user, desk: may_edit_inquiry(user, desk.inquiry),
    ),
    form(
        "inquiry_questions",
        {"questions": "Kommer der baenke i aar?"},
        reason=lambda user, desk: may_edit_inquiry(user, desk.inquiry),
    ),
    step("submit", "written", {"approver_1": "", "seen": ""}, read=_sends),
    page(
        "inquiry_clear",
        partial(of, "in_clearance"),
        policy=CLEARS,
        methods=("GET", "POST"),
        # What the page shows is what is cleared.
        data={},
        reason=lambda user, desk: may_clear(user, desk.in_clearance),
    ),
    step("return", "in_clearance", {"reason": "Tallet mangler."}),
    step("dispatch", "cleared", {"sent_on": "2.12.2024", "channel": "mail"}, read=_letter),
    step("close", "sent"),
    step("correct", "sent", {"reason": "Tallet var forkert."}),
    form(
        "inquiry_readers",
        {"confidential": "on"},
        reason=lambda user, desk: works_in(user, desk.unit),
    ),
    page("inquiry_package", partial(of, "sent"), noted=True),
    form(
        "inquiry_access",
        {"names": "Kim Raad"},
        partial(of, "sent"),
        answers=200,
        reason=lambda user, desk: works_in(user, desk.unit),
    ),
    form(
        "stand_ins",
        {"starts_on": "1.12.2099", "ends_on": "2.12.2099"},
        lambda desk: {"uuid": desk.unit.uuid},
        read=_stands_in,
        policy=KEEPERS,
        reason=lambda user, desk: may_keep_unit(user, desk.unit),
    ),
    action(
        "stand_in_remove",
        kwargs=lambda desk: {"uuid": desk.stand_in.uuid},
        policy=KEEPERS,
        reason=lambda user, desk: may_keep_unit(user, desk.unit),
    ),
    action("attachment_add", {"added": ""}, read=_file),
    page("attachment", attachment),
    action("attachment_remove", kwargs=attachment),
    page("inquiries_xlsx", nothing, policy=UNITS, reason=_registers),
    page("inquiry_account", nothing, policy=UNITS, reason=_registers),
    page("inquiry_account_xlsx", nothing, policy=UNITS, reason=_registers),
    page("councillors", nothing, policy=EVERYBODY),
    form(
        "councillor_add",
        {"name": "Ida Raad", "office": "Medlem"},
        nothing,
        policy=UNITS,
        reason=_registers,
    ),
    form("councillor_edit", {"party_letter": "C"}, councillor, policy=REGISTER),
    form(
        "inquiry_withdraw",
        {"reason": "Spoergsmaalet er taget tilbage."},
        reason=lambda user, desk: may_take(user, desk.inquiry, InquiryAct.WITHDRAW),
    ),
    *DRAFT,
    *KEPT,
    page("letter"),
    page("letter", confidential, policy=NAMED, variant="confidential", noted=True),
    page("letter_pdf"),
    page("letter_pdf", confidential, policy=NAMED, variant="confidential", noted=True),
    page("letter_docx"),
    page("letter_docx", confidential, policy=NAMED, variant="confidential", noted=True),
    page("letterhead", unit),
    form(
        "letterhead_add",
        {"title": "Sekretariatet"},
        lambda desk: unit(desk) | {"kind": "sender"},
        **LETTERHEAD,
    ),
    form("letterhead_edit", {"title": "Sekretariatet"}, sender, **LETTERHEAD, variant="sender"),
    form("letterhead_edit", {"title": "Chef"}, signatory, **LETTERHEAD, variant="signatory"),
    action("letterhead_remove", kwargs=sender, **LETTERHEAD),
    action("letterhead_restore", kwargs=removed_sender, **LETTERHEAD),
    *DEADLINES,
]

FORMS = [route for route in MATRIX if route.is_form]


def route_named(label: str) -> Route:
    return next(route for route in MATRIX if route.label == label)
