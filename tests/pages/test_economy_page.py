"""The matrix: what it shows, how it is narrowed and opened."""

import re

import pytest
from django.utils import timezone

from budgets.choices import Mark
from budgets.services import decisions
from budgets.services.cells import Change, save_cells
from budgets.services.ledger import set_amount, set_frame
from budgets.services.pools import grant
from budgets.services.reallocations import leg_rows
from partnership.formats import long_date, short_date
from tests import factories
from tests.conftest import Cast
from tests.pages.economy import row, rows_of, total, url
from tests.pages.html import error_at, main_text, soup_of


@pytest.fixture
def address(cast: Cast) -> list:
    return [cast.plan.partnership.slug, cast.plan.year]


@pytest.fixture
def secretariat(cast, log_in):
    return log_in(cast.secretariat)


# What it shows


def test_activities_are_shown_without_their_lines_until_opened(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    closed = secretariat.get(url(address))
    assert "Vagter" not in main_text(closed)
    link = soup_of(closed).select_one(".matrix__toggle")
    opened = secretariat.get(url(address) + link["href"])
    assert row(opened, "Vagter") == ["", "", "", "1.000"]
    shut = soup_of(opened).select_one(".matrix__toggle")
    assert "Vagter" not in main_text(secretariat.get(url(address) + shut["href"]))


def test_an_activity_is_shut_where_all_are_open(cast, address, secretariat):
    for chapter in (cast.chapter, cast.other_chapter):
        factories.make_line(chapter, {2024: 1000}, label=f"Post i {chapter.title}")
    page = secretariat.get(url(address) + "?lines=all")
    link = soup_of(page).select_one(f"#toggle-{cast.chapter.activity.slug}")
    text = main_text(secretariat.get(url(address) + link["href"]))
    assert "Post i Haven" not in text
    assert "Post i Huset" in text


def test_with_htmx_one_activity_is_the_answer(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    key = cast.chapter.activity.slug
    headers = {"HX-Request": "true", "HX-Target": f"activity-{key}"}
    answer = secretariat.get(url(address) + f"?open={key}", headers=headers)
    parts = soup_of(answer).select("tbody")
    assert [part["id"] for part in parts] == [f"activity-{key}"]
    assert "Vagter" in parts[0].text
    assert not soup_of(answer).select("main")
    headers["HX-Target"] = "activity-findes-ikke"
    assert secretariat.get(url(address), headers=headers).status_code == 404


def test_notes_stand_under_their_activity_and_are_led_to(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.make_note(cast.chapter, scope="cell", line=line, year=2024, text="Kun i foraaret")
    other = factories.make_line(cast.other_chapter, {2024: 1000})
    factories.make_note(cast.other_chapter, scope="row", line=other, text="Til leje")
    page = soup_of(secretariat.get(url(address) + "?lines=all"))
    marks = [mark["href"].removeprefix("#") for mark in page.select(".note-ref a")]
    texts = [page.find(id=mark).get_text(strip=True) for mark in marks]
    assert texts == ["Kun i foraaret", "Til leje"]


def test_cofinancing_names_its_funder_and_is_not_summed(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation, label="Fonden")
    page = secretariat.get(url(address) + "?lines=all")
    [name] = [name for name in rows_of(page) if "Fonden" in name]
    assert "Haven" in name
    assert total(page)[-1] == "0"


def test_a_grant_from_a_pool_stands_under_the_activity_and_is_not_summed(
    cast, address, secretariat
):
    factories.make_line(cast.chapter, {2024: 50_000})
    pool = factories.make_pool(cast.chapter)
    grant(pool, cast.other_chapter.activity, 2024, 20_000, by=cast.secretariat)
    page = secretariat.get(url(address) + "?lines=all")
    granted = [cells for name, cells in rows_of(page).items() if "20.000" in cells]
    assert granted == [["", "", "", "20.000"]]
    assert total(page)[-1] == "50.000"


def test_before_the_approval_each_year_has_one_column(address, secretariat):
    head = soup_of(secretariat.get(url(address))).select(".matrix thead th")
    assert [cell.text for cell in head][1:] == ["2021", "2022", "2023", "2024"]


def test_after_it_the_plans_year_shows_original_moved_and_now(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2023: 7, 2024: 1000}, label="Fra")
    other = factories.make_line(cast.chapter, {2024: 500}, label="Til")
    factories.approve(cast.plan)
    asked = factories.make_reallocation(cast.plan, (line, -300), (other, 300), by=cast.secretariat)
    factories.put_in_hearing(asked)
    waiting = secretariat.get(url(address) + "?lines=all")
    assert row(waiting, "Fra")[3:5] == ["1.000", "0"]
    link = soup_of(waiting).select_one(".matrix__waiting")
    assert link["href"] == url(address, "reallocation", asked.number)
    assert "\u2212300" in link.text

    asked.refresh_from_db()
    seen = decisions.fingerprint(leg_rows(asked))
    decisions.approve(asked, by=cast.decider, seen=seen, early_reason="Det haster.")
    moved = secretariat.get(url(address) + "?lines=all")
    assert row(moved, "Fra") == ["", "", "7", "1.000", "\u2212300", "700"]
    assert row(moved, "Til") == ["", "", "", "500", "+300", "800"]
    assert total(moved)[3:] == ["1.500", "0", "1.500"]


def test_a_line_that_would_be_opened_is_seen_before_it_is_there(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.approve(cast.plan)
    asked = factories.make_reallocation(cast.plan, (line, -300), by=cast.secretariat)
    asked.legs.create(activity=cast.other_chapter.activity, new_label="Lygter", amount=300)
    factories.put_in_hearing(asked)
    closed = secretariat.get(url(address))
    assert "+300" in row(closed, "Huset")[-1]
    opened = secretariat.get(url(address) + "?lines=all")
    assert "+300" in row(opened, "Lygter")[-1]
    assert "+300" not in row(opened, "Huset")[-1]


# What is asked for


def test_a_filter_leaves_the_lines_that_fit_and_their_sums(cast, address, secretariat):
    set_frame(cast.plan, 9_000, by=None)
    factories.make_line(cast.chapter, {2024: 1000}, category="rent", label="Lokalet")
    factories.make_line(cast.chapter, {2024: 500}, category="wages", label="Folkene")
    page = secretariat.get(url(address) + "?category=rent&lines=all")
    assert row(page, "Lokalet")[-1] == "1.000"
    assert "Folkene" not in main_text(page)
    assert "Huset" not in soup_of(page).select_one(".matrix").text
    assert total(page)[-1] == "1.000"


def test_a_focus_area_shows_its_activities(cast, address, secretariat):
    area = cast.plan.agreement.focus_areas.create(name="Uddannelse", letter="U", hue="brown")
    cast.other_chapter.activity.activityfocusarea_set.create(focus_area=area, position=1)
    page = secretariat.get(url(address) + f"?focus_area={area.pk}")
    names = [link.text for link in soup_of(page).select(".matrix tbody th > a[href*='#economy']")]
    assert names == ["2. Huset"]


def test_amounts_of_an_earlier_day(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000})
    page = secretariat.get(url(address) + "?on=2.1.2020")
    assert row(page, "Haven") == ["", "", "", ""]
    assert "2. januar 2020" in main_text(page)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("on=31.2.2024", "on"),
        ("on=1.1.2199", "on"),
        ("category=x", "category"),
        ("focus_area=0", "focus_area"),
    ],
)
def test_a_filter_that_cannot_be_read_says_so_and_shows_no_table(
    asked, field, address, secretariat
):
    page = secretariat.get(url(address) + f"?{asked}")
    assert error_at(page, field)
    assert not soup_of(page).select(".matrix")


