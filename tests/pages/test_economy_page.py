"""The matrix: what it shows, how it is narrowed, opened and written in."""

import pytest
from django.urls import reverse

from activities.models import Chapter
from activities.services.lifecycle import reopen_plan
from budgets.choices import Mark
from budgets.models import Entry
from budgets.services import decisions
from budgets.services.cells import Change, save_cells
from budgets.services.ledger import amount_of, set_amount, set_frame
from budgets.services.pools import grant
from budgets.services.reallocations import leg_rows
from tests import factories
from tests.conftest import Cast
from tests.pages.html import error_at, fields_of, main_text, messages_of, soup_of, summary_of


@pytest.fixture
def address(cast: Cast) -> list:
    return [cast.plan.partnership.slug, cast.plan.year]


@pytest.fixture
def secretariat(cast, log_in):
    return log_in(cast.secretariat)


def url(address: list, name: str = "economy", *more) -> str:
    return reverse(name, args=[*address, *more])


def rows_of(response) -> dict[str, list[str]]:
    """Rows by their first cell's words, each as the numbers beside it."""
    return {
        " ".join(row.select_one("th").get_text(" ").split()): [
            cell.get_text(" ", strip=True) for cell in row.select("td.num")
        ]
        for row in soup_of(response).select(".matrix tr")
        if row.select_one("th[scope=row]")
    }


def row(response, words: str) -> list[str]:
    return next(cells for name, cells in rows_of(response).items() if words in name)


def total(response) -> list[str]:
    """The sums in the table's foot."""
    return [cell.text for cell in soup_of(response).select(".matrix tfoot td.num")]


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


# Writing in it


def test_the_secretariat_writes_in_every_line_of_open_years(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2023: 5, 2024: 1000})
    old = factories.make_line(
        Chapter(plan=cast.plan, activity=factories.make_activity(cast.plan)), {2022: 9}
    )
    fields = fields_of(secretariat.get(url(address, "economy_edit")))
    assert fields == {f"cell-{line.pk}-2024-1000": "1.000", f"cell-{old.pk}-2024-empty": ""}


def test_a_lead_writes_in_its_own_lines(cast, address, log_in):
    line = factories.make_line(cast.chapter, {2024: 1000})
    other = factories.make_line(cast.other_chapter, {2024: 1000})
    lead = log_in(cast.lead)
    edit = url(address, "economy_edit")
    assert list(fields_of(lead.get(edit))) == [f"cell-{line.pk}-2024-1000"]
    answer = lead.post(edit, {f"cell-{other.pk}-2024-1000": "5"})
    assert answer.status_code == 422
    assert amount_of(other, 2024) == 1000


def test_the_whole_form_is_saved_in_one_go(cast, address, secretariat):
    first = factories.make_line(cast.chapter, {2024: 1000})
    second = factories.make_line(cast.other_chapter, {2024: 50})
    edit = url(address, "economy_edit")
    sent = {f"cell-{first.pk}-2024-1000": "2.000 kr.", f"cell-{second.pk}-2024-50": "-"}
    assert secretariat.post(edit, sent).status_code == 302
    page = secretariat.get(url(address) + "?lines=all")
    assert [amount_of(line, 2024) for line in (first, second)] == [2000, 0]
    assert row(page, second.label)[-1] == "-"


@pytest.mark.parametrize("text", ["188.00", "-5", "2.12.2024", "mange"])
def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_saved(text, cast, address, secretariat):
    bad = factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    good = factories.make_line(cast.chapter, {2024: 50})
    edit = url(address, "economy_edit")
    sent = {f"cell-{bad.pk}-2024-1000": text, f"cell-{good.pk}-2024-50": "60"}
    before = Entry.objects.count()
    answer = secretariat.post(edit, sent)
    assert answer.status_code == 422
    assert Entry.objects.count() == before
    named = summary_of(answer).select_one(f"a[href='#cell-{bad.pk}-2024']")
    assert named.text == f"Haven, Vagter, 2024: {text}"
    assert sent.items() <= fields_of(answer).items()
    assert soup_of(answer).select_one(f"#cell-{bad.pk}-2024")["aria-invalid"] == "true"


