"""Follow-ups: added on an inquiry, kept in a list, and done."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inquiries.services.register import withdraw
from partnership.models import FollowUp
from partnership.services.follow_ups import add_follow_up, finish_follow_up
from tests import inquiry_factories
from tests.pages.html import error_at, fields_of, main_text, soup_of


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit()


@pytest.fixture
def owner(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def client_of_owner(owner, log_in):
    return log_in(owner)


@pytest.fixture
def inquiry(unit, owner):
    return inquiry_factories.make_inquiry(unit, by=owner)


@pytest.fixture
def promise(unit, owner):
    return add_follow_up(by=owner, unit=unit, what="Sender listen.", owner=owner)


def add(client, inquiry, person, **more):
    url = reverse("follow_up_add", args=[inquiry.year, inquiry.number])
    fields = fields_of(client.get(url))
    sent = {**fields, "what": "Sender listen.", "owner": str(person.pk), "due_on": "20.12.2024"}
    return client.post(url, {**sent, **more})


def test_a_follow_up_names_the_inquiry_it_comes_from(client_of_owner, inquiry, owner):
    assert add(client_of_owner, inquiry, owner).status_code == 302
    made = FollowUp.objects.get()
    assert (made.origin_uuid, made.due_on) == (inquiry.uuid, date(2024, 12, 20))
    assert str(inquiry) in made.origin


def test_a_form_that_is_sent_twice_adds_once(client_of_owner, inquiry, owner):
    identity = {"identity": "6e7c0b8e-35a5-4d4b-9d2b-0c8b6d6f3c11"}
    for _ in range(2):
        add(client_of_owner, inquiry, owner, **identity)
    assert FollowUp.objects.count() == 1


def test_a_follow_up_without_words_or_owner_is_refused(client_of_owner, inquiry, owner):
    answer = add(client_of_owner, inquiry, owner, what="", owner="")
    assert answer.status_code == 422
    assert error_at(answer, "what")
    assert error_at(answer, "owner")


def test_it_outlives_the_inquiry_and_stands_on_the_home_page(client_of_owner, inquiry, owner):
    add(client_of_owner, inquiry, owner)
    withdraw(inquiry, by=owner, reason="Taget tilbage.")
    home = main_text(client_of_owner.get(reverse("home")))
    assert "Sender listen." in home
    assert "overskredet" in home
    url = reverse("inquiry", args=[inquiry.year, inquiry.number])
    assert "Sender listen." in soup_of(client_of_owner.get(url)).select_one("#follow-ups").text


def test_what_comes_from_a_confidential_inquiry_is_its_owners_alone(unit, owner, log_in):
    secret = inquiry_factories.make_inquiry(unit, by=owner, confidential=True)
    add(log_in(owner), secret, owner)
    made = FollowUp.objects.get()
    assert secret.subject not in made.origin
    colleague = log_in(inquiry_factories.make_drafter(unit))
    assert colleague.get(reverse("follow_up_done", args=[made.uuid])).status_code == 404
    listed = colleague.get(reverse("follow_ups"), {"whose": "all"})
    assert "Sender listen." not in main_text(listed)


def test_only_those_named_are_given_what_is_confidential(unit, owner, log_in):
    secret = inquiry_factories.make_inquiry(unit, by=owner, confidential=True)
    colleague = inquiry_factories.make_drafter(unit)
    assert error_at(add(log_in(owner), secret, colleague), "owner")


def test_done_says_how_and_by_whom(client_of_owner, promise, owner):
    url = reverse("follow_up_done", args=[promise.uuid])
    fields = fields_of(client_of_owner.get(url))
    client_of_owner.post(url, {**fields, "outcome": "Sendt den 3."})
    promise.refresh_from_db()
    assert (promise.outcome, promise.done_by_name) == ("Sendt den 3.", owner.name)
    assert promise.done_at
    assert "Sender listen." not in main_text(client_of_owner.get(reverse("home")))


def test_done_needs_words(client_of_owner, promise):
    url = reverse("follow_up_done", args=[promise.uuid])
    answer = client_of_owner.post(url, {"seen": "1", "outcome": ""})
    assert error_at(answer, "outcome")
    promise.refresh_from_db()
    assert promise.done_at is None


def test_of_two_who_mark_it_done_the_second_sees_the_first(client_of_owner, unit, promise):
    other = inquiry_factories.make_drafter(unit, "Ane")
    finish_follow_up(promise, seen=1, by=other, outcome="Sendt af Ane.")
    url = reverse("follow_up_done", args=[promise.uuid])
    answer = client_of_owner.post(url, {"seen": "1", "outcome": "Sendt af mig."})
    assert answer.status_code == 409
    assert "Sendt af mig." in main_text(answer)
    promise.refresh_from_db()
    assert (promise.outcome, promise.done_by_name) == ("Sendt af Ane.", "Ane")


def test_the_list_shows_mine_and_on_request_the_units(client_of_owner, unit, promise):
    other = inquiry_factories.make_drafter(unit)
    add_follow_up(by=other, unit=unit, what="Ringer til Kim.", owner=other)
    url = reverse("follow_ups")
    assert "Ringer til Kim." not in main_text(client_of_owner.get(url))
    assert "Ringer til Kim." in main_text(client_of_owner.get(url, {"whose": "all"}))


def test_the_list_filters_what_is_overdue_and_done(client_of_owner, unit, owner, promise):
    today = timezone.localdate()
    late = {"what": "For sent", "due_on": today - timedelta(days=1)}
    add_follow_up(by=owner, unit=unit, owner=owner, **late)
    done = add_follow_up(by=owner, unit=unit, owner=owner, what="Klaret")
    finish_follow_up(done, seen=1, by=owner, outcome="Ja.")

    def rows(state: str) -> list[str]:
        page = soup_of(client_of_owner.get(reverse("follow_ups"), {"state": state}))
        return [row.th.text.strip() for row in page.select("tbody tr")]

    assert rows("overdue") == ["For sent"]
    assert rows("done") == ["Klaret"]
    assert rows("waiting") == ["For sent", "Sender listen."]


def test_every_column_of_the_list_sorts(client_of_owner, promise):
    for name in ("what", "owner", "due_on", "origin", "done_at"):
        for sort in (name, f"-{name}"):
            assert client_of_owner.get(reverse("follow_ups"), {"sort": sort}).status_code == 200


def test_a_reader_of_the_partnership_sees_and_does_not_keep(cast, log_in):
    kept = {"partnership": cast.partnership, "owner": cast.secretariat}
    made = add_follow_up(by=cast.secretariat, what="Orienterer styregruppen.", **kept)
    url = reverse("follow_up_done", args=[made.uuid])
    reader = log_in(cast.reader)
    assert "Orienterer" in main_text(reader.get(reverse("follow_ups"), {"whose": "all"}))
    assert reader.get(url).status_code == 403
    assert log_in(cast.outsider).get(url).status_code == 404
