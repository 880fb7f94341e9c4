"""The pages of reallocations: drafting with any number of rows, sending, deciding."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budgets.choices import ReallocationState
from budgets.models import Entry, Reallocation
from budgets.services import decisions, reallocations
from budgets.services.askers import note_asker
from budgets.services.ledger import amount_of
from tests import factories
from tests.pages.html import fields_of, main_text, messages_of, soup_of, summary_of
from tests.pages.reallocating import in_two_weeks, url

# The list


def test_before_the_approval_the_list_says_why_it_is_empty(cast, writer):
    page = main_text(writer.get(url(cast, "reallocations")))
    assert "not approved yet" in page or "ikke godkendt" in page
    assert writer.get(url(cast, "reallocation_new")).status_code == 403


def test_the_list_shows_what_is_moved_and_filters_by_state(cast, asked, writer):
    factories.make_reallocation(cast.plan, by=cast.working_group, subject="Kladden")
    page = writer.get(url(cast, "reallocations"), {"state": "hearing"})
    assert "30.000" in main_text(page)
    assert "Kladden" not in main_text(page)


# Sending and withdrawing


def test_a_draft_that_lacks_something_is_not_sent(cast, lines, writer):
    draft = factories.make_reallocation(cast.plan, (lines[0], -1), by=cast.working_group)
    sent = {"hearing_until": in_two_weeks(), "seen": draft.version}
    answer = writer.post(url(cast, "reallocation_send", draft.number), sent)
    assert answer.status_code == 409
    assert soup_of(answer).select_one("input[name=hearing_until]")["value"] == in_two_weeks()


@pytest.mark.parametrize("day", ["", "i morgen", "1.1.2020", "31.2.2099", "1.5.2142"])
def test_a_date_that_is_none_or_has_passed_or_is_far_away_is_refused(day, cast, lines, writer):
    draft = factories.make_reallocation(cast.plan, (lines[0], -1), by=cast.working_group)
    sent = {"hearing_until": day, "seen": draft.version}
    answer = writer.post(url(cast, "reallocation_send", draft.number), sent)
    assert answer.status_code == 422
    assert summary_of(answer)


def test_a_draft_changed_since_it_was_read_is_not_sent(cast, lines, writer):
    moves = [(lines[0], -1), (lines[1], 1)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    reallocations.edit(draft, seen=1, by=cast.secretariat, moves=[], reason="Andet.")
    sent = {"hearing_until": in_two_weeks(), "seen": "1"}
    assert writer.post(url(cast, "reallocation_send", draft.number), sent).status_code == 409


def test_one_is_withdrawn_and_begun_anew(cast, asked, writer):
    page = writer.post(url(cast, "reallocation_withdraw", asked.number), {}, follow=True)
    asked.refresh_from_db()
    assert asked.state == ReallocationState.WITHDRAWN
    assert messages_of(page)
    writer.post(url(cast, "reallocation_copy", asked.number))
    copy = Reallocation.objects.get(state="draft")
    assert [leg.amount for leg in copy.legs.all()] == [-30_000, 30_000]


# Deciding


def decide(client, cast, asked, name: str, **values):
    page = soup_of(client.get(url(cast, "reallocation", asked.number)))
    seen = page.select_one("input[name=seen]")["value"]
    sent = {"seen": seen, "early_reason": "Det haster.", **values}
    return client.post(url(cast, f"reallocation_{name}", asked.number), sent)


def test_the_decider_approves_and_the_amounts_are_moved(cast, lines, asked, log_in):
    decide(log_in(cast.decider), cast, asked, "approve")
    assert [amount_of(line, 2024) for line in lines] == [70_000, 80_000, 10_000]


def test_before_the_date_a_reason_is_asked_for_and_after_it_none(cast, asked, log_in):
    client = log_in(cast.decider)
    assert decide(client, cast, asked, "approve", early_reason="").status_code == 422
    asked.hearing_until = timezone.localdate() - timedelta(days=1)
    asked.save(update_fields=["hearing_until"])
    assert decide(client, cast, asked, "approve", early_reason="").status_code == 302


def test_moved_money_shows_the_new_table_and_keeps_what_was_typed(cast, lines, asked, log_in):
    client = log_in(cast.decider)
    page = soup_of(client.get(url(cast, "reallocation", asked.number)))
    seen = page.select_one("input[name=seen]")["value"]
    moves = [(lines[0], -5_000), (lines[1], 5_000)]
    other = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    decide(client, cast, factories.put_in_hearing(other), "approve")
    sent = {"seen": seen, "reason": "God idé.", "early_reason": "Det haster."}
    answer = client.post(url(cast, "reallocation_approve", asked.number), sent)
    assert answer.status_code == 409
    assert "God idé." in answer.content.decode()
    assert "95.000" in main_text(answer)
    again = soup_of(answer).select_one("input[name=seen]")["value"]
    assert (
        client.post(
            url(cast, "reallocation_approve", asked.number), sent | {"seen": again}
        ).status_code
        == 302
    )


def test_a_second_decision_is_refused_and_its_words_are_kept(cast, asked, log_in):
    client = log_in(cast.decider)
    sent = {"reason": "Ikke i år.", "early_reason": "Det haster."}
    decisions.refuse(asked, by=cast.decider, **sent)
    answer = client.post(url(cast, "reallocation_refuse", asked.number), sent)
    assert answer.status_code == 409
    assert soup_of(answer).select_one("textarea[readonly]").text.strip() == "Ikke i år."


@pytest.mark.parametrize("seen", ["", "x", "0" * 64])
def test_an_approval_of_a_table_that_nobody_saw_books_nothing(seen, cast, asked, log_in):
    before = Entry.objects.count()
    answer = decide(log_in(cast.decider), cast, asked, "approve", seen=seen)
    assert answer.status_code == 409
    assert Entry.objects.count() == before


def test_a_refusal_says_why(cast, asked, log_in):
    client = log_in(cast.decider)
    assert decide(client, cast, asked, "refuse", reason=" ").status_code == 422
    page = client.get(decide(client, cast, asked, "refuse", reason="Ikke i år.")["Location"])
    assert "Ikke i år." in main_text(page)


def test_whoever_asks_is_not_offered_to_decide(cast, asked, log_in):
    note_asker(asked, by=cast.decider)
    page = soup_of(log_in(cast.decider).get(url(cast, "reallocation", asked.number)))
    assert not page.select("form[action$='approve/'], form[action$='refuse/']")


def test_a_reversal_is_begun_once_and_its_amounts_are_fixed(cast, asked, log_in):
    decide(log_in(cast.decider), cast, asked, "approve")
    client = log_in(cast.working_group)
    for _ in range(2):
        client.post(url(cast, "reallocation_reverse", asked.number))
    back = asked.reversals.get()
    page = client.get(url(cast, "reallocation_edit", back.number))
    assert not [name for name in fields_of(page) if name.startswith("legs-")]
    client.post(url(cast, "reallocation_edit", back.number), fields_of(page) | {"reason": "Fejl."})
    assert sorted(leg.amount for leg in back.legs.all()) == [-30_000, 30_000]


def test_a_line_that_holds_another_amount_than_when_it_was_sent_is_said(cast, lines, log_in):
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    until = timezone.localdate() + timedelta(days=3)
    decisions.send(draft, by=cast.working_group, hearing_until=until, seen=1)
    other = factories.make_reallocation(
        cast.plan, (lines[0], -1_000), (lines[2], 1_000), by=cast.working_group
    )
    client = log_in(cast.decider)
    decide(client, cast, factories.put_in_hearing(other), "approve")
    page = main_text(client.get(url(cast, "reallocation", draft.number)))
    assert "99.000" in page
    assert "100.000" in page


# The home page


def waiting(client) -> str:
    section = soup_of(client.get(reverse("home"))).select_one("[aria-labelledby^=reallocations]")
    return section.get_text(" ", strip=True) if section else ""


def test_the_home_page_tells_each_what_waits(cast, asked, log_in):
    draft = factories.make_reallocation(cast.plan, by=cast.working_group, subject="Kladden")
    assert str(asked) in waiting(log_in(cast.steering_group))
    assert waiting(log_in(cast.decider)) == ""
    assert str(draft) in waiting(log_in(cast.working_group))
    Reallocation.objects.update(hearing_until=timezone.localdate() - timedelta(days=1))
    assert str(asked) in waiting(log_in(cast.decider))