def test_a_cell_changed_meanwhile_shows_the_amount_and_keeps_what_was_typed(
    cast, address, secretariat
):
    line = factories.make_line(cast.chapter, {2024: 1000})
    edit = url(address, "economy_edit")
    set_amount(line, 2024, 1500, by=cast.lead)
    answer = secretariat.post(edit, {f"cell-{line.pk}-2024-1000": "2.000"})
    assert answer.status_code == 409
    assert amount_of(line, 2024) == 1500
    assert "1.500" in summary_of(answer).text
    assert fields_of(answer) == {f"cell-{line.pk}-2024-1500": "2.000"}
    assert secretariat.post(edit, fields_of(answer)).status_code == 302
    assert amount_of(line, 2024) == 2000


AUTOSAVE = {"X-Autosave": "1"}


def test_a_page_that_saves_by_itself_gets_the_sums_back(cast, address, secretariat):
    set_frame(cast.plan, 5_000, by=None)
    line = factories.make_line(cast.chapter, {2024: 1000})
    sent = {f"cell-{line.pk}-2024-1000": "4000"}
    answer = secretariat.post(url(address, "economy_edit"), sent, headers=AUTOSAVE).json()
    assert answer["state"] == "saved"
    assert answer["cells"] == {f"cell-{line.pk}-2024": [f"cell-{line.pk}-2024-4000", "4.000"]}
    assert answer["sums"][str(cast.chapter.activity_id)][-1] == answer["totals"][-1] == "4.000"
    assert "1.000" in answer["frame"]


def test_a_block_with_a_date_in_it_is_refused_whole_with_every_cell_named(
    cast, address, secretariat
):
    first = factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    second = factories.make_line(cast.chapter, {2024: 50}, label="Lys")
    block = {f"cell-{first.pk}-2024-1000": "5.000", f"cell-{second.pk}-2024-50": "02-12-2024"}
    answer = secretariat.post(url(address, "economy_edit"), block, headers=AUTOSAVE)
    assert answer.status_code == 422
    [refused] = answer.json()["refused"]
    assert (refused["where"], refused["text"]) == ("Haven, Lys, 2024", "02-12-2024")
    assert amount_of(first, 2024) == 1000


def test_a_line_that_is_gone_and_a_year_outside_are_told(cast, address, secretariat):
    line = factories.make_line(cast.chapter)
    sent = {"cell-999999-2024-empty": "5", f"cell-{line.pk}-2031-empty": "5"}
    answer = secretariat.post(url(address, "economy_edit"), sent, headers=AUTOSAVE)
    assert answer.status_code == 422
    assert len({refused["reason"] for refused in answer.json()["refused"]}) == 2


def test_a_closed_year_is_not_written_in_the_matrix(cast, address, secretariat):
    line = factories.make_line(cast.chapter, {2023: 5})
    answer = secretariat.post(url(address, "economy_edit"), {f"cell-{line.pk}-2023-5": "6"})
    assert answer.status_code == 422
    assert amount_of(line, 2023) == 5


def test_after_the_approval_nobody_writes_in_it(cast, address, secretariat):
    factories.make_line(cast.chapter, {2024: 1000})
    factories.approve(cast.plan)
    assert secretariat.get(url(address, "economy_edit")).status_code == 403
    assert not soup_of(secretariat.get(url(address))).select("a[href$='/edit/']")


# Tables of activities without a chapter to read, and lines that are closed


def test_money_without_a_chapter_to_read_has_a_page_of_its_own(cast, address, secretariat):
    chapter = factories.make_chapter(cast.plan, title="Kaffe", money_only=True)
    line = factories.make_line(chapter, {2024: 5_000})
    link = soup_of(secretariat.get(url(address))).find("a", string=lambda text: "Kaffe" in text)
    page = secretariat.get(link["href"])
    edit = soup_of(page).select_one(".row-actions a")["href"].partition("#")[0]
    sent = fields_of(secretariat.get(edit)) | {"amount_2024": "6.000"}
    answer = secretariat.post(edit, sent)
    assert answer["Location"].startswith(link["href"])
    assert amount_of(line, 2024) == 6000


