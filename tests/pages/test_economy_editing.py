"""The matrix and its tables: written in, joined by activities, approved and reopened."""

import pytest
from django.urls import reverse

from activities.models import Chapter
from activities.services.lifecycle import reopen_plan
from budgets.models import Entry
from budgets.services.ledger import amount_of, set_amount, set_frame
from tests import factories
from tests.conftest import Cast
from tests.pages.economy import row, url
from tests.pages.html import error_at, fields_of, main_text, messages_of, soup_of, summary_of


@pytest.fixture
def address(cast: Cast) -> list:
    return [cast.plan.partnership.slug, cast.plan.year]


@pytest.fixture
def secretariat(cast, log_in):
    return log_in(cast.secretariat)


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


@pytest.mark.parametrize("garbled", ["cell-{}-2024", "cell-x-2024-5", "cell-{}-2024-ukendt"])
@pytest.mark.parametrize("headers", [{}, AUTOSAVE])
def test_a_cell_whose_name_is_garbled_is_told_and_nothing_is_saved(
    garbled, headers, cast, address, secretariat
):
    line = factories.make_line(cast.chapter, {2024: 1000, 2023: 5}, label="Vagter")
    other = factories.make_line(cast.chapter, {2024: 50})
    sent = {garbled.format(line.pk): "7.777", f"cell-{other.pk}-2024-50": "60"}
    answer = secretariat.post(url(address, "economy_edit"), sent, headers=headers)
    assert answer.status_code == 422
    text = str(answer.json()["refused"]) if headers else summary_of(answer).text
    assert "7.777" in text
    assert [amount_of(each, 2024) for each in (line, other)] == [1000, 50]


def test_what_others_changed_is_told_beside_what_cannot_be_read(cast, address, secretariat):
    first = factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    second = factories.make_line(cast.chapter, {2024: 50}, label="Lys")
    set_amount(second, 2024, 70, by=cast.lead)
    sent = {f"cell-{first.pk}-2024-1000": "mange", f"cell-{second.pk}-2024-50": "60"}
    answer = secretariat.post(url(address, "economy_edit"), sent)
    places = [link.text for link in summary_of(answer).select("a")]
    assert places == ["Haven, Vagter, 2024: mange", "Haven, Lys, 2024: 60"]
    assert sorted(fields_of(answer)) == [f"cell-{first.pk}-2024-1000", f"cell-{second.pk}-2024-70"]


def test_a_page_may_ask_without_saving(cast, address, secretariat):
    """It has found other cells to refuse, and asks which of the rest would be."""
    line = factories.make_line(cast.chapter, {2024: 1000})
    sent = {f"cell-{line.pk}-2024-1000": "5", "try": "1"}
    answer = secretariat.post(url(address, "economy_edit"), sent, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["refused"]) == (422, [])
    assert amount_of(line, 2024) == 1000


def test_cells_shown_again_beside_a_refused_one_are_not_taken_for_saved(cast, address, secretariat):
    lines = [factories.make_line(cast.chapter, {2024: amount}) for amount in (10, 20, 30)]
    sent = {f"cell-{lines[0].pk}-2024-10": "x", f"cell-{lines[1].pk}-2024-20": "21"}
    page = soup_of(secretariat.post(url(address, "economy_edit"), sent))
    unsaved = [cell["id"] for cell in page.select(".matrix input[data-changed]")]
    assert unsaved == [f"cell-{line.pk}-2024" for line in lines[:2]]


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


def test_a_decider_corrects_a_closed_year_of_an_activity_without_a_chapter(cast, address, log_in):
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
