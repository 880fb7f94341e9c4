"""The list of inquiries: its filters, its order, and what is only being corrected."""

import pytest
from django.urls import reverse

from inquiries.models import Inquiry
from inquiries.services.dispatch import correct
from tests import factories, inquiry_factories
from tests.inquiries.letters import sent_letter
from tests.pages.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def corrected(unit, drafter) -> Inquiry:
    """Answered, and opened again for another letter."""
    letter = sent_letter(unit, drafter, inquiry_factories.make_approver(unit))
    correct(letter.reply.inquiry, by=drafter, reason="Tallet var forkert.")
    Inquiry.objects.update(responsible=drafter)
    return Inquiry.objects.get()


def listed(client, **filters: str) -> list[str]:
    rows = soup_of(client.get(reverse("inquiries"), filters)).select("tbody tr")
    return [row.select_one("td a").text.strip() for row in rows]


def options(client, name: str) -> str:
    return soup_of(client.get(reverse("inquiries"))).select_one(f"select[name={name}]").text


def test_the_list_is_filtered_by_councillor_and_by_activity(unit, drafter, log_in):
    councillor = inquiry_factories.make_councillor()
    activity = factories.make_activity(factories.make_plan())
    inquiry_factories.make_inquiry(unit)
    by_one = inquiry_factories.make_inquiry(unit, councillor=councillor)
    about = inquiry_factories.make_inquiry(unit, activities=[activity])
    client = log_in(drafter)
    assert listed(client, councillor=str(councillor.pk)) == [by_one.designation]
    assert listed(client, activity=str(activity.pk)) == [about.designation]


def test_a_confidential_inquiry_is_not_told_by_the_choices_of_a_filter(unit, drafter, log_in):
    activity = factories.make_activity(factories.make_plan(), "Hemmelig indsats")
    inquiry_factories.make_inquiry(unit, activities=[activity], confidential=True)
    assert "Hemmelig" not in options(log_in(drafter), "activity")


def test_what_is_corrected_comes_after_what_waits_for_an_answer(unit, drafter, corrected, log_in):
    waits = inquiry_factories.make_inquiry(unit, responsible=drafter)
    assert listed(log_in(drafter)) == [waits.designation, corrected.designation]
    assert list(Inquiry.objects.by_deadline()) == [waits, corrected]


def test_what_is_corrected_shows_no_deadline_that_runs(drafter, corrected, log_in):
    url = reverse("inquiry", args=[corrected.year, corrected.number])
    client = log_in(drafter)
    pages = [soup_of(client.get(to)) for to in (url, reverse("home"), reverse("inquiries"))]
    assert not any(page.select(".state--bad") for page in pages)
    assert "Fristen er" not in pages[0].select_one(".page-lede").text
