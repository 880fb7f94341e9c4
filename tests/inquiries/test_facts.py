"""Figures in letters: where they come from, whether they still hold, and who may learn of it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from budgets.services.economy import economy_of
from budgets.services.ledger import set_amount, set_frame
from budgets.services.pools import grant
from inquiries.choices import FactKind
from inquiries.models import Fact
from inquiries.services import fact_offers, facts
from inquiries.services.drafts import begin_reply, reply_of
from inquiries.services.refusals import InquiryRefused
from partnership.choices import Role
from partnership.models import Seat
from partnership.services.versions import StaleVersion
from tests import factories, inquiry_factories


@pytest.fixture
def money(cast):
    """Two lines and a pool in the plan; the drafter also has a seat in its partnership."""
    Seat.objects.create(user=cast.drafter, role=Role.READER, partnership=cast.partnership)
    set_frame(cast.plan, 200_000, by=None)
    pool = factories.make_pool(cast.other_chapter)
    line = factories.make_line(cast.chapter, {2024: 100_000, 2023: 7_000}, label="Lys")
    factories.make_line(cast.chapter, {2024: 5_000}, label="Leje")
    factories.make_line(cast.other_chapter, {2024: 50_000}, label="Pulje")
    grant(pool, cast.chapter.activity, 2024, 20_000, by=None)
    return line


@pytest.fixture
def asked(cast):
    unit = cast.drafter.seats.get(unit__isnull=False).unit
    inquiry_factories.equip(unit)
    return inquiry_factories.make_inquiry(unit, by=cast.drafter)


def offer(cast, asked, kind, year=2024):
    """The first offered figure of a kind."""
    offered = fact_offers.offered(cast.drafter, asked.unit, cast.plan)
    return next(fact for fact in offered if fact.kind == kind and fact.year in (year, None))


def take(cast, asked, kind):
    answer = inquiry_factories.answer_of(asked)
    fact = offer(cast, asked, kind)
    facts.take(answer, fact, seen=answer.version, by=cast.drafter)
    return fact


def test_figures_are_those_of_the_tables_of_money(cast, asked, money):
    economy = economy_of(cast.plan)
    [row, pool] = economy.rows
    said = {
        kind: offer(cast, asked, kind).value
        for kind in FactKind
        if kind not in ("figure", "target")
    }
    assert said == {
        "line": 100_000,
        "activity": row.totals[-1].amount,
        "year": economy.allocated,
        "frame": economy.frame,
        "pool": pool.totals[-1].amount - 20_000,
        "granted": 20_000,
    }


def test_a_figure_stands_in_the_answer_as_a_reference(cast, asked, money):
    fact = take(cast, asked, "frame")
    body = inquiry_factories.answer_of(asked).body
    assert fact.text == "200.000\u00a0kr."
    assert body == f'<p><span data-ref="{fact.uuid}"></span></p>'


def test_a_fact_is_stale_when_its_source_says_something_else(cast, asked, money):
    take(cast, asked, "line")
    assert facts.stale(reply_of(asked)) == []
    set_amount(money, 2024, 90_000, by=None)
    [found] = facts.stale(reply_of(asked))
    assert (found.old, found.new) == ("100.000\u00a0kr.", "90.000\u00a0kr.")


def test_a_figure_that_no_text_uses_any_more_is_not_stale(cast, asked, money):
    take(cast, asked, "line")
    set_amount(money, 2024, 90_000, by=None)
    inquiry_factories.write_answer(asked, "<p>Uden tal.</p>", cast.drafter)
    assert facts.stale(reply_of(asked)) == []


def test_a_figure_whose_source_was_removed_is_stale_without_a_new_one(cast, asked):
    figure = inquiry_factories.make_figure(asked.unit)
    inquiry_factories.take_figure(asked, figure, cast.drafter)
    figure.removed_at = figure.changed_at
    figure.save(update_fields=["removed_at"])
    [found] = facts.stale(reply_of(asked))
    assert (found.old, found.new) == ("21", "")


def test_a_target_is_taken_in_its_own_words(cast, asked, money):
    goal = factories.make_row(cast.chapter, "deliverables", title="Ture")
    target = goal.targets.create(minimum=10, unit="boern")
    fact = take(cast, asked, "target")
    assert (fact.value, fact.text) == (None, str(target))
    target.minimum = 12
    target.save(update_fields=["minimum"])
    assert [found.new for found in facts.stale(reply_of(asked))] == [str(target)]


def test_the_new_figure_is_taken(cast, asked, money):
    fact = take(cast, asked, "line")
    set_amount(money, 2024, 90_000, by=None)
    facts.take_again(fact, by=cast.drafter)
    assert Fact.objects.get().text == "90.000\u00a0kr."
    assert facts.stale(reply_of(asked)) == []


def test_no_new_figure_is_taken_into_a_letter_in_clearance(cast, asked, money):
    fact = take(cast, asked, "line")
    set_amount(money, 2024, 90_000, by=None)
    type(asked).objects.filter(pk=asked.pk).update(state="clearance")
    with pytest.raises(InquiryRefused):
        facts.take_again(fact, by=cast.drafter)


def test_a_figure_taken_into_a_text_that_has_changed_is_not_stored(cast, asked, money):
    answer = inquiry_factories.answer_of(asked)
    inquiry_factories.write_answer(asked, "<p>En anden var her.</p>")
    with pytest.raises(StaleVersion):
        facts.take(answer, offer(cast, asked, "line"), seen=1, by=cast.drafter)
    assert not Fact.objects.exists()


def test_what_the_person_may_not_see_is_not_offered_nor_told(cast, asked, money):
    fact = take(cast, asked, "line")
    stranger = inquiry_factories.make_drafter(asked.unit)
    assert facts.seen_sources(cast.drafter, [fact]) == {fact.pk}
    assert facts.seen_sources(stranger, [fact]) == set()


def test_a_correction_has_figures_of_its_own(cast, asked, money):
    fact = take(cast, asked, "line")
    corrected = begin_reply(asked, by=cast.drafter, corrects=reply_of(asked))
    [copy] = facts.used_facts(corrected)
    assert copy.uuid != fact.uuid
    assert copy.text == fact.text


def test_facts_are_checked_in_a_fixed_number_of_queries(cast, asked, money):
    reply = reply_of(asked)

    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            facts.stale(reply)
        return len(queries)

    kinds = ("line", "activity", "year", "frame", "pool", "granted")
    for kind in kinds:
        take(cast, asked, kind)
    few = counted()
    for kind in kinds * 4:
        take(cast, asked, kind)
    assert counted() == few
    assert len(facts.used_facts(reply)) == 30


def test_a_fact_names_its_source(cast, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(reply=reply_of(asked), kind="granted", label="x", text="1", year=2024)
