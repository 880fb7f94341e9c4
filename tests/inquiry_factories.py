"""Small valid rows of the inquiries. The fact under test stands in the test."""

from datetime import date
from itertools import count
from typing import Any

from inquiries.models import Councillor, Inquiry, Sender, Signatory, UnitRules
from inquiries.services.register import register
from partnership.choices import Role
from partnership.models import Unit, User
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
