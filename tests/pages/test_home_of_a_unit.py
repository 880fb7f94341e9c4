"""What waits for somebody in a unit, on the home page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from inquiries.choices import InquiryState
from inquiries.models import Clearance, StandIn, Submission
from inquiries.services.clearances_waiting import waiting_for_word_of
from inquiries.services.drafts import reply_of
from partnership.services.follow_ups import add_follow_up
from tests import inquiry_factories
from tests.pages.html import main_text, soup_of


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit()


@pytest.fixture
def approvers(unit):
    return [inquiry_factories.make_approver(unit) for _ in range(2)]


@pytest.fixture
def inquiry(unit, approvers):
    return in_clearance(unit, approvers)


def in_clearance(unit, approvers, **values):
    """An inquiry whose reply waits for the approvers, in their order."""
    made = inquiry_factories.make_inquiry(unit, by=approvers[0], **values)
    reply = reply_of(made)
    for position, user in enumerate(approvers, start=1):
        reply.approvers.create(user=user, position=position)
    Submission.objects.create(reply=reply, by_name="", digest="")
    made.state = InquiryState.CLEARANCE
    made.save(update_fields=["state"])
    return made


def waiting(*people) -> list[bool]:
    return [waiting_for_word_of(person).exists() for person in people]


def clear(inquiry, position: int) -> None:
    submission = Submission.objects.get(reply__inquiry=inquiry, ended_at__isnull=True)
    Clearance.objects.create(submission=submission, position=position, by_name="", sha256="")


def test_a_letter_waits_for_the_first_approver_and_then_the_next(inquiry, approvers):
    assert waiting(*approvers) == [True, False]
    clear(inquiry, 1)
    assert waiting(*approvers) == [False, True]
    clear(inquiry, 2)
    assert waiting(*approvers) == [False, False]


def test_after_a_return_the_first_is_asked_again(inquiry, approvers):
    clear(inquiry, 1)
    Submission.objects.update(ended_at=timezone.now())
    assert waiting(*approvers) == [False, False]
    Submission.objects.create(reply=reply_of(inquiry), by_name="", digest="")
    assert waiting(*approvers) == [True, False]


@pytest.mark.parametrize(("until", "asked"), [(0, True), (-1, False)])
def test_a_letter_waits_for_a_stand_in_while_it_lasts(unit, inquiry, approvers, until, asked):
    today = timezone.localdate()
    stand_in = inquiry_factories.make_drafter(unit)
    days = {"starts_on": today - timedelta(days=3), "ends_on": today + timedelta(days=until)}
    StandIn.objects.create(unit=unit, absent=approvers[0], user=stand_in, **days)
    assert waiting(stand_in) == [asked]


def test_a_confidential_letter_waits_for_nobody_who_may_not_see_it(unit, approvers):
    in_clearance(unit, approvers[::-1], confidential=True)
    assert waiting(approvers[0]) == [False]


def test_the_home_page_names_what_waits(unit, inquiry, approvers, log_in):
    mine = {"subject": "mine", "responsible": approvers[0]}
    inquiry_factories.make_inquiry(unit, by=approvers[0], **mine)
    page = soup_of(log_in(approvers[0]).get(reverse("home")))
    assert inquiry.subject in page.select_one("[aria-labelledby=letters-to-clear]").text
    assert "over fristen" in page.select_one("[aria-labelledby=my-inquiries]").text


def test_what_others_answer_does_not_stand_on_my_home_page(unit, approvers, log_in):
    inquiry_factories.make_inquiry(unit, by=None, subject="andres", responsible=approvers[1])
    assert "andres" not in main_text(log_in(approvers[0]).get(reverse("home")))


def test_home_asks_no_more_for_thirty_of_everything_than_for_three(unit, approvers, log_in):
    me = approvers[0]
    client = log_in(me)

    def queries(start: int, stop: int) -> int:
        for number in range(start, stop):
            made = inquiry_factories.make_inquiry(unit, by=me, responsible=me)
            in_clearance(unit, [me])
            promised = {"unit": unit, "what": f"Loefte {number}", "owner": me}
            add_follow_up(by=me, origin="x", origin_uuid=made.uuid, **promised)
        seen: list[int] = []
        with connection.execute_wrapper(lambda run, *a: (seen.append(1), run(*a))[1]):
            assert client.get(reverse("home")).status_code == 200
        return len(seen)

    assert queries(0, 3) == queries(3, 30)


def test_the_earliest_deadline_stands_first(unit, approvers, log_in):
    me = approvers[0]
    for day in (25, 22, 29):
        days = {"asked_on": date(2024, 11, day), "received_on": date(2024, 11, day)}
        inquiry_factories.make_inquiry(unit, by=me, responsible=me, subject=f"emne {day}", **days)
    page = soup_of(log_in(me).get(reverse("home")))
    found = [link.text.split()[-1] for link in page.select("[aria-labelledby=my-inquiries] li a")]
    assert found == ["22", "25", "29"]
