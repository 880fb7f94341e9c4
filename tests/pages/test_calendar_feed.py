"""The calendar of deadlines behind its link."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from inquiries.services import feeds
from inquiries.services.extensions import extend, pause
from inquiries.services.register import withdraw
from partnership.services.links import sign
from tests import inquiry_factories
from tests.pages.html import soup_of


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit(deadline_days=6, starts_from="asked")


@pytest.fixture
def owner(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def inquiry(unit, owner):
    return inquiry_factories.make_inquiry(unit, by=owner, subject="lys, ro; og bænke")


@pytest.fixture
def address(owner):
    return feeds.address_of(feeds.renew(by=owner))


def events_of(address):
    """What a program without a login reads."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def nothing_at(address) -> int:
    answer = Client().get(address)
    gone = "Linket virker ikke længere."
    assert answer.content.decode() == (gone if answer.status_code == 410 else "")
    return answer.status_code


def test_the_feed_shows_deadlines_as_whole_days(inquiry, address):
    [event] = events_of(address)
    assert event["dtstart"].dt == date(2024, 12, 2)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
    assert event["summary"] == f"Frist: {inquiry}"
    assert event["url"].endswith(reverse("inquiry", args=[inquiry.year, inquiry.number]))


def test_it_is_a_calendar_that_nobody_keeps(inquiry, address):
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    found = Calendar.from_ical(answer.content)
    assert (found["version"], bool(found["prodid"]), found.errors) == ("2.0", True, [])


def test_an_event_keeps_its_uid_when_the_deadline_moves(inquiry, owner, address):
    [before] = events_of(address)
    extend(inquiry, days=2, reason="Tal", agreed_with="Kim", seen=0, by=owner)
    [after] = events_of(address)
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == date(2024, 12, 4)


def test_of_a_confidential_inquiry_those_named_get_the_number_alone(unit, owner, address):
    secret = {"subject": "en hemmelighed", "asker_name": "Hemmelig Person", "confidential": True}
    made = inquiry_factories.make_inquiry(unit, by=owner, **secret)
    [event] = events_of(address)
    assert made.designation in event["summary"]
    assert b"hemmelig" not in Client().get(address).content.lower()


def test_what_the_owner_may_not_see_is_not_in_the_feed(unit, inquiry, address, owner):
    colleague = inquiry_factories.make_drafter(unit)
    inquiry_factories.make_inquiry(unit, by=colleague, confidential=True)
    inquiry_factories.make_inquiry(inquiry_factories.make_unit(), by=None)
    assert len(events_of(address)) == 1
    owner.seats.all().delete()
    assert events_of(address) == []


def test_what_is_withdrawn_or_stands_still_has_no_event(unit, inquiry, owner, address):
    pause(inquiry, starts_on=date(2024, 11, 26), reason="svar", by=owner)
    withdraw(inquiry_factories.make_inquiry(unit, by=owner), by=owner, reason="Nej.")
    assert events_of(address) == []


def test_a_renewed_link_ends_the_one_before(inquiry, owner, address):
    renewed = feeds.address_of(feeds.renew(by=owner))
    assert nothing_at(address) == 404
    assert len(events_of(renewed)) == 1


def test_a_revoked_link_shows_nothing(inquiry, owner, address):
    feeds.revoke(by=owner)
    assert nothing_at(address) == 410


def test_a_link_whose_owner_may_not_log_in_shows_nothing(inquiry, owner, address):
    owner.is_active = False
    owner.save(update_fields=["is_active"])
    assert nothing_at(address) == 410


@pytest.mark.parametrize("token", ["x", "%00", "a" * 500, "calendar"])
def test_a_token_that_nobody_has_is_not_found(db, token):
    assert nothing_at(f"/inquiries/calendar/{token}.ics") == 404


def test_a_link_of_another_kind_opens_no_calendar(inquiry, owner):
    feed = feeds.renew(by=owner)
    token = sign(feed.nonce, salt="activities.invitation")
    assert nothing_at(reverse("calendar", args=[token])) == 404


def test_the_feed_asks_no_more_for_thirty_deadlines_than_for_three(unit, owner, address):
    def queries(wanted: int) -> int:
        while owner.seats.get().unit.inquiries.count() < wanted:
            inquiry_factories.make_inquiry(unit, by=owner, responsible=owner)
        seen = []
        with connection.execute_wrapper(lambda run, *a: (seen.append(1), run(*a))[1]):
            assert len(events_of(address)) == wanted
        return len(seen)

    assert queries(3) == queries(30)


def test_the_page_makes_shows_renews_and_revokes_the_link(owner, log_in):
    client, url = log_in(owner), reverse("calendar_feed")

    def shown(answer) -> str:
        field = soup_of(answer).select_one("#feed-address")
        return field["value"] if field else ""

    assert shown(client.get(url)) == ""
    first = shown(client.post(reverse("calendar_feed_renew"), follow=True))
    second = shown(client.post(reverse("calendar_feed_renew"), follow=True))
    assert first.startswith("http")
    assert second not in ("", first)
    assert shown(client.post(reverse("calendar_feed_revoke"), follow=True)) == ""
    assert nothing_at(second.removeprefix("http://testserver")) == 410
