"""A form sent twice (a double click, a reload, a lost answer) adds once."""

import pytest
from django.urls import reverse

from budgets.models import BudgetLine, BudgetNote, Reallocation
from budgets.services.ledger import amount_of, amounts_of
from budgets.services.lines import edit_line, remove_note
from partnership.models import Revision
from tests.conftest import Cast
from tests.pages.html import error_at, fields_of, summary_of
from tests.pages.reallocating import balanced, row, typed, url

NOTE = {"scope": "table", "text": "Tallet er foreløbigt."}


@pytest.fixture
def secretariat(cast: Cast, log_in):
    return log_in(cast.secretariat)


@pytest.fixture
def new_line(cast, secretariat) -> tuple[str, dict[str, str]]:
    """The address of the form for a new line, and what is sent."""
    address = reverse("line_add", args=[cast.chapter.uuid])
    return address, fields_of(secretariat.get(address)) | {"label": "Vagter", "amount_2024": "500"}


@pytest.fixture
def new_note(cast, secretariat) -> tuple[str, dict[str, str]]:
    address = reverse("note_add", args=[cast.chapter.uuid])
    return address, fields_of(secretariat.get(address)) | NOTE


@pytest.fixture
def new_activity(cast, secretariat) -> tuple[str, dict[str, str]]:
    address = reverse("activity_add", args=[cast.plan.partnership.slug, cast.plan.year])
    return address, fields_of(secretariat.get(address)) | {"title": "Lys"}


def test_a_budget_line(new_line, secretariat):
    for _ in range(2):
        assert secretariat.post(*new_line).status_code == 302
    assert amounts_of(BudgetLine.objects.get()) == {2024: 500}


def test_a_budget_line_sent_again_with_other_words_is_saved(new_line, secretariat):
    address, sent = new_line
    secretariat.post(address, sent)
    assert secretariat.post(address, sent | {"label": "Lygter"}).status_code == 302
    assert BudgetLine.objects.get().label == "Lygter"


def test_a_budget_line_sent_again_overwrites_no_amount(new_line, secretariat):
    address, sent = new_line
    secretariat.post(address, sent)
    answer = secretariat.post(address, sent | {"amount_2024": "700"})
    assert answer.status_code == 409
    assert error_at(answer, "amount_2024")
    assert amount_of(BudgetLine.objects.get(), 2024) == 500
    assert secretariat.post(address, fields_of(answer)).status_code == 302
    assert amounts_of(BudgetLine.objects.get()) == {2024: 700}


def test_a_budget_line_sent_again_overwrites_no_words_of_others(new_line, cast, secretariat):
    address, sent = new_line
    secretariat.post(address, sent)
    line = BudgetLine.objects.get()
    edit_line(line, seen=1, amounts={}, by=cast.working_group, label="Natteravne")
    assert secretariat.post(address, sent).status_code == 409
    assert BudgetLine.objects.get().label == "Natteravne"


def test_a_budget_line_of_another_activity_is_not_taken_over(new_line, cast, secretariat):
    address, sent = new_line
    secretariat.post(address, sent)
    other = reverse("line_add", args=[cast.other_chapter.uuid])
    assert secretariat.post(other, sent | {"label": "Busser"}).status_code == 302
    assert set(BudgetLine.objects.values_list("label", flat=True)) == {"Vagter", "Busser"}


def test_a_note(new_note, secretariat):
    for _ in range(2):
        assert secretariat.post(*new_note).status_code == 302
    assert BudgetNote.objects.get().text == NOTE["text"]


def test_a_note_removed_meanwhile_is_added_anew(new_note, cast, secretariat):
    secretariat.post(*new_note)
    remove_note(BudgetNote.objects.get(), seen=1, by=cast.secretariat)
    secretariat.post(*new_note)
    assert BudgetNote.objects.standing().count() == 1


def test_a_reallocation(cast, lines, writer):
    address = url(cast, "reallocation_new")
    sent = fields_of(writer.get(address)) | typed(*balanced(lines))
    answers = [writer.post(address, sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Reallocation.objects.get().legs.count() == 2


def test_a_reallocation_sent_again_with_other_rows_is_saved(cast, lines, writer):
    address = url(cast, "reallocation_new")
    sent = fields_of(writer.get(address)) | typed(*balanced(lines))
    writer.post(address, sent)
    writer.post(address, sent | row(0, lines[0], taken="5") | row(1, lines[1], given="5"))
    assert [leg.amount for leg in Reallocation.objects.get().legs.all()] == [-5, 5]


def test_an_activity(new_activity, cast, secretariat):
    answers = [secretariat.post(*new_activity) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert cast.plan.chapters.filter(title="Lys").count() == 1


def test_an_activity_sent_again_leaves_no_trace(new_activity, cast, secretariat):
    secretariat.post(*new_activity)
    cast.plan.refresh_from_db()
    version, entries = cast.plan.version, Revision.objects.count()
    secretariat.post(*new_activity)
    cast.plan.refresh_from_db()
    assert (cast.plan.version, Revision.objects.count()) == (version, entries)


def test_another_activity_written_in_the_same_form_is_added(new_activity, cast, secretariat):
    """Back to the form, another title, and sent: the first is not renamed."""
    address, sent = new_activity
    secretariat.post(address, sent)
    secretariat.post(address, sent | {"title": "Lyd"})
    assert cast.plan.chapters.filter(title__in=["Lys", "Lyd"]).count() == 2


@pytest.mark.parametrize("identity", ["x", "1" * 400])
def test_a_garbled_identity_adds_nothing(identity, new_activity, cast, secretariat):
    address, sent = new_activity
    answer = secretariat.post(address, sent | {"identity": identity})
    assert answer.status_code == 422
    assert summary_of(answer)
    assert not cast.plan.chapters.filter(title="Lys").exists()
