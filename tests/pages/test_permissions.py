"""Every address, method and role gets the status that the matrix says."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.choices import PlanState
from activities.models import Activity, Source
from budgets.models import BudgetLine
from budgets.services.lines import add_note
from partnership.models import AuditEntry, Body, TheoryItem
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, summary_of
from tests.pages.matrix import (
    FORMS,
    MATRIX,
    METHODS,
    PUBLIC,
    ROLES,
    Route,
    expected,
    route_named,
    url_names,
)
from tests.pages.world import Place, World, footprint, make_place, undone

by_label = pytest.mark.parametrize("route", MATRIX, ids=lambda route: route.label)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    """The right to the file is asked about here, not the file."""
    monkeypatch.setattr("activities.registrations.render_pdf", lambda document: b"%PDF-")


def url_of(route: Route, place: Place, **changed) -> str:
    return reverse(route.name, kwargs={**route.kwargs(place), **changed})


def clients(world: World) -> dict[str, Client]:
    found = {role: Client() for role in ROLES}
    for role, client in found.items():
        if person := world.people[role]:
            client.force_login(person)
    return found


def typed(route: Route, client: Client, url: str) -> dict[str, str]:
    """What the person would send: the form as it opens for them, and the change."""
    if not route.is_form or route.methods == ("POST",):
        return route.data
    response = client.get(url)
    fields = fields_of(response) if response.status_code == 200 else {"seen": "1"}
    return fields | route.data


def test_every_address_is_in_the_matrix_or_public():
    assert {route.name for route in MATRIX} | PUBLIC == url_names()


@by_label
def test_each_role_and_method_gets_its_status(route, world):
    url = url_of(route, world.here)
    found, wanted = {}, {}
    before = footprint()
    for role, client in clients(world).items():
        sent = typed(route, client, url)
        for method, htmx in product(METHODS, (False, True)):
            case = f"{role} {method}{' htmx' if htmx else ''}"
            wanted[case] = expected(route, role, method, htmx=htmx)
            with undone():
                answer = ask(client, method, url, sent, htmx=htmx)
                found[case] = answer.status_code
                wrote = AuditEntry.objects.count() - before["log"][0]
            may = route.policy[role] == 200 and method == "POST" and "POST" in route.methods
            assert bool(wrote) == may, case
            if answer.status_code == 403:
                assert main_text(answer).count(reason_for(route, role, world)) == 1, case
    assert found == wanted
    assert footprint() == before


def ask(client: Client, method: str, url: str, sent: dict[str, str], *, htmx: bool):
    headers = HTMX if htmx else {}
    if method == "POST":
        return client.post(url, sent, headers=headers)
    return client.generic(method, url, headers=headers)


def reason_for(route: Route, role: str, world: World) -> str:
    """The rule's own words, which the page must show."""
    reason = str(route.reason(world.people[role], world.here).reason)
    assert reason
    return reason
