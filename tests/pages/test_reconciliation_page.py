"""The reconciliation: printed figures beside the ledger, explained in their place."""

import pytest
from django.urls import reverse

from budgets.models import StatedFigure
from budgets.services.ledger import set_amount
from budgets.services.pools import grant
from budgets.services.stated import edit_stated_figure, remove_stated_figure
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, messages_of, open_form, soup_of
from tests.pages.matrix import route_named
from tests.pages.test_permissions import url_of

TYPED = {"where": "Side 4", "label": "Lys", "stated": "12.000", "year": "2024"}


@pytest.fixture
def page(here) -> str:
    return url_of(route_named("reconciliation"), here)


@pytest.fixture
def new(here) -> str:
    return url_of(route_named("stated_add"), here)


@pytest.fixture
def figure(here) -> StatedFigure:
    """12.000 kr. too many, of a line that holds 50.000 kr. in 2024."""
    StatedFigure.objects.all().delete()
    values = {"line": here.line, "stated": 62_000, "label": "Lys", "where": "Side 4"}
    return factories.make_stated(here.plan, **values)


def row_of(answer, figure):
    """The cells of a figure's row, by their place; None where it is not shown."""
    row = soup_of(answer).select_one(f"#figure-{figure.uuid}")
    return row and [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def explain(figure) -> str:
    return reverse("stated_explain", args=[figure.uuid])


def test_a_difference_stands_with_both_figures(figure, page, secretariat):
    cells = row_of(secretariat.get(page), figure)
    assert cells[:5] == ["Lys Side 4", "2024", "62.000", "50.000", "12.000"]


def test_the_page_and_that_of_changes_stand_under_the_economy_in_the_menu(here, page, secretariat):
    for address in (page, url_of(route_named("budget_changes"), here)):
        menu = soup_of(secretariat.get(address)).select("header nav [aria-current]")
        assert {link.get_text(strip=True) for link in menu} == {"Økonomi"}


def test_the_difference_follows_the_ledger(figure, here, page, secretariat):
    set_amount(here.line, 2024, 62_001, by=None)
    assert row_of(secretariat.get(page), figure)[4] == "\u22121"


def test_figures_that_agree_are_shown_when_asked_for(figure, here, page, secretariat):
    set_amount(here.line, 2024, 62_000, by=None)
    assert row_of(secretariat.get(page), figure) is None
    assert row_of(secretariat.get(page, {"state": "all"}), figure)


@pytest.mark.parametrize(
    ("values", "states"),
    [
        ({}, {"", "open", "all"}),
        ({"explanation": "En trykfejl."}, {"", "explained", "all"}),
        ({"stated": 50_000, "doubt": "Utydeligt."}, {"", "doubt", "all"}),
        ({"stated": 50_000}, {"all"}),
    ],
)
def test_every_choice_of_the_filter_filters(figure, page, secretariat, values, states):
    edit_stated_figure(figure, seen=1, by=None, **values)
    shown = {
        state
        for state in ("", "open", "explained", "doubt", "all")
        if row_of(secretariat.get(page, {"state": state}), figure)
    }
    assert shown == states


def test_an_invalid_filter_shows_its_error_and_no_rows(figure, page, secretariat):
    answer = secretariat.get(page, {"state": "x"})
    assert error_at(answer, "state")
    assert not soup_of(answer).select("table")


def test_without_figures_the_page_says_what_it_is_for(figure, page, secretariat):
    StatedFigure.objects.all().delete()
    assert soup_of(secretariat.get(page)).select(".empty")


def test_the_explanation_is_written_in_its_place(figure, page, secretariat):
    opened = secretariat.get(explain(figure))
    assert open_form(opened).find_previous("tr", id=f"figure-{figure.uuid}")
    data = fields_of(opened) | {"explanation": "En trykfejl."}
    answer = secretariat.post(explain(figure), data, follow=True)
    assert messages_of(answer) == ["Det trykte tal er gemt."]
    assert "En trykfejl." in row_of(answer, figure)[5]


def test_an_explained_figure_is_open_again_when_the_ledger_changes(figure, here, page, secretariat):
    data = fields_of(secretariat.get(explain(figure))) | {"explanation": "En trykfejl."}
    secretariat.post(explain(figure), data)
    set_amount(here.line, 2024, 40_000, by=None)
    state, words = row_of(secretariat.get(page), figure)[5].split(" ", 1)
    assert state == "Åben"
    assert words == (
        "Forklarede den tidligere forskel på 12.000 (62.000 trykt mod 50.000): En trykfejl."
    )


def test_the_same_words_sent_again_explain_the_difference_shown(figure, here, page, secretariat):
    for held in (50_000, 40_000):
        set_amount(here.line, 2024, held, by=None)
        data = fields_of(secretariat.get(explain(figure))) | {"explanation": "En trykfejl."}
        answer = secretariat.post(explain(figure), data, follow=True)
        assert row_of(answer, figure)[5] == "Forklaret En trykfejl."


def test_an_explanation_from_an_older_version_shows_both_texts(figure, secretariat):
    data = fields_of(secretariat.get(explain(figure))) | {"explanation": "Min"}
    edit_stated_figure(figure, seen=1, by=None, explanation="Deres")
    answer = secretariat.post(explain(figure), data)
    assert answer.status_code == 409
    assert "Deres" in main_text(answer)
    assert fields_of(answer)["explanation"] == "Min"


def test_what_was_typed_for_a_removed_figure_is_not_lost(cast, figure, secretariat):
    data = fields_of(secretariat.get(explain(figure))) | {"explanation": "Min"}
    remove_stated_figure(figure, seen=1, by=cast.decider)
    answer = secretariat.post(explain(figure), data)
    assert answer.status_code == 409
    assert fields_of(answer)["explanation"] == "Min"


def test_a_figure_is_added_and_compared(here, page, new, secretariat):
    data = fields_of(secretariat.get(new)) | TYPED | {"line": str(here.line.pk)}
    secretariat.post(new, data)
    figure = StatedFigure.objects.get(label="Lys")
    assert figure.activity == here.line.activity
    assert row_of(secretariat.get(page), figure)[4] == "\u221238.000"


def test_a_form_sent_twice_adds_once(new, secretariat):
    data = fields_of(secretariat.get(new)) | TYPED
    secretariat.post(new, data)
    secretariat.post(new, data)
    assert StatedFigure.objects.filter(label="Lys").count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("stated", "188.00"),
        ("stated", "-5"),
        ("year", "2025"),
        ("year", ""),
        ("label", ""),
        ("where", ""),
    ],
)
def test_what_cannot_be_is_said_at_the_field(new, secretariat, field, typed):
    answer = secretariat.post(new, fields_of(secretariat.get(new)) | TYPED | {field: typed})
    assert answer.status_code == 422
    assert error_at(answer, field)
    assert fields_of(answer)[field] == typed


