"""The deadline on the page of an inquiry, and the pages that move it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inquiries.services.closing_days import add_closing_day
from inquiries.services.extensions import extend, pause
from inquiries.services.register import withdraw
from tests import inquiry_factories
from tests.pages.html import error_at, main_text, soup_of


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit(deadline_days=6, starts_from="asked")


@pytest.fixture
def by(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def drafter(by, log_in):
    return log_in(by)


@pytest.fixture
def inquiry(unit, by):
    return inquiry_factories.make_inquiry(unit, by=by)


def url_of(name, inquiry):
    return reverse(name, args=[inquiry.year, inquiry.number])


def days_of(client, inquiry) -> dict[str, list[str]]:
    """Number and reason of each day of the table, by the day."""
    page = soup_of(client.get(url_of("inquiry", inquiry)))
    rows = page.select("#deadline tbody tr")
    return {
        " ".join(row.th.text.split()): [cell.text.strip() for cell in row("td")] for row in rows
    }


def test_the_deadline_is_explained_day_by_day(drafter, inquiry, by):
    add_closing_day(on=date(2024, 11, 28), name="Flytning", by=by)
    days = days_of(drafter, inquiry)
    assert len(days) == 11
    assert days["lør 23.11."] == ["\u2013", "Weekend"]
    assert days["man 25.11."][0] == "1"
    assert days["tor 28.11."] == ["\u2013", "Flytning"]
    assert days["tir 3.12."][0] == "6"


def test_public_holidays_stand_there_by_their_danish_names(drafter, unit, by):
    days = {"asked_on": date(2024, 12, 23), "received_on": date(2024, 12, 23)}
    inquiry = inquiry_factories.make_inquiry(unit, by=by, **days)
    assert days_of(drafter, inquiry)["tor 26.12."] == ["\u2013", "Anden juledag"]


def test_days_of_an_extension_and_a_pause_say_so(drafter, inquiry, by):
    extend(inquiry, days=1, reason="Tal", agreed_with="Kim", seen=0, by=by)
    pause(inquiry, starts_on=date(2024, 12, 3), reason="svar fra Kim", by=by)
    days = days_of(drafter, inquiry)
    assert "svar fra Kim" in days["tir 3.12."][1]
    text = main_text(drafter.get(url_of("inquiry", inquiry)))
    assert "Kim" in text


def test_the_page_calls_the_rule_the_authoritys_own(drafter, inquiry):
    panel = soup_of(drafter.get(url_of("inquiry", inquiry))).select_one("#deadline")
    assert "myndighedens egen regel" in panel.text


def test_an_extension_tells_the_old_and_the_new_deadline(drafter, inquiry):
    url = url_of("inquiry_extend", inquiry)
    sent = {"days": "3", "reason": "Tal", "agreed_with": "Kim Raad", "seen": "0"}
    text = soup_of(drafter.post(url, sent, follow=True)).select_one(".messages").text
    assert "2. december 2024" in text
    assert "5. december 2024" in text


@pytest.mark.parametrize("days", ["", "0", "366", "tre", "-1", "9" * 30])
def test_days_that_are_none_are_refused_beside_the_field(drafter, inquiry, days):
    sent = {"days": days, "reason": "Tal", "agreed_with": "Kim", "seen": "0"}
    answer = drafter.post(url_of("inquiry_extend", inquiry), sent)
    assert answer.status_code == 422
    assert error_at(answer, "days")
    assert not inquiry.extensions.exists()


def test_an_extension_needs_a_reason_and_who_agreed(drafter, inquiry):
    sent = {"days": "3", "reason": " ", "agreed_with": "", "seen": "0"}
    answer = drafter.post(url_of("inquiry_extend", inquiry), sent)
    assert error_at(answer, "reason")
    assert error_at(answer, "agreed_with")


def test_an_extension_on_top_of_another_keeps_what_was_typed(drafter, inquiry, by):
    extend(inquiry, days=1, reason="Tal", agreed_with="Kim", seen=0, by=by)
    sent = {"days": "3", "reason": "Mere tid", "agreed_with": "Kim", "seen": "0"}
    answer = drafter.post(url_of("inquiry_extend", inquiry), sent)
    assert answer.status_code == 422
    assert "3. december 2024" in main_text(answer)
    assert "Mere tid" in main_text(answer)


def test_a_pause_and_its_end_tell_both_deadlines(drafter, inquiry):
    sent = {"starts_on": "26.11.2024", "reason": "svar fra Kim"}
    paused = drafter.post(url_of("inquiry_pause", inquiry), sent, follow=True)
    assert "2. december 2024" in soup_of(paused).select_one(".messages").text
    sent = {"ends_on": "27.11.2024"}
    resumed = drafter.post(url_of("inquiry_resume", inquiry), sent, follow=True)
    text = soup_of(resumed).select_one(".messages").text
    assert "2. december 2024" in text
    assert "4. december 2024" in text


def test_a_pause_to_come_is_refused_beside_its_day(drafter, unit, by):
    today = timezone.localdate()
    inquiry = inquiry_factories.make_inquiry(unit, by=by, asked_on=today, received_on=today)
    sent = {"starts_on": f"{today + timedelta(days=1):%d.%m.%Y}", "reason": "svar"}
    answer = drafter.post(url_of("inquiry_pause", inquiry), sent)
    assert error_at(answer, "starts_on")


@pytest.mark.parametrize("name", ["inquiry_extend", "inquiry_pause", "inquiry_resume"])
def test_the_deadline_of_what_is_withdrawn_is_not_moved(drafter, inquiry, by, name):
    withdraw(inquiry, by=by, reason="Taget tilbage.")
    assert drafter.get(url_of(name, inquiry)).status_code == 403


def test_the_list_shows_open_ones_with_the_overdue_first_in_words(drafter, unit, by, inquiry):
    today = timezone.localdate()
    late = {"asked_on": today - timedelta(days=30), "received_on": today - timedelta(days=30)}
    inquiry_factories.make_inquiry(unit, by=by, subject="ny", asked_on=today, received_on=today)
    inquiry_factories.make_inquiry(unit, by=by, subject="sen", **late)
    gone = inquiry_factories.make_inquiry(unit, by=by, subject="taget tilbage")
    withdraw(gone, by=by, reason="Nej.")
    rows = soup_of(drafter.get(reverse("inquiries"))).select("tbody tr")
    assert [row.th.text.strip() for row in rows] == ["lys paa pladsen", "sen", "ny"]
    assert "dage over fristen" in rows[0].text


def test_the_list_shows_all_when_asked(drafter, inquiry, by):
    withdraw(inquiry, by=by, reason="Nej.")
    assert len(soup_of(drafter.get(reverse("inquiries"), {"state": ""})).select("tbody tr")) == 1


def test_a_closing_day_tells_how_many_deadlines_have_moved(unit, inquiry, log_in):
    client = log_in(inquiry_factories.make_approver(unit))
    sent = {"on": "29.11.2024", "name": "Lukket"}
    answer = client.post(reverse("closing_day_add"), sent, follow=True)
    text = soup_of(answer).select_one(".messages").text
    assert "29. november 2024" in text
    assert "1 frist" in text


def test_a_public_holiday_is_no_closing_day(unit, log_in):
    client = log_in(inquiry_factories.make_approver(unit))
    answer = client.post(reverse("closing_day_add"), {"on": "25.12.2024", "name": "Jul"})
    assert answer.status_code == 422
    assert "Juledag" in error_at(answer, "on")


def test_the_first_rules_of_a_unit_are_written_on_its_page(unit, log_in):
    unit.rules.delete()
    client = log_in(inquiry_factories.make_approver(unit))
    url = reverse("unit_rules", args=[unit.uuid])
    sent = {"seen": "1", "deadline_days": "8", "day_count": "working", "starts_from": "asked"}
    assert client.post(url, {**sent, "remind_days": "3"}).status_code == 302
    assert inquiry_factories.make_inquiry(unit, by=None).due_on == date(2024, 12, 4)
    again = client.post(url, {**sent, "remind_days": "5"})
    assert again.status_code == 409


def test_new_rules_leave_the_deadlines_that_are_set(unit, inquiry, log_in):
    client = log_in(inquiry_factories.make_approver(unit))
    sent = {"seen": "1", "deadline_days": "20", "day_count": "calendar", "starts_from": "asked"}
    client.post(reverse("unit_rules", args=[unit.uuid]), {**sent, "remind_days": "3"})
    inquiry.refresh_from_db()
    assert inquiry.due_on == date(2024, 12, 2)
