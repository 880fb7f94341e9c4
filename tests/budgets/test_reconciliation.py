"""What documents printed, compared with the ledger and with the plan's targets."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from activities.choices import PartKind
from activities.services.lifecycle import reopen_plan
from activities.services.rows import save_target
from budgets.choices import EntryKind
from budgets.models import StatedFigure
from budgets.services import pools
from budgets.services.ledger import set_amount, set_frame
from budgets.services.reconciliation import differences, reconciliation_of
from budgets.services.refusals import LedgerError
from budgets.services.stated import (
    add_stated_figure,
    edit_stated_figure,
    explain_stated_figure,
    remove_stated_figure,
)
from partnership.models import AuditEntry
from partnership.services.versions import StaleVersion
from tests import factories
from tests.budgets.books import approved, asked


@pytest.fixture
def plan(cast):
    return cast.plan


@pytest.fixture
def line(cast):
    return factories.make_line(cast.chapter, {2023: 150_000, 2024: 200_000}, label="Vagter")


def state(plan, stated, **values) -> StatedFigure:
    defaults = {"label": "Et tal", "where": "Oversigten", "year": 2023}
    return add_stated_figure(plan, by=None, stated=stated, **{**defaults, **values})


def explain(figure, explanation, *, ledger, seen) -> StatedFigure:
    return explain_stated_figure(figure, seen=seen, by=None, explanation=explanation, ledger=ledger)


def compared(plan):
    """The one figure of the plan, compared."""
    [row] = reconciliation_of(plan).all
    return row


def test_a_figure_of_a_line_is_compared_with_the_line(plan, line):
    factories.make_line(line.activity.chapters.get(), {2023: 7_000})
    state(plan, 160_000, line=line)
    assert (compared(plan).ledger, compared(plan).difference) == (150_000, 10_000)


def test_without_a_line_the_activity_is_summed_and_cofinancing_is_not(plan, line):
    chapter = line.activity.chapters.get()
    factories.make_line(chapter, {2023: 7_000})
    factories.make_line(chapter, {2023: 99_000}, funder=factories.make_organisation())
    state(plan, 157_000, activity=line.activity)
    assert compared(plan).difference == 0


def test_without_an_activity_everything_is_summed(cast, plan, line):
    factories.make_line(cast.other_chapter, {2023: 50_000})
    state(plan, 190_000)
    assert (compared(plan).ledger, compared(plan).difference) == (200_000, -10_000)


def test_a_frame_is_compared_with_the_frame(plan, line):
    set_frame(plan, 300_000, by=None)
    state(plan, 310_000, year=2024, against="frame")
    assert compared(plan).difference == 10_000


def test_the_difference_follows_the_line(plan, line):
    state(plan, 160_000, line=line)
    set_amount(line, 2023, 160_000, by=None)
    assert differences(plan) == []


def test_where_nothing_is_printed_money_is_a_difference_without_a_number(plan, line):
    state(plan, None, line=line)
    row = compared(plan)
    assert (row.is_open, row.ledger, row.difference) == (True, 150_000, None)


def test_where_nothing_is_printed_and_nothing_is_held_they_agree(plan, line):
    state(plan, None, line=line, year=2021)
    assert differences(plan) == []


def test_a_figure_of_a_year_without_money_is_a_difference(plan, line):
    state(plan, 5_000, line=line, year=2021)
    assert (compared(plan).ledger, compared(plan).difference) == (0, 5_000)


def test_a_difference_is_explained_by_words(plan, line):
    figure = state(plan, 160_000, line=line)
    assert compared(plan).is_open
    edit_stated_figure(figure, seen=1, by=None, explanation="En trykfejl.")
    assert compared(plan).is_explained


def test_an_explanation_does_not_explain_what_the_ledger_came_to_hold_later(plan, line):
    edit_stated_figure(state(plan, 160_000, line=line), seen=1, by=None, explanation="En trykfejl.")
    set_amount(line, 2023, 140_000, by=None)
    row = compared(plan)
    assert (row.is_open, row.explanation) == (True, "")
    assert "10.000" in row.earlier
    assert "En trykfejl." in row.earlier


def test_an_explanation_does_not_explain_another_printed_figure(plan, line):
    figure = edit_stated_figure(
        state(plan, 160_000, line=line), seen=1, by=None, explanation="En trykfejl."
    )
    edit_stated_figure(figure, seen=2, by=None, stated=170_000, explanation="En trykfejl.")
    row = compared(plan)
    assert row.is_open
    assert "10.000" in row.earlier


def test_an_explanation_holds_again_when_the_figures_are_those_it_explained(plan, line):
    edit_stated_figure(state(plan, 160_000, line=line), seen=1, by=None, explanation="En trykfejl.")
    set_amount(line, 2023, 140_000, by=None)
    set_amount(line, 2023, 150_000, by=None)
    row = compared(plan)
    assert (row.explanation, row.earlier) == ("En trykfejl.", "")


def test_the_same_words_explain_the_new_difference_when_they_are_given_for_it(plan, line):
    figure = explain(state(plan, 160_000, line=line), "En trykfejl.", ledger=150_000, seen=1)
    set_amount(line, 2023, 140_000, by=None)
    explain(figure, "En trykfejl.", ledger=140_000, seen=2)
    assert compared(plan).is_explained


def test_an_explanation_is_of_the_figure_that_was_seen_when_it_was_written(plan, line):
    figure = state(plan, 160_000, line=line)
    set_amount(line, 2023, 140_000, by=None)
    explain(figure, "En trykfejl.", ledger=150_000, seen=1)
    assert compared(plan).is_open


def test_an_explanation_of_nothing_printed_is_of_what_was_held(plan, line):
    explain(state(plan, None, line=line), "Glemt.", ledger=150_000, seen=1)
    assert compared(plan).is_explained
    set_amount(line, 2023, 140_000, by=None)
    assert compared(plan).is_open
    assert "150.000" in compared(plan).earlier


def test_an_explanation_given_with_a_new_figure_explains_it(plan, line):
    state(plan, 160_000, line=line, explanation="En trykfejl.")
    assert compared(plan).is_explained


def test_an_explanation_of_a_count_is_of_its_target(cast, plan):
    row = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    target = save_target(row, None, seen=1, by=None, unit="ture", minimum=10)
    state(plan, 12, unit="count", year=None, target=target, explanation="Ca.")
    assert compared(plan).is_explained
    save_target(row, target, seen=1, by=None, unit="ture", minimum=11)
    assert compared(plan).is_open


def test_an_explanation_saved_again_unchanged_writes_nothing(plan, line):
    figure = explain(state(plan, 160_000, line=line), "En trykfejl.", ledger=150_000, seen=1)
    explain(figure, "En trykfejl.", ledger=150_000, seen=2)
    assert StatedFigure.objects.get().version == 2


def test_a_grant_does_not_explain_the_figure_of_a_line(cast, plan, line):
    pool = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    pools.grant(pool, line.activity, 2023, 50_000, by=None)
    state(plan, 200_000, activity=line.activity, line=line)
    assert compared(plan).is_open


def test_a_grant_of_the_same_size_explains_by_itself(cast, plan, line):
    pool = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    pools.grant(pool, line.activity, 2023, 50_000, by=None)
    state(plan, 200_000, activity=line.activity)
    row = compared(plan)
    assert row.is_explained
    assert str(pool) in row.explanation


def test_a_grant_of_another_size_explains_nothing(cast, plan, line):
    pool = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    pools.grant(pool, line.activity, 2023, 40_000, by=None)
    state(plan, 200_000, activity=line.activity)
    assert compared(plan).is_open


def test_a_figure_may_be_of_what_pools_have_granted(cast, plan, line):
    pool = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    pools.grant(pool, line.activity, 2023, 50_000, by=None)
    state(plan, 50_000, activity=line.activity, against="grants")
    assert compared(plan).difference == 0


def test_a_doubt_is_listed_though_the_figures_agree(plan, line):
    state(plan, 150_000, line=line, doubt="Kolonnen er utydelig.")
    [row] = differences(plan)
    assert (row.difference, row.is_open) == (0, False)


def test_a_removed_figure_is_not_compared(cast, plan, line):
    figure = state(plan, 160_000, line=line)
    remove_stated_figure(figure, seen=1, by=cast.secretariat)
    assert reconciliation_of(plan).all == ()


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [({"minimum": 10, "maximum": 10}, 10), ({"minimum": 8, "maximum": 12}, 8), ({"maximum": 5}, 5)],
)
def test_a_count_is_compared_with_its_target(cast, plan, numbers, expected):
    row = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    target = save_target(row, None, seen=1, by=None, unit="ture", **numbers)
    state(plan, 12, unit="count", year=None, target=target)
    assert compared(plan).ledger == expected


def test_counts_of_one_thing_stand_together_when_one_says_something_else(plan):
    for number in (4, 12, 4):
        state(plan, number, unit="count", label="Ture")
    state(plan, 7, unit="count", label="Hold")
    assert [row.figure.stated for row in differences(plan)] == [4, 12, 4]


def test_a_year_outside_the_agreement_is_refused(plan):
    with pytest.raises(LedgerError, match="2025"):
        state(plan, 1, year=2025)


def test_a_line_of_another_plan_is_refused(cast, plan):
    foreign = factories.make_line(cast.outside_chapter)
    with pytest.raises(LedgerError):
        state(plan, 1, line=foreign)


def test_a_save_from_an_older_version_changes_nothing(plan):
    figure = state(plan, 1)
    edit_stated_figure(figure, seen=1, by=None, explanation="Ja")
    with pytest.raises(StaleVersion):
        edit_stated_figure(figure, seen=1, by=None, explanation="Nej")
    assert StatedFigure.objects.get().explanation == "Ja"


def test_every_change_stands_in_the_log(cast, plan):
    figure = state(plan, 1)
    edit_stated_figure(figure, seen=1, by=cast.secretariat, explanation="Ja")
    remove_stated_figure(figure, seen=2, by=cast.secretariat)
    told = AuditEntry.objects.filter(action__startswith="budgets.stated").order_by("pk")
    verbs = [action.rsplit(".", 1)[1] for action in told.values_list("action", flat=True)]
    assert verbs == ["add", "edit", "remove"]


def printed(*args) -> str:
    out = StringIO()
    call_command("reconcile_plan", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_differs_as_json(plan, line):
    state(plan, 160_000, line=line, label="Vagter", where="Side 4")
    state(plan, 150_000, line=line)
    told = json.loads(printed(plan.partnership.slug, "2024", "--format", "json"))
    assert told == {
        "figures": [
            {
                "where": "Side 4",
                "label": "Vagter",
                "year": 2023,
                "stated": 160_000,
                "ledger": 150_000,
                "difference": 10_000,
                "explanation": "",
                "doubt": "",
            }
        ],
        "counts": [],
    }


def test_the_command_lists_what_agrees_when_asked(plan, line):
    state(plan, 150_000, line=line)
    slug = plan.partnership.slug
    assert "150.000" in printed(slug, "2024", "--all")
    assert "150.000" not in printed(slug, "2024")


def test_the_command_names_the_plans_there_are(plan):
    with pytest.raises(CommandError, match=f"{plan.partnership.slug} 2024"):
        printed(plan.partnership.slug, "1999")


def test_reallocations_explain_by_themselves_what_they_have_moved(cast, plan, line):
    other = factories.make_line(cast.other_chapter, {2024: 50_000})
    factories.approve(plan)
    state(plan, 200_000, line=line, year=2024)
    approved(asked(cast, (line, -30_000), (other, 30_000)), cast.decider)
    assert "30.000" in compared(plan).explanation


def test_what_others_pay_is_not_explained_by_reallocations(cast, plan):
    line = factories.make_line(cast.chapter, {2024: 9_000}, funder=factories.make_organisation())
    factories.approve(plan)
    reopen_plan(plan, by=cast.decider, reason="SSP giver mere")
    state(plan, 9_000, line=line, year=2024)
    set_amount(line, 2024, 12_000, by=cast.secretariat)
    assert compared(plan).is_open


def test_nor_is_a_correction_of_a_year_that_has_been_followed(cast, plan, line):
    factories.approve(plan)
    factories.make_plan(plan.partnership, year=2025, agreement=plan.agreement)
    state(plan, 200_000, activity=line.activity, year=2024)
    kind = EntryKind.CORRECTION
    set_amount(line, 2024, 190_000, by=cast.decider, kind=kind, reason="Tastefejl")
    assert compared(plan).is_open
