"""Drafting a reallocation: any number of rows, live, by itself, and two at once."""

import pytest

from budgets.models import Reallocation
from budgets.services import reallocations
from budgets.services.askers import note_asker
from budgets.services.ledger import amount_of
from budgets.services.table_rows import close_line
from partnership.choices import Role
from tests import factories
from tests.pages.html import fields_of, main_text, soup_of, summary_of
from tests.pages.reallocating import HTMX, balanced, error_in, new_row, row, typed, url


def test_a_draft_is_begun_from_a_cell(cast, lines, writer):
    page = writer.get(url(cast, "reallocation_new"), {"line": lines[1].uuid})
    assert fields_of(page)["legs-0-line"] == str(lines[1].uuid)


@pytest.mark.parametrize("line", ["x", "00000000-0000-4000-8000-000000000000"])
def test_a_line_that_is_not_there_begins_an_empty_row(line, cast, lines, writer):
    page = writer.get(url(cast, "reallocation_new"), {"line": line})
    assert fields_of(page)["legs-0-line"] == ""


def test_a_name_with_signs_of_html_is_an_option_as_it_is_written(cast, lines, writer):
    lines[1].label = '<b>"Lys" & lyd</b>'
    lines[1].save()
    page = soup_of(writer.get(url(cast, "reallocation_new"), {"line": lines[1].uuid}))
    chosen = page.select("#id_legs-0-line option[selected]")
    assert [option["value"] for option in chosen] == [str(lines[1].uuid)]
    assert lines[1].label in chosen[0].text


def test_a_balanced_draft_is_saved_and_nothing_is_moved(cast, lines, writer):
    answer = writer.post(url(cast, "reallocation_new"), typed(*balanced(lines)))
    made = Reallocation.objects.get()
    assert answer["Location"] == url(cast, "reallocation", made.number)
    assert [leg.amount for leg in made.legs.all()] == [-30_000, 30_000]
    assert amount_of(lines[0], 2024) == 100_000


def test_a_draft_is_saved_though_it_is_not_balanced(cast, lines, writer):
    sent = typed(row(0, lines[0], taken="30.000"), reason="")
    page = writer.post(url(cast, "reallocation_new"), sent, follow=True)
    assert Reallocation.objects.get().legs.count() == 1
    assert f"{chr(0x2212)}30.000" in main_text(page)


def test_adding_a_row_keeps_everything_typed(cast, lines, writer):
    sent = typed(row(0, lines[0], taken="188.00"), row(1), add="line", subject="Halvt skrevet")
    page = writer.post(url(cast, "reallocation_new"), sent)
    fields = fields_of(page)
    assert (fields["legs-0-taken"], fields["subject"]) == ("188.00", "Halvt skrevet")
    assert fields["legs-TOTAL_FORMS"] == "3"
    assert not soup_of(page).select(".error-summary")
    assert not Reallocation.objects.exists()


def test_a_new_line_is_a_row_of_its_own(cast, lines, writer):
    page = writer.post(url(cast, "reallocation_new"), typed(row(0, lines[0]), add="new"))
    assert fields_of(page)["legs-1-new_label"] == ""


def test_removing_a_row_keeps_the_others(cast, lines, writer):
    sent = typed(*balanced(lines), row(2, lines[2], given="5"), remove="1")
    fields = fields_of(writer.post(url(cast, "reallocation_new"), sent))
    assert fields["legs-TOTAL_FORMS"] == "2"
    assert fields["legs-1-line"] == str(lines[2].uuid)


def test_a_line_may_be_opened_for_an_activity(cast, lines, writer):
    activity = cast.other_chapter.activity
    rows = [row(0, lines[0], taken="10.000")]
    rows.append(new_row(1, activity, new_label="Busser", given="10.000"))
    writer.post(url(cast, "reallocation_new"), typed(*rows))
    leg = Reallocation.objects.get().legs.get(amount__gt=0)
    assert (leg.activity, leg.new_label) == (activity, "Busser")