def test_a_filter_that_nothing_fits_says_so(cast, address, secretariat):
    page = secretariat.get(url(address) + "?category=rent")
    assert not soup_of(page).select(".matrix")
    assert not soup_of(page).select(".error-summary")


# The page as files


def file_links(page) -> list[str]:
    links = soup_of(page).select(".plan-links a")
    return [link["href"] for link in links if re.search(r"(xlsx|csv)(\?|$)", link["href"])]


def test_the_files_are_as_of_the_day_and_through_the_filter_of_the_page(cast, address, secretariat):
    page = secretariat.get(url(address) + "?category=rent&on=2.1.2024&lines=all&focus_area=")
    assert [link.partition("?")[2] for link in file_links(page)] == [
        "category=rent&on=2.1.2024"
    ] * 3


def test_a_file_says_in_its_head_as_of_when_and_which_filter(cast, address, secretariat):
    set_frame(cast.plan, 9_000, by=None)
    asked = {"category": "rent", "on": short_date(timezone.localdate())}
    factories.make_line(cast.chapter, {2024: 1000}, category="rent")
    answer = secretariat.get(url(address, "economy_csv"), asked)
    head = answer.content.decode("utf-8-sig").partition("\r\n\r\n")[0].split("\r\n")
    assert head == [
        "Kategori: Husleje",
        f"Beløb pr. dato: {long_date(timezone.localdate())}",
        "Summerne er af det viste, ikke af hele planen.",
        "Ramme for 2024: 9.000\u00a0kr. Fordelt: 1.000\u00a0kr. Forskel: 8.000\u00a0kr. "
        "Det gælder hele planen.",
    ]


