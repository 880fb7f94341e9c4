"""An activity that has ended takes no more money; one that has just joined may be given some."""

import pytest

from budgets.document import row_name
from budgets.reallocation_forms import leg_forms
from budgets.services import reallocations
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of
from budgets.services.movable import what_may_move
from budgets.services.reallocation_table import table_of_moves
from budgets.services.reallocations import Move
from budgets.services.refusals import ReallocationRefused
from tests import factories
from tests.budgets.books import approved, asked, reversed_


@pytest.fixture
def lines(cast):
    """Of an activity that ends after 2023, with 20.000 kr. left, and of one that goes on."""
    made = (
        factories.make_line(cast.chapter, {2024: 20_000}),
        factories.make_line(cast.other_chapter, {2024: 50_000}),
    )
    factories.approve(cast.plan)
    return made


def end(line, year: int = 2023) -> None:
    line.activity.ended = year
    line.activity.save(update_fields=["ended"])


def test_an_ended_activity_is_given_no_money(cast, lines):
    end(lines[0])
    with pytest.raises(ReallocationRefused, match=lines[0].activity.name):
        factories.make_reallocation(cast.plan, (lines[1], -1), (lines[0], 1), by=cast.working_group)


def test_an_ended_activity_gets_no_new_line(cast, lines):
    end(lines[0])
    moves = [Move(-1, line=lines[1]), Move(1, activity=lines[0].activity, new_label="Mere")]
    with pytest.raises(ReallocationRefused):
        reallocations.draft(cast.plan, by=cast.working_group, moves=moves)


def test_one_that_ends_meanwhile_is_not_booked_on(cast, lines):
    waiting = asked(cast, (lines[1], -1), (lines[0], 1))
    end(lines[0])
    with pytest.raises(ReallocationRefused):
        approved(waiting, cast.decider)
    assert amount_of(lines[0], 2024) == 20_000


def test_what_an_ended_activity_has_left_is_taken(cast, lines):
    end(lines[0])
    approved(asked(cast, (lines[0], -20_000), (lines[1], 20_000)), cast.decider)
    assert [amount_of(line, 2024) for line in lines] == [0, 70_000]


def test_what_was_taken_from_an_ended_activity_by_mistake_is_moved_back(cast, lines):
    end(lines[0])
    reversed_(approved(asked(cast, (lines[0], -5), (lines[1], 5)), cast.decider), cast)
    assert [amount_of(line, 2024) for line in lines] == [20_000, 50_000]


def test_an_activity_may_be_given_money_in_its_last_year(cast, lines):
    end(lines[0], 2024)
    approved(asked(cast, (lines[1], -1), (lines[0], 1)), cast.decider)
    assert amount_of(lines[0], 2024) == 20_001


def test_an_activity_that_joined_without_a_chapter_is_given_money(cast, lines):
    joined = factories.make_activity(cast.plan, "Sommerlejr")
    moves = [Move(-1, line=lines[1]), Move(1, activity=joined, new_label="Busser")]
    made = reallocations.draft(cast.plan, by=cast.working_group, moves=moves)
    assert made.legs.count() == 2


# What is offered, and how it is named


def rows_sent(**row: str) -> dict[str, str]:
    sent = {"legs-TOTAL_FORMS": "1", "legs-INITIAL_FORMS": "0"}
    return sent | {f"legs-0-{name}": value for name, value in row.items()}


def test_the_refusal_stands_beside_the_line_that_is_given_money(cast, lines):
    end(lines[0])
    sent = rows_sent(kind="line", line=str(lines[0].uuid), given="5")
    assert "line" in leg_forms(what_may_move(cast.plan), data=sent).forms[0].errors


def test_the_refusal_stands_beside_the_activity_that_gets_a_new_line(cast, lines):
    end(lines[0])
    activity = str(lines[0].activity.uuid)
    sent = rows_sent(kind="new", activity=activity, new_label="Mere", given="5")
    assert "activity" in leg_forms(what_may_move(cast.plan), data=sent).forms[0].errors


@pytest.mark.parametrize("kind", ["line", "new"])
def test_ended_activities_are_marked_where_they_are_offered(cast, lines, kind):
    end(lines[0])
    form = leg_forms(what_may_move(cast.plan), rows=[{"kind": kind}]).forms[0]
    name = f"{lines[0].activity.name} (ophørt)"
    assert name in str(form["line" if kind == "line" else "activity"])


def test_the_preview_says_it_too(cast, lines):
    end(lines[0])
    moves = [Move(-5, line=lines[1]), Move(5, line=lines[0])]
    problems = table_of_moves(cast.plan, moves).problems
    assert any(lines[0].activity.name in problem for problem in problems)


@pytest.mark.parametrize(("ended", "name"), [(2023, "Leg (ophørt)"), (None, "Leg (uden kapitel)")])
def test_only_what_has_ended_is_called_so(cast, ended, name):
    chapter = factories.make_chapter(cast.plan, title="Leg")
    line = factories.make_line(chapter, {2022: 5})
    end(line, ended)
    chapter.delete()
    assert [row_name(row) for row in economy_of(cast.plan).without_chapter] == [name]