@pytest.mark.parametrize("amount", ["188.00", "250,5", "tolv", "-5", "2.12.2024", "9" * 40])
def test_an_amount_that_is_not_one_is_refused_beside_its_field(amount, cast, lines, writer):
    sent = typed(row(0, lines[0], taken=amount), row(1, lines[1], given="1.000"))
    answer = writer.post(url(cast, "reallocation_new"), sent)
    assert answer.status_code == 422
    assert error_in(answer, "0-taken")
    assert summary_of(answer)
    assert fields_of(answer)["legs-0-taken"] == amount
    assert not Reallocation.objects.exists()


def test_each_row_says_what_it_lacks(cast, lines, writer):
    rows = [
        row(0, lines[0]),
        row(1, given="1.000"),
        row(2, lines[1], taken="1", given="1"),
        new_row(3, new_label="Busser"),
    ]
    answer = writer.post(url(cast, "reallocation_new"), typed(*rows))
    for field in ("0-taken", "1-line", "2-given", "3-activity", "3-given"):
        assert error_in(answer, field), field


def test_a_line_stands_in_one_row(cast, lines, writer):
    rows = [row(0, lines[0], taken="1"), row(1, lines[0], given="1")]
    answer = writer.post(url(cast, "reallocation_new"), typed(*rows))
    assert error_in(answer, "1-line")


def test_a_line_of_another_plan_or_of_cofinancing_is_no_choice(cast, lines, writer):
    outside = factories.make_line(cast.outside_chapter, {2024: 1_000})
    given = factories.make_line(cast.chapter, funder=factories.make_organisation())
    for line in (outside, given):
        sent = typed(row(0, line, taken="1"))
        answer = writer.post(url(cast, "reallocation_new"), sent)
        assert answer.status_code == 422
    assert not Reallocation.objects.exists()


def test_a_line_that_was_closed_meanwhile_is_refused_in_words(cast, lines, writer):
    closed = factories.make_line(cast.chapter)
    close_line(closed, plan=cast.plan, seen=closed.version, by=cast.secretariat)
    answer = writer.post(url(cast, "reallocation_new"), typed(row(0, closed, given="1")))
    assert error_in(answer, "0-line")
    assert str(closed.uuid) not in soup_of(answer).get_text(" ")


@pytest.mark.parametrize("count", ["", "x", "-1", "999999999", "61"])
def test_a_garbled_count_of_rows_breaks_nothing(count, cast, lines, writer):
    sent = typed(*balanced(lines), **{"legs-TOTAL_FORMS": count})
    for more in ({}, {"add": "line"}, {"preview": "1"}):
        answer = writer.post(url(cast, "reallocation_new"), sent | more)
        assert answer.status_code in (200, 422)
    assert not Reallocation.objects.exists()


def test_the_table_is_live_and_writes_nothing(cast, lines, writer):
    sent = typed(row(0, lines[0], taken="100.001"), row(1, lines[1], given="x"), preview="1")
    text = soup_of(writer.post(url(cast, "reallocation_new"), sent, headers=HTMX)).get_text(" ")
    assert f"{chr(0x2212)}1" in text.split()
    assert "2" in text  # the second row is named as not right yet
    assert not Reallocation.objects.exists()


def test_a_line_below_zero_is_said_beside_its_row(cast, lines, writer):
    sent = typed(row(0, lines[0], taken="100.001"), row(1, lines[1], given="100.001"))
    page = soup_of(writer.post(url(cast, "reallocation_new"), sent, follow=True))
    assert page.select_one("tbody tr .field__error")