def test_the_entries_in_a_file_are_those_of_the_lines_and_the_day_shown(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000}, category="rent", label="Lokalet")
    factories.make_line(cast.chapter, {2024: 500}, category="wages", label="Folkene")
    text = secretariat.get(url(address, "postings_csv"), {"category": "rent"}).content.decode()
    assert "Lokalet" in text
    assert "Folkene" not in text
    earlier = secretariat.get(url(address, "postings_csv"), {"on": "2.1.2020"}).content.decode()
    assert "Lokalet" not in earlier


def test_a_file_of_a_part_is_not_named_as_the_whole(cast, address, secretariat):
    named = secretariat.get(url(address, "economy_xlsx"), {"category": "rent", "on": "2.1.2024"})[
        "Content-Disposition"
    ]
    assert "Tryghedsplan-Tingbjerg-2024-2024-01-02-udsnit.xlsx" in named


def test_a_file_through_a_filter_that_cannot_be_read_leads_to_the_page(address, secretariat):
    answer = secretariat.get(url(address, "economy_xlsx"), {"on": "31.2.2024"}, follow=True)
    assert error_at(answer, "on")


def test_the_chart_follows_the_filter_and_says_so(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000}, category="rent")
    factories.make_line(cast.chapter, {2024: 500}, category="wages")
    chart = soup_of(secretariat.get(url(address) + "?category=rent")).select_one(
        "[aria-labelledby=chart-heading]"
    )
    assert "ikke hele planen" in chart.text
    assert [row.select("td")[-1].text for row in chart.select("tr.total")] == ["1.000"]


# How an amount came to be


def test_a_cell_leads_to_every_entry_of_it(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    set_amount(line, 2024, 700, by=cast.lead, reason="Billigere")
    page = secretariat.get(url(address) + "?lines=all")
    link = soup_of(page).select_one("tr.line td a")
    assert link["href"] == url(address, "cell_history", line.uuid, 2024)
    history = soup_of(secretariat.get(link["href"]))
    numbers = [cell.text for cell in history.select("td.num")]
    assert numbers == ["+1.000", "1.000", "\u2212300", "700"]
    assert "Billigere" in history.text
    assert cast.lead.name in history.text


def test_a_cell_tells_of_a_typed_mark_where_it_was_typed(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    save_cells(cast.plan, [Change(line, 2024, 1000, Mark.DASH)], by=cast.secretariat)
    save_cells(cast.plan, [Change(line, 2024, Mark.DASH, Mark.ZERO)], by=cast.other_lead)
    save_cells(cast.plan, [Change(line, 2024, Mark.ZERO, 50)], by=cast.lead)
    save_cells(cast.plan, [Change(line, 2023, Mark.EMPTY, Mark.DASH)], by=cast.lead)
    page = secretariat.get(url(address, "cell_history", line.uuid, 2024))
    rows = [[cell.text for cell in row.select("td")] for row in soup_of(page).select("tbody tr")]
    assert [(who, change, after) for who, _kind, change, after, _why in rows] == [
        ("indl\u00e6st", "+1.000", "1.000"),
        (cast.secretariat.name, "\u22121.000", "0"),
        (cast.secretariat.name, "", "-"),
        (cast.other_lead.name, "", "0"),
        (cast.lead.name, "+50", "50"),
    ]


def test_a_cell_with_nothing_but_a_mark_tells_of_it(cast, address, secretariat):
    line = factories.make_line(cast.chapter)
    save_cells(cast.plan, [Change(line, 2024, Mark.EMPTY, Mark.DASH)], by=cast.lead)
    page = secretariat.get(url(address, "cell_history", line.uuid, 2024))
    assert cast.lead.name in soup_of(page).select_one("tbody").text


def test_a_cell_of_a_year_outside_the_agreement_is_not_there(cast, address, secretariat):
    line = factories.make_line(cast.chapter)
    assert secretariat.get(url(address, "cell_history", line.uuid, 2031)).status_code == 404
