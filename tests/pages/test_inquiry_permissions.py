"""Every address of the inquiries, method and role gets the status that its matrix says."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from partnership.models import AuditEntry
from tests.pages.inquiry_matrix import FORMS, MATRIX, ROLES, Route
from tests.pages.inquiry_world import InquiryWorld
from tests.pages.matrix import names_in_address
from tests.pages.test_permissions import ask, faults, url_of
from tests.pages.world import footprint

LABELS = [route.label for route in MATRIX]
#: Routes of what one unit owns; the register of councillors is one for all.
OWNED = [route for route in MATRIX if route.policy["elsewhere"] == 404]


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    """The right to the file is asked about here, not the file."""
    monkeypatch.setattr("inquiries.document.files.pdf_of", lambda html: b"%PDF-")


def client_of(desks: InquiryWorld, role: str) -> Client:
    client = Client()
    if person := desks.people[role]:
        client.force_login(person)
    return client


@pytest.mark.parametrize("route", MATRIX, ids=LABELS)
def test_each_role_and_method_gets_its_status(route, desks):
    before = footprint()
    wrong = [
        f"{role} {fault}"
        for role in ROLES
        for fault in faults(route, role, client_of(desks, role), desks)
    ]
    assert not wrong, "\n".join(wrong)
    assert footprint() == before


def statuses(routes: list[Route], found: Callable[[Route], Iterator[int]]) -> dict[str, list[int]]:
    """What each route answers; all are asked in one world, which takes longer to make."""
    return {route.label: list(found(route)) for route in routes}


def test_what_is_another_units_is_not_found(desks):
    client = client_of(desks, "drafter")

    def found(route: Route) -> Iterator[int]:
        url = url_of(route, desks.elsewhere)
        for method in route.methods:
            yield ask(client, method, url, route.data, htmx=False).status_code

    told = statuses(OWNED, found)
    assert {label for label, codes in told.items() if set(codes) != {404}} == set()


def test_an_id_of_another_unit_is_not_found(desks):
    """Each id that stands beside the number in an address, taken from elsewhere."""
    client = client_of(desks, "drafter")

    def found(route: Route) -> Iterator[int]:
        for name in set(names_in_address(route.name)) - {"year", "number", "kind", "act"}:
            theirs = route.kwargs(desks.elsewhere)[name]
            url = url_of(route, desks.here, **{name: theirs})
            yield ask(client, route.methods[-1], url, route.data, htmx=False).status_code

    told = statuses(OWNED, found)
    assert any(told.values())
    assert {label for label, codes in told.items() if set(codes) - {404}} == set()


def test_a_form_that_is_opened_and_left_writes_nothing(desks):
    before, client = AuditEntry.objects.count(), client_of(desks, "drafter")
    told = statuses(FORMS, lambda route: iter([client.get(url_of(route, desks.here)).status_code]))
    assert told.keys() == {route.label for route in FORMS}
    assert AuditEntry.objects.count() == before