def test_a_draft_saves_by_itself_and_opening_it_writes_nothing(cast, asked, lines, writer):
    moves = [(lines[0], -1_000), (lines[1], 1_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    edit = url(cast, "reallocation_edit", draft.number)
    opened = fields_of(writer.get(edit))
    writer.post(edit, opened)
    draft.refresh_from_db()
    assert draft.version == 1
    saved = writer.post(edit, opened | {"legs-0-taken": "2.000"}, headers={"X-Autosave": "1"})
    assert saved.json()["state"] == "saved"
    assert draft.legs.first().amount == -2_000


def test_of_two_who_write_the_second_sees_both(cast, lines, writer):
    moves = [(lines[0], -1_000), (lines[1], 1_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    edit = url(cast, "reallocation_edit", draft.number)
    opened = fields_of(writer.get(edit))
    others = [reallocations.Move(-7_000, line=lines[2])]
    reallocations.edit(draft, seen=1, by=cast.secretariat, moves=others, reason="Andet.")
    answer = writer.post(edit, opened | {"reason": "Mit.", "legs-0-taken": "3.000"})
    assert answer.status_code == 409
    assert fields_of(answer)["legs-0-taken"] == "3.000"
    text = main_text(answer)
    assert all(part in text for part in ("Andet.", "Mit.", "7.000", "3.000"))
    united = writer.post(edit, fields_of(answer) | {"resolve": "union"})
    kept = fields_of(united)
    assert {kept[f"legs-{place}-line"] for place in range(3)} == {str(x.uuid) for x in lines}


def test_a_draft_sent_meanwhile_shows_what_was_typed(cast, lines, writer):
    moves = [(lines[0], -1_000), (lines[1], 1_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    edit = url(cast, "reallocation_edit", draft.number)
    opened = fields_of(writer.get(edit))
    factories.put_in_hearing(draft)
    answer = writer.post(edit, opened | {"reason": "Min nye grund."})
    assert answer.status_code == 409
    assert fields_of(answer)["reason"] == "Min nye grund."


# What a decider gives up by writing


def warning_on(page) -> str:
    found = soup_of(page).select_one("form .callout--warning")
    return found.get_text(" ", strip=True) if found else ""


@pytest.fixture
def draft(cast, lines) -> Reallocation:
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    return factories.make_reallocation(cast.plan, *moves, by=cast.working_group)


@pytest.mark.parametrize("name", ["reallocation_new", "reallocation_edit", "reallocation"])
def test_a_decider_is_warned_before_writing_or_sending(cast, draft, log_in, name):
    where = url(cast, name, *([] if name == "reallocation_new" else [draft.number]))
    assert "beslutter" in warning_on(log_in(cast.decider).get(where))


@pytest.mark.parametrize("name", ["reallocation_new", "reallocation_edit", "reallocation"])
def test_the_last_who_could_decide_is_told_so(cast, draft, log_in, name):
    where = url(cast, name, *([] if name == "reallocation_new" else [draft.number]))
    assert "Ingen andre" in warning_on(log_in(cast.decider).get(where))
    factories.make_user(role=Role.DECIDER, partnership=cast.partnership)
    assert "Ingen andre" not in warning_on(log_in(cast.decider).get(where))


@pytest.mark.parametrize("name", ["reallocation_edit", "reallocation"])
def test_nobody_else_is_warned_and_a_decider_no_more_once_it_is_so(cast, draft, log_in, name):
    where = url(cast, name, draft.number)
    assert not warning_on(log_in(cast.secretariat).get(where))
    note_asker(draft, by=cast.decider)
    assert not warning_on(log_in(cast.decider).get(where))


def test_a_draft_saves_itself_for_a_decider_only_once_they_have_chosen_to(cast, draft, log_in):
    client, where = log_in(cast.decider), url(cast, "reallocation_edit", draft.number)
    assert not soup_of(client.get(where)).select("[data-autosave]")
    client.post(where, fields_of(client.get(where)) | {"subject": "Andre ord"})
    assert soup_of(client.get(where)).select("[data-autosave]")


def test_the_page_says_who_else_asks_for_it(cast, draft, writer):
    note_asker(draft, by=cast.decider)
    assert cast.decider.name in main_text(writer.get(url(cast, "reallocation", draft.number)))
