"""The main menu marks where one is, and the trail above the heading leads back."""

import pytest
from django.urls import reverse

from tests.pages.html import soup_of

ECONOMY = ["economy", "economy_edit", "budget_changes", "reconciliation", "stated_add"]


def marked(page) -> list[str]:
    return [link.text for link in soup_of(page).select(".site-nav [aria-current]")]


def address(cast, name: str) -> str:
    return reverse(name, args=[cast.plan.partnership.slug, cast.plan.year])


@pytest.mark.parametrize("name", ECONOMY)
def test_the_pages_of_the_money_are_marked_as_the_economy(name, cast, log_in):
    page = log_in(cast.secretariat).get(address(cast, name))
    assert marked(page) == ["Økonomi"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("plan", "Plan 2024"), ("plan_history", "Plan 2024"), ("reallocations", "Omdisponeringer")],
)
def test_other_pages_are_marked_as_what_they_belong_to(name, words, cast, log_in):
    assert marked(log_in(cast.secretariat).get(address(cast, name))) == [words]


@pytest.mark.parametrize("name", ["economy_edit", "budget_changes", "reconciliation"])
def test_the_trail_leads_back_to_the_economy(name, cast, log_in):
    page = soup_of(log_in(cast.secretariat).get(address(cast, name)))
    trail = page.select(".breadcrumbs li")
    assert trail[-2].select_one("a")["href"] == address(cast, "economy")
    assert not page.h1.text.startswith("Økonomi")
