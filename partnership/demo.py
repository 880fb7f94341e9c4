"""Loading the demo: people, organisations and partnerships.

Each partnership is a folder with a `plan.toml`. One that is loaded already is
left alone, so that a repeat run never overwrites an edit.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from partnership.choices import TheoryColumn
from partnership.models import (
    Agreement,
    AgreementParty,
    Area,
    Body,
    FocusArea,
    Membership,
    Organisation,
    OrganisationAlias,
    Partnership,
    Seat,
    Succession,
    TheoryItem,
    Unit,
    User,
)
from partnership.registry import Registry

PASSWORD = "tryghed-demo"
HUES = {"T": "teal", "U": "brown", "F": "purple", "K": "slate"}


@dataclass
class DemoPartnership:
    """One partnership being loaded, with what was made of it by key."""

    folder: Path
    data: dict[str, Any]
    organisations: dict[str, Organisation]
    partnership: Partnership
    agreement: Agreement
    focus_areas: dict[str, FocusArea] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    #: What the loaders of higher apps made, by their own keys.
    made: dict[str, Any] = field(default_factory=dict)


Loader = Callable[[DemoPartnership], None]
demo_loaders: Registry[Loader] = Registry("demo loaders")
#: What people do in the demo, once they can log in.
demo_acts: Registry[Loader] = Registry("acts of the demo's people")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load_organisations(folder: Path) -> dict[str, Organisation]:
    """The directory by key; organisations that exist are left as they are."""
    data = read(folder / "organisations.toml")
    made: dict[str, Organisation] = {}
    for item in data["organisation"]:
        organisation, is_new = Organisation.objects.get_or_create(
            name=item["name"],
            defaults={
                "kind": item["kind"],
                "short_name": item.get("short_name", ""),
                "parent": made[item["parent"]] if "parent" in item else None,
            },
        )
        made[item["key"]] = organisation
        if is_new and item.get("aliases"):
            OrganisationAlias.objects.bulk_create(
                OrganisationAlias(organisation=organisation, name=name) for name in item["aliases"]
            )
            organisation.save(update_fields=["name"])
        for person in item.get("contacts", []) if is_new else []:
            organisation.contact_persons.create(**person)
    for item in data["succession"]:
        Succession.objects.get_or_create(
            predecessor=made[item["predecessor"]],
            defaults={"successor": made[item["successor"]], "on": item["on"]},
        )
    return made


def load_partnership(
    folder: Path, organisations: dict[str, Organisation]
) -> DemoPartnership | None:
    """Load one folder with all its loaders; None when it is there already."""
    data = read(folder / "plan.toml")
    if Partnership.objects.filter(slug=data["partnership"]["slug"]).exists():
        return None
    partnership = Partnership.objects.create(**data["partnership"])
    agreement = _load_agreement(partnership, data, organisations)
    demo = DemoPartnership(folder, data, organisations, partnership, agreement)
    for position, item in enumerate(data["focus_areas"]):
        demo.focus_areas[item["key"]] = FocusArea.objects.create(
            agreement=agreement,
            name=item["name"],
            letter=item["letter"],
            hue=HUES[item["letter"]],
            cross_cutting=item.get("cross_cutting", False),
            position=position,
        )
    for item in data["bodies"]:
        demo.bodies[item["kind"]] = Body.objects.create(partnership=partnership, **item)
    _load_theory(demo)
    for loader in demo_loaders:
        loader(demo)
    return demo


def _load_agreement(
    partnership: Partnership, data: dict[str, Any], organisations: dict[str, Organisation]
) -> Agreement:
    item = data["agreement"]
    agreement = Agreement.objects.create(
        partnership=partnership,
        title=item["title"],
        first_year=item["first_year"],
        last_year=item["last_year"],
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organisation=organisations[key], position=position)
        for position, key in enumerate(item["parties"])
    )
    for position, area in enumerate(data.get("areas", [])):
        Area.objects.create(agreement=agreement, position=position, **area)
    return agreement


def _load_theory(demo: DemoPartnership) -> None:
    theory = demo.data["theory"]
    rows = [(TheoryColumn.EFFORT, row) for row in theory["efforts"]]
    rows += [(TheoryColumn.RESULT, row) for row in theory["results"]]
    rows.append((TheoryColumn.EFFECT, {"text": theory["effect"]}))
    for position, (column, row) in enumerate(rows):
        TheoryItem.objects.create(
            agreement=demo.agreement,
            column=column,
            focus_area=demo.focus_areas.get(row.get("focus_area", "")),
            text=row["text"],
            position=position,
        )


def load_people(folder: Path, organisations: dict[str, Organisation]) -> list[tuple[str, str]]:
    """People with seats and memberships; returns (e-mail, what they are)."""
    data = read(folder / "people.toml")
    units = {}
    for item in data["unit"]:
        units[item["short_name"]], _ = Unit.objects.get_or_create(
            short_name=item["short_name"],
            defaults={
                "name": item["name"],
                "organisation": organisations[item["organisation"]],
            },
        )
    for item in data["person"]:
        if User.objects.filter(email__iexact=item["email"]).exists():
            continue
        user = User.objects.create_user(item["email"], PASSWORD, name=item["name"])
        for seat in item.get("seats", []):
            slug = seat.get("partnership")
            Seat.objects.create(
                user=user,
                role=seat["role"],
                partnership=Partnership.objects.get(slug=slug) if slug else None,
                unit=units[seat["unit"]] if "unit" in seat else None,
            )
        for key in item.get("organisations", []):
            Membership.objects.create(user=user, organisation=organisations[key])
    return [(item["email"], item["what"]) for item in data["person"]]