def test_a_decider_corrects_a_closed_year_of_a_discontinued_activity(cast, address, log_in):
    activity = factories.make_activity(cast.plan, "Ophoert")
    line = factories.make_line(Chapter(plan=cast.plan, activity=activity), {2022: 9})
    edit = url(address, "money_line_edit", activity.slug, line.uuid)
    decider = log_in(cast.decider)
    sent = fields_of(decider.get(edit)) | {"amount_2022": "8", "reason": "Tastefejl"}
    assert decider.post(edit, sent).status_code == 302
    assert amount_of(line, 2022) == 8


def test_a_line_with_money_says_what_to_do_before_it_is_closed(cast, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    close = reverse("line_close", args=[cast.chapter.uuid, line.uuid])
    answer = secretariat.post(close, {"seen": "1"})
    assert answer.status_code == 409
    assert messages_of(answer)
    line.refresh_from_db()
    assert line.closed_at is None


def test_a_closed_line_without_money_can_be_reopened(cast, secretariat):
    line = factories.make_line(cast.chapter, label="Tom post")
    factories.make_line(cast.chapter, {2024: 5})
    args = [cast.chapter.uuid, line.uuid]
    page = secretariat.post(reverse("line_close", args=args), {"seen": "1"}, follow=True)
    assert "Tom post" not in [th.text for th in soup_of(page).select("#economy tbody th")]
    form = soup_of(page).select_one("#economy form[action$='/reopen/']")
    page = secretariat.post(form["action"], {"seen": form.select_one("[name=seen]")["value"]})
    line.refresh_from_db()
    assert line.closed_at is None


# Joining and reopening; approving is in test_plan_approval


def test_an_activity_joins_at_the_plans_end(cast, address, secretariat):
    area = cast.plan.agreement.focus_areas.first()
    sent = {"title": "\u00c6bleh\u00f8st", "is_new": "on", "focus_areas": [area.pk]}
    answer = secretariat.post(url(address, "activity_add"), sent)
    chapter = cast.plan.chapters.get(title="\u00c6bleh\u00f8st")
    assert answer["Location"] == url(address, "chapter", "aeblehoest")
    assert (chapter.number, chapter.is_new) == (3, True)
    assert list(chapter.activity.focus_areas.all()) == [area]
    assert chapter.sections.exists()


def test_a_name_that_is_taken_gets_an_address_of_its_own(cast, address, secretariat):
    for _ in range(2):
        secretariat.post(url(address, "activity_add"), {"title": "Lys", "money_only": "on"})
    chapters = cast.plan.chapters.filter(title="Lys", money_only=True)
    assert {chapter.activity.slug for chapter in chapters} == {"lys", "lys-2"}


def test_a_reopening_wants_a_reason_and_shows_it(cast, address, log_in):
    factories.look_and_approve(cast.plan, by=cast.decider)
    decider = log_in(cast.decider)
    reopen = url(address, "plan_reopen")
    assert error_at(decider.post(reopen, {"reason": " "}), "reason")
    assert decider.post(reopen, {"reason": "Nye datoer"}).status_code == 302
    text = main_text(decider.get(url(address, "plan")))
    assert "Nye datoer" in text
    assert text.count(cast.decider.name) == 2


def test_only_the_step_that_can_be_taken_is_offered(cast, address, log_in):
    decider = log_in(cast.decider)

    def offered() -> list[str]:
        links = soup_of(decider.get(url(address, "plan"))).select(".page-actions a")
        return [link["href"].split("/")[-2] for link in links if "pdf" not in link["href"]]

    assert "approve" in offered()
    factories.look_and_approve(cast.plan, by=cast.decider)
    assert offered().count("reopen") == 1
    assert "approve" not in offered()
    reopen_plan(cast.plan, by=cast.decider, reason="Nye datoer")
    assert "approve" in offered()
