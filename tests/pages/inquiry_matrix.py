"""Who gets what answer at which address of the inquiries, as data; see `matrix`."""

from collections.abc import Callable
from typing import Any

from inquiries.choices import InquiryAct
from inquiries.permissions import (
    may_edit_inquiry,
    may_follow_deadlines,
    may_keep_closing_days,
    may_keep_unit,
    may_move_deadline,
    may_register,
    may_take,
)
from tests.pages.inquiry_world import Desk
from tests.pages.matrix import Route

ROLES = ("anonymous", "drafter", "approver", "elsewhere", "secretariat")


def policy(statuses: str) -> dict[str, int]:
    return dict(zip(ROLES, (int(status) for status in statuses.split()), strict=True))


#                    anon draft appr else secr
EVERYBODY = policy(" 302  200   200  200  200")
UNITS = policy("     302  200   200  200  403")
UNIT = policy("      302  200   200  404  404")
APPROVERS = policy(" 302  403   200  404  404")
#: What is one for all units, and kept by approvers.
SHARED = policy("    302  403   200  403  403")
NAMED = policy("     302  200   404  404  404")

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


def confidential(desk: Desk) -> dict[str, Any]:
    return {"year": desk.confidential.year, "number": desk.confidential.number}


def nothing(desk: Desk) -> dict[str, Any]:
    return {}


def paused(desk: Desk) -> dict[str, Any]:
    return {"year": desk.paused.year, "number": desk.paused.number}


def unit(desk: Desk) -> dict[str, Any]:
    return {"uuid": desk.unit.uuid}


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
    form("inquiry_resume", {"ends_on": "25.11.2024"}, paused, reason=movable),
    form(
        "follow_up_add",
        {"what": "Sender listen."},
        read=lambda desk: {"owner": str(desk.follow_up.owner_id)},
    ),
    form(
        "unit_rules",
        {"deadline_days": "12"},
        unit,
        policy=APPROVERS,
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

MATRIX = [
    page("inquiries", nothing, policy=EVERYBODY),
    form(
        "inquiry_new",
        TYPED,
        nothing,
        policy=UNITS,
        reason=lambda user, desk: may_register(user),
    ),
    page("inquiry"),
    page("inquiry", confidential, policy=NAMED, variant="confidential"),
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
    form(
        "inquiry_withdraw",
        {"reason": "Spoergsmaalet er taget tilbage."},
        reason=lambda user, desk: may_take(user, desk.inquiry, InquiryAct.WITHDRAW),
    ),
    *DEADLINES,
]

FORMS = [route for route in MATRIX if route.is_form]


def route_named(label: str) -> Route:
    return next(route for route in MATRIX if route.label == label)
