"""The steps of an inquiry on its page: refused ones keep what was typed and say why."""

import pytest
from django.urls import reverse
from django.utils import timezone

from inquiries.models import Dispatch, Submission
from inquiries.services.drafts import edit_answer, reply_of
from partnership.formats import short_date
from tests.pages.html import error_at, soup_of, summary_of


def url(name: str, inquiry) -> str:
    return reverse(name, args=[inquiry.year, inquiry.number])


@pytest.fixture
def drafter(desks, log_in):
    return log_in(desks.people["drafter"])


def sent(client, inquiry, **changed: str) -> dict[str, str]:
    """What the form of the step holds on the page, and what is changed in it."""
    page = soup_of(client.get(url("inquiry", inquiry)))
    form = page.select_one("#steps form[action$='/submit/'], #steps form[action$='/dispatch/']")
    held = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    chosen = form.select_one("select option[selected]")
    return held | ({"channel": chosen["value"]} if chosen else {}) | changed


def test_a_letter_changed_a_second_ago_is_not_sent_to_clearance(desks, drafter):
    inquiry = desks.here.written
    data = sent(drafter, inquiry, approver_1=str(desks.people["approver"].pk))
    answer = reply_of(inquiry).answers.get()
    edit_answer(answer, body="<p>Nej.</p>", seen=answer.version, by=desks.people["approver"])
    refused = drafter.post(url("inquiry_submit", inquiry), data)
    assert refused.status_code == 422
    assert summary_of(refused)
    assert not Submission.objects.filter(reply__inquiry=inquiry).exists()


def test_what_the_page_shows_then_can_be_sent(desks, drafter):
    inquiry = desks.here.written
    other = desks.people["approver"]
    data = sent(drafter, inquiry, approver_1=str(other.pk), seen="0" * 64)
    page = soup_of(drafter.post(url("inquiry_submit", inquiry), data))
    form = page.select_one("#steps form[action$='/submit/']")
    again = {"approver_1": form.select_one("option[selected]")["value"]}
    again["seen"] = form.select_one("[name=seen]")["value"]
    assert drafter.post(url("inquiry_submit", inquiry), again).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"sent_on": "3.12.2024"}, "reason"),
        ({"sent_on": "31.12.2099"}, "sent_on"),
        ({"sent_on": "21.11.2024", "reason": "Derfor."}, "sent_on"),
        ({"sent_on": "i morgen"}, "sent_on"),
    ],
)
def test_a_dispatch_that_cannot_be_is_refused_beside_the_field(typed, field, desks, drafter):
    inquiry = desks.here.cleared
    before = Dispatch.objects.count()
    data = sent(drafter, inquiry, channel="mail", **typed)
    refused = drafter.post(url("inquiry_dispatch", inquiry), data)
    assert refused.status_code == 422
    assert error_at(refused, f"dispatch_{field}")
    assert soup_of(refused).select_one("#id_dispatch_sent_on")["value"] == typed["sent_on"]
    assert Dispatch.objects.count() == before


def test_a_letter_is_not_sent_twice(desks, drafter):
    inquiry = desks.here.cleared
    data = sent(drafter, inquiry, channel="mail")
    answers = [drafter.post(url("inquiry_dispatch", inquiry), data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 403]
    assert Dispatch.objects.filter(letter__reply__inquiry=inquiry).count() == 1


def test_what_is_not_sent_is_not_closed(desks, drafter):
    inquiry = desks.here.cleared
    assert drafter.post(url("inquiry_close", inquiry)).status_code == 403
    inquiry.refresh_from_db()
    assert inquiry.state == "cleared"


def test_a_saved_answer_brings_the_next_step_along(desks, drafter):
    inquiry = desks.here.written
    answer = reply_of(inquiry).answers.get()
    part = reverse("answer", args=[inquiry.year, inquiry.number, answer.uuid])
    page = soup_of(drafter.get(part, headers={"HX-Request": "true"}))
    assert page.select_one("#steps[hx-swap-oob] form[action$='/submit/']")


def test_the_next_step_and_the_answers_stand_before_everything_else(desks, drafter):
    page = soup_of(drafter.get(url("inquiry", desks.here.written)))
    parts = [part["id"] for part in page.select("main section.part")]
    assert parts[:3] == ["steps", "draft", "answer-1"]


def test_a_new_question_is_received_today_and_asks_for_the_rest_only_when_wanted(drafter):
    form = soup_of(drafter.get(reverse("inquiry_new"))).select_one(".part-form")
    assert form.select_one("[name=received_on]")["value"] == short_date(timezone.localdate())
    assert not form.details.has_attr("open")


def test_what_is_to_be_corrected_is_not_folded_away(drafter):
    page = soup_of(drafter.post(reverse("inquiry_new"), {"seen": 1, "subject": "lys"}))
    folded = page.select_one(".part-form details")
    assert folded.has_attr("open")
    assert folded.select_one(".field--error [name=asker_name]")


def test_why_a_letter_came_back_stands_at_the_next_step(desks, drafter, log_in):
    inquiry = desks.here.in_clearance
    chief = log_in(desks.people["approver"])
    chief.post(url("inquiry_return", inquiry), {"reason": "Skriv tallet."})
    page = soup_of(drafter.get(url("inquiry", inquiry)))
    assert "Skriv tallet." in page.select_one("#steps").get_text()
    assert page.select_one("#steps form[action$='/submit/']")


def test_the_questions_are_corrected_from_the_page_that_shows_them(desks, drafter):
    page = soup_of(drafter.get(url("inquiry", desks.here.written)))
    assert page.find("a", href=url("inquiry_questions", desks.here.written))
