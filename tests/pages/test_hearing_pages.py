"""Being heard about a reallocation: the steering group's form, and guests by link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.services import invitations
from budgets.models import HearingLink, HearingStatement
from budgets.services import decisions
from budgets.services.hearing_links import revoke_link
from budgets.services.hearing_tokens import address_of, token_of
from budgets.services.hearings import STATEMENTS, make_statement
from budgets.services.ledger import set_frame
from budgets.services.reallocation_mail import page_of
from tests.pages.html import main_text, messages_of, soup_of, summary_of
from tests.pages.matrix import HEARINGS, url_names
from tests.pages.world import footprint


@pytest.fixture
def link(here) -> HearingLink:
    return here.hearing_link


@pytest.fixture
def send(client, link):
    """Make a statement as the guest."""

    def post(stance: str = "remarks", text: str = "Husk lyset.", token: str = "") -> object:
        url = reverse("hearing_statement", args=[token or token_of(link)])
        return client.post(url, {"stance": stance, "text": text})

    return post


def test_every_address_of_a_hearing_is_told_here():
    assert url_names() >= HEARINGS == {"hearing", "hearing_statement"}


def test_the_guest_reads_this_reallocation_without_a_login(here, link, client):
    answer = client.get(address_of(link))
    page = main_text(answer)
    assert answer.status_code == 200
    assert here.hearing.reason in page
    assert "8.000" in page
    assert not soup_of(answer).select("a[href^='/plans/'], nav")


def test_the_guest_sees_nothing_of_the_plans_whole_economy(here, cast, link, client):
    set_frame(here.plan, 9_876_543, by=cast.secretariat)
    assert "9.876.543" not in client.get(address_of(link)).content.decode()


def test_the_guests_page_is_kept_by_nobody(link, client):
    answer = client.get(address_of(link))
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_a_guest_is_heard_and_sees_the_own_statement_only(here, cast, link, send, client):
    make_statement(here.hearing, by=cast.steering_group, stance="against", text="Nej tak.")
    assert send().status_code == 302
    page = main_text(client.get(address_of(link)))
    assert "Husk lyset." in page
    assert "Nej tak." not in page


def test_a_position_must_be_taken_and_explained(link, send):
    for stance, text in (("", "Hej"), ("nonsense", "Hej"), ("against", " "), ("remarks", "")):
        answer = send(stance, text)
        assert answer.status_code == 422
        assert summary_of(answer)
    assert not link.statements.exists()


def test_a_text_too_long_comes_back(send):
    text = "a" * 4001
    answer = send(text=text)
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_a_link_that_works_no_longer_says_so_and_gives_back_what_was_typed(here, link, cast, send):
    revoke_link(link, by=cast.secretariat)
    answer = send()
    assert answer.status_code == 410
    assert "Husk lyset." in answer.content.decode()
    assert here.hearing.subject not in answer.content.decode()


@pytest.fixture
def over(here):
    """In hearing still, but its date has passed."""
    here.hearing.hearing_until = timezone.localdate() - timedelta(days=1)
    here.hearing.save(update_fields=["hearing_until"])
    return here.hearing


def test_after_the_date_the_link_says_when_it_opens_again_and_nothing_else(over, link, client):
    answer = client.get(address_of(link))
    assert answer.status_code == 410
    assert "30 dage" in main_text(answer)
    assert over.subject not in answer.content.decode()


def test_a_revoked_link_does_not_promise_to_open_again(over, link, client, cast):
    revoke_link(link, by=cast.secretariat)
    assert "30 dage" not in main_text(client.get(address_of(link)))


def test_after_a_late_decision_the_guest_reads_it_and_can_write_no_more(
    over, link, client, cast, send
):
    decisions.refuse(over, by=cast.decider, reason="Ingen midler i år.")
    page = client.get(address_of(link))
    assert "Ingen midler i år." in main_text(page)
    assert not soup_of(page).select("form")
    assert send().status_code == 409


def test_the_guest_sees_nobody_elses_statement_after_the_decision(over, link, client, cast):
    make_statement(over, by=cast.steering_group, stance="against", text="Nej tak.")
    decisions.refuse(over, by=cast.decider, reason="Ingen midler.")
    page = client.get(address_of(link))
    assert "Nej tak." not in page.content.decode()
    assert not soup_of(page).select("a[href^='/plans/'], nav")


def test_the_secretariat_revokes_after_the_decision(over, link, client, cast, log_in):
    decisions.refuse(over, by=cast.decider, reason="Nej.")
    revoke = reverse("hearing_link_revoke", args=[link.uuid])
    secretariat = log_in(cast.secretariat)
    assert revoke in secretariat.get(page_of(over)).content.decode()
    secretariat.post(revoke)
    assert client.get(address_of(link)).status_code == 410


def test_one_statement_too_many_comes_back_as_it_was_typed(link, send):
    for _ in range(STATEMENTS.a_day):
        assert send().status_code == 302
    answer = send(text="En til.")
    assert answer.status_code == 409
    assert "En til." in soup_of(answer).select_one("textarea").text
    assert summary_of(answer)


def test_who_has_said_enough_today_is_told_before_writing(link, send, client):
    for _ in range(STATEMENTS.a_day):
        send()
    page = client.get(address_of(link))
    assert not soup_of(page).select("form")
    assert "i morgen" in main_text(page)


@pytest.mark.parametrize("token", ["x", "0" * 43])
def test_a_token_that_nobody_has_is_not_found(token, here, send, client):
    assert client.get(reverse("hearing", args=[token])).status_code == 404
    assert send(token=token).status_code == 404


def test_a_plans_link_opens_no_hearing(here, client):
    token = invitations.token_of(here.invitation)
    assert client.get(reverse("hearing", args=[token])).status_code == 404
    assert client.get(reverse("invited", args=[token_of(here.hearing_link)])).status_code == 404


def test_after_the_decision_the_guest_is_told_and_loses_nothing(here, cast, link, send):
    decisions.refuse(here.hearing, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    answer = send()
    assert answer.status_code == 409
    assert "Husk lyset." in answer.content.decode()
    assert not link.statements.exists()


def test_reading_writes_nothing_but_when_the_link_was_used(here, link, client):
    before = footprint()
    client.get(address_of(link))
    assert footprint() == before


# The steering group


def address(here, name: str) -> str:
    plan = here.hearing.plan
    return reverse(name, args=[plan.partnership.slug, plan.year, here.hearing.number])


def test_the_steering_group_is_heard_on_the_page(here, cast, log_in):
    client = log_in(cast.steering_group)
    sent = {"stance": "against", "text": "Vent til foråret."}
    page = client.post(address(here, "reallocation_state"), sent, follow=True)
    assert messages_of(page)
    assert "Vent til foråret." in main_text(page)


def test_who_is_awaited_is_named(here, cast, log_in):
    page = main_text(log_in(cast.reader).get(address(here, "reallocation")))
    assert cast.steering_group.name in page
    assert here.hearing_link.name in page


def test_only_the_secretariat_sees_the_address_to_copy(here, cast, log_in):
    for user, seen in ((cast.secretariat, True), (cast.steering_group, False)):
        page = log_in(user).get(address(here, "reallocation")).content.decode()
        assert (token_of(here.hearing_link) in page) == seen


def test_a_link_is_made_and_revoked(here, cast, log_in):
    client = log_in(cast.secretariat)
    sent = {"name": "Bo Beboer", "role": "Beboerforeningen", "email": "bo@example.dk"}
    client.post(address(here, "hearing_link_add"), sent)
    made = HearingLink.objects.get(name="Bo Beboer")
    guest = Client()
    assert guest.get(address_of(made)).status_code == 200
    client.post(reverse("hearing_link_revoke", args=[made.uuid]))
    assert guest.get(address_of(made)).status_code == 410


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "Bo", "email": "ingen adresse"}])
def test_a_link_wants_a_name_and_an_address_that_is_one(sent, here, cast, log_in):
    before = HearingLink.objects.count()
    answer = log_in(cast.secretariat).post(address(here, "hearing_link_add"), sent)
    assert answer.status_code == 422
    assert HearingLink.objects.count() == before


def test_a_statement_that_comes_too_late_is_given_back(here, cast, log_in):
    client = log_in(cast.steering_group)
    decisions.refuse(here.hearing, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    sent = {"stance": "against", "text": "For sent."}
    answer = client.post(address(here, "reallocation_state"), sent)
    assert answer.status_code == 409
    assert "For sent." in answer.content.decode()
    assert not HearingStatement.objects.exists()
