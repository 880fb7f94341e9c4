"""A plan under revision: what is written in a budget table, and lines moved to another."""

import pytest
from django.urls import reverse

from activities.choices import PlanState
from activities.services.lifecycle import reopen_plan
from budgets.models import BudgetLine, BudgetNote
from budgets.services.ledger import amount_of
from tests import factories
from tests.conftest import Cast
from tests.pages.html import error_at, fields_of, main_text, messages_of, soup_of, summary_of


@pytest.fixture
def lead(cast: Cast, log_in):
    """A client of one who leads the activity."""
    return log_in(cast.lead)


@pytest.fixture
def secretariat(cast, log_in):
    return log_in(cast.secretariat)


def revise(cast: Cast) -> None:
    factories.approve(cast.plan)
    reopen_plan(cast.plan, by=cast.decider, reason="Nye navne")


def url(cast: Cast, name: str, *more) -> str:
    return reverse(name, args=[cast.chapter.uuid, *more])


def amounts_in(page) -> list[str]:
    return [name for name in fields_of(page) if name.startswith("amount_")]


def test_a_line_is_renamed_and_its_amounts_are_not_asked_for(cast, lead):
    line = factories.make_line(cast.chapter, {2024: 1000})
    revise(cast)
    edit = url(cast, "line_edit", line.uuid)
    page = lead.get(edit)
    assert not amounts_in(page)
    sent = fields_of(page) | {"label": "Naboer", "psp_element": "XG-1"}
    assert lead.post(edit, sent).status_code == 302
    line.refresh_from_db()
    assert (line.label, line.psp_element, amount_of(line, 2024)) == ("Naboer", "XG-1", 1000)


def test_an_amount_that_is_sent_all_the_same_is_not_taken(cast, lead):
    line = factories.make_line(cast.chapter, {2024: 1000})
    revise(cast)
    edit = url(cast, "line_edit", line.uuid)
    lead.post(edit, fields_of(lead.get(edit)) | {"amount_2024": "5", "seen_2024": "1000"})
    assert amount_of(line, 2024) == 1000


def test_what_others_pay_is_written(cast, lead):
    line = factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation)
    revise(cast)
    edit = url(cast, "line_edit", line.uuid)
    page = lead.get(edit)
    assert amounts_in(page) == ["amount_2024"]
    assert lead.post(edit, fields_of(page) | {"amount_2024": "500"}).status_code == 302
    assert amount_of(line, 2024) == 500


def test_a_line_is_added_without_money(cast, lead):
    revise(cast)
    add = url(cast, "line_add")
    sent = fields_of(lead.get(add)) | {"label": "Lys", "amount_2024": "5.000"}
    refused = lead.post(add, sent)
    assert refused.status_code == 422
    assert error_at(refused, "amount_2024")
    assert fields_of(refused)["amount_2024"] == "5.000"
    assert lead.post(add, sent | {"amount_2024": ""}).status_code == 302
    assert BudgetLine.objects.get(label="Lys").entries.count() == 0


def test_a_line_that_others_pay_is_added_with_its_amount(cast, lead):
    revise(cast)
    add = url(cast, "line_add")
    funder = {"funder": cast.organisation.pk, "amount_2024": "5.000"}
    assert lead.post(add, fields_of(lead.get(add)) | {"label": "Lys", **funder}).status_code == 302
    assert amount_of(BudgetLine.objects.get(label="Lys"), 2024) == 5000


def test_notes_are_written(cast, lead):
    revise(cast)
    add = url(cast, "note_add")
    sent = fields_of(lead.get(add)) | {"scope": "table", "text": "Kun i foraaret"}
    assert lead.post(add, sent).status_code == 302
    assert BudgetNote.objects.get().text == "Kun i foraaret"


def test_the_table_says_how_money_moves(cast, lead):
    factories.make_line(cast.chapter, {2024: 1000})
    revise(cast)
    page = soup_of(lead.get(reverse("chapter", args=_chapter(cast))))
    assert page.select("#economy .row-actions a")
    assert "omdisponering" in page.select_one("#economy").text


