"""A page of the inquiries asks the database as often for thirty rows as for three."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from inquiries.services.closing_days import add_closing_day
from inquiries.services.drafts import reply_of
from inquiries.services.extensions import extend
from inquiries.services.passages import index_letter
from partnership.services.follow_ups import add_follow_up
from tests import inquiry_factories
from tests.pages.inquiry_matrix import MATRIX
from tests.pages.inquiry_world import InquiryWorld
from tests.pages.test_permissions import url_of

FEW, MANY = 3, 30
PAGES = [route for route in MATRIX if "GET" in route.methods]


def grow(desks: InquiryWorld, start: int, stop: int) -> None:
    """One more of everything a page lists, for each number from start to stop."""
    here, by = desks.here, desks.people["drafter"]
    for number in range(start, stop):
        inquiry = inquiry_factories.make_inquiry(
            here.unit, by=by, responsible=by, subject=f"emne {number}"
        )
        organisation = here.inquiry.organisations.get()
        inquiry_factories.make_contact(here.unit, organisation)
        inquiry_factories.make_block(here.unit)
        inquiry_factories.make_remark(here.inquiry, by)
        figure = inquiry_factories.make_figure(here.unit)
        inquiry_factories.take_figure(here.inquiry, figure, by)
        index_letter(inquiry_factories.make_letter(inquiry))
        inquiry_factories.make_councillor(f"Kim {number}")
        inquiry_factories.make_drafter(here.unit)
        here.unit.senders.create(title=f"Afsender {number}", position=number + 1)
        here.unit.signatories.create(name=f"Kim {number}", title="Chef", position=number + 1)
        asked = here.inquiry.questions.create(number=number + 2, text=f"Og {number}?")
        reply_of(here.inquiry).answers.create(question=asked, body="<p>Ja.</p>")
        _grow_deadlines(desks, number)


def _grow_deadlines(desks: InquiryWorld, number: int) -> None:
    """More extensions, closing days, and follow-ups of everybody."""
    here, by = desks.here, desks.people["drafter"]
    told = {"reason": "Vi venter.", "agreed_with": "Kim Raad"}
    for inquiry in (here.inquiry, here.confidential, here.paused):
        extend(inquiry, days=1, seen=inquiry.extensions.count(), by=by, **told)
    for day in (date(2027, 2, 1), date(2023, 2, 1)):
        add_closing_day(on=day + timedelta(days=number), name="Lukket", by=by)
    for owner in (by, inquiry_factories.make_drafter(here.unit)):
        origin = {"origin": "Spoergsmaal", "origin_uuid": here.inquiry.uuid}
        add_follow_up(by=by, unit=here.unit, what=f"Loefte {number}", owner=owner, **origin)


def counted(desks: InquiryWorld) -> dict[str, int]:
    """Queries by page, for a drafter of the unit or one who keeps what drafters may not."""
    counts = {}
    for route in PAGES:
        client = Client()
        who = "drafter" if route.policy["drafter"] == 200 else "approver"
        client.force_login(desks.people[who])
        queries = []
        with connection.execute_wrapper(
            lambda execute, *arguments, seen=queries: (seen.append(1), execute(*arguments))[1]
        ):
            answer = client.get(url_of(route, desks.here))
        assert answer.status_code == 200, route.label
        counts[route.label] = len(queries)
    return counts


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    monkeypatch.setattr("inquiries.document.files.pdf_of", lambda html: b"%PDF-")


@pytest.mark.once
def test_no_page_asks_more_for_thirty_rows_than_for_three(desks):
    grow(desks, 0, FEW)
    counted(desks)  # what is read once a process is read here
    few = counted(desks)
    grow(desks, FEW, MANY)
    many = counted(desks)
    more = [f"{page}: {few[page]}, then {many[page]}" for page in few if many[page] != few[page]]
    assert not more, "\n".join(more)