def test_a_line_of_another_activity_is_said_at_the_field(here, new, secretariat):
    other = factories.make_chapter(here.plan).activity
    chosen = {"line": str(here.line.pk), "activity": str(other.pk)}
    answer = secretariat.post(new, fields_of(secretariat.get(new)) | TYPED | chosen)
    assert error_at(answer, "line")


def test_what_pools_have_granted_is_of_an_activity(new, secretariat):
    answer = secretariat.post(new, fields_of(secretariat.get(new)) | TYPED | {"against": "grants"})
    assert error_at(answer, "activity")


def test_a_figure_is_removed_and_kept(figure, page, secretariat):
    url = reverse("stated_remove", args=[figure.uuid])
    answer = secretariat.post(url, {"seen": "1"}, follow=True)
    assert row_of(answer, figure) is None
    assert StatedFigure.objects.get().removed_at


def test_a_figure_that_somebody_has_changed_is_not_removed(figure, secretariat):
    edit_stated_figure(figure, seen=1, by=None, label="Lamper")
    answer = secretariat.post(reverse("stated_remove", args=[figure.uuid]), {"seen": "1"})
    assert answer.status_code == 409
    assert StatedFigure.objects.get().removed_at is None


def test_who_may_not_explain_is_offered_no_link(cast, figure, page, log_in):
    answer = log_in(cast.reader).get(page)
    assert not soup_of(answer).select(f"#figure-{figure.uuid} a")


def test_a_grant_stands_under_the_activitys_table(cast, here, secretariat):
    pool = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    grant(pool, here.chapter.activity, 2023, 50_000, by=None)
    answer = secretariat.get(url_of(route_named("chapter"), here))
    told = soup_of(answer).select_one("#economy").get_text(" ")
    assert "50.000\u00a0kr. (ikke medregnet)" in told