def test_a_recommended_plans_amounts_are_written_and_its_words_are_not(cast, lead):
    line = factories.make_line(cast.chapter, {2024: 1000})
    cast.plan.state = PlanState.RECOMMENDED
    cast.plan.save(update_fields=["state"])
    page = lead.get(url(cast, "line_edit", line.uuid))
    assert amounts_in(page) == ["amount_2024"]
    assert "label" not in fields_of(page)
    table = soup_of(lead.get(reverse("chapter", args=_chapter(cast)))).select_one("#economy")
    assert len(table.select(".row-actions a")) == 1
    assert not table.select(".row-actions form, .part__foot a")


def test_the_form_tells_which_plans_show_the_line(cast, lead):
    factories.make_plan(cast.partnership, 2023, agreement=cast.plan.agreement)
    line = factories.make_line(cast.chapter)
    assert (
        "2023" in soup_of(lead.get(url(cast, "line_edit", line.uuid))).select_one("#economy p").text
    )


def _chapter(cast: Cast) -> list:
    return [cast.partnership.slug, cast.plan.year, cast.chapter.activity.slug]


# Moving a line to another activity


def transfer(cast: Cast, line: BudgetLine) -> str:
    return url(cast, "line_transfer", line.uuid)


def test_a_line_is_moved_from_its_form(cast, secretariat):
    line = factories.make_line(cast.chapter, {2024: 1000})
    page = soup_of(secretariat.get(url(cast, "line_edit", line.uuid)))
    address = page.select_one("#economy a[href*='/transfer/']")["href"].partition("#")[0]
    sent = fields_of(secretariat.get(address)) | {"activity": cast.other_chapter.activity_id}
    answer = secretariat.post(address, sent, follow=True)
    line.refresh_from_db()
    assert line.activity == cast.other_chapter.activity
    assert messages_of(answer)
    # Sent twice it is done once, and the second answer is no error.
    assert secretariat.post(address, sent).status_code == 302


def test_where_to_has_to_be_chosen(cast, secretariat):
    line = factories.make_line(cast.chapter)
    form = secretariat.get(transfer(cast, line))
    assert fields_of(form)["activity"] == ""
    answer = secretariat.post(transfer(cast, line), fields_of(form))
    assert answer.status_code == 422
    assert error_at(answer, "activity")


def test_a_lead_moves_a_line_to_what_they_lead_alone(cast, lead):
    line = factories.make_line(cast.chapter)
    own = factories.make_chapter(cast.plan, lead=cast.organisation, title="Gaarden")
    options = soup_of(lead.get(transfer(cast, line))).select("#id_activity option")
    assert [option["value"] for option in options] == ["", str(own.activity_id)]
    sent = {"seen": line.version, "activity": cast.other_chapter.activity_id}
    assert lead.post(transfer(cast, line), sent).status_code == 422
    line.refresh_from_db()
    assert line.activity == cast.chapter.activity


def test_what_keeps_a_line_is_said_in_its_form_and_when_it_is_sent(cast, secretariat):
    line = factories.make_line(cast.chapter, {2022: 500})
    page = secretariat.get(url(cast, "line_edit", line.uuid))
    assert "2022" in main_text(page)
    assert not soup_of(page).select("a[href*='/transfer/']")
    sent = {"seen": line.version, "activity": cast.other_chapter.activity_id}
    answer = secretariat.post(transfer(cast, line), sent)
    assert answer.status_code == 422
    assert "2022" in summary_of(answer).text
    assert fields_of(answer)["activity"] == str(cast.other_chapter.activity_id)


def test_a_line_of_another_activity_is_not_moved_from_here(cast, secretariat):
    line = factories.make_line(cast.other_chapter)
    sent = {"seen": line.version, "activity": cast.chapter.activity_id}
    assert secretariat.post(transfer(cast, line), sent).status_code == 404


def test_who_writes_in_one_activity_alone_is_told_so(cast, lead):
    line = factories.make_line(cast.chapter)
    page = soup_of(lead.get(transfer(cast, line)))
    assert len(page.select("#id_activity option")) == 1
    assert "Du skriver ikke i andre" in page.select_one("#economy").text
