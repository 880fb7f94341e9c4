"""Rows are added, moved and removed one by one; what is removed can come back."""

import pytest
from django.db import DatabaseError

from activities.choices import PartKind
from activities.models import Goal, Row
from activities.services import rows
from activities.services.content import chapters_with_content
from partnership.models import AuditEntry
from partnership.services.versions import StaleVersion
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def goals(cast: Cast) -> list[Row]:
    return [factories.make_row(cast.chapter, title=title) for title in ("A", "B", "C")]


def titles(cast: Cast) -> list[str]:
    """The titles of the goals as page and print show them."""
    chapter = next(c for c in chapters_with_content(cast.plan) if c == cast.chapter)
    part = next(part for part in chapter.parts.all() if part.kind == PartKind.GOALS)
    return [goal.title for goal in part.goals.all()]


def last_line(cast: Cast) -> AuditEntry:
    return AuditEntry.objects.filter(partnership=cast.partnership).first()


def test_a_row_is_added_at_the_end(cast, goals):
    assert titles(cast) == ["A", "B", "C"]


def test_a_row_added_after_a_removal_stands_at_the_end(cast, goals):
    rows.remove_row(goals[2], seen=1, by=cast.lead)
    factories.make_row(cast.chapter, title="D")
    rows.restore_row(Goal.objects.get(pk=goals[2].pk), by=cast.lead)
    assert titles(cast) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("place", "up", "order"),
    [(1, True, "BAC"), (1, False, "ACB"), (0, False, "BAC"), (2, True, "ACB")],
)
def test_a_row_changes_places_with_its_neighbour(cast, goals, place, up, order):
    assert rows.move_row(goals[place], up=up, by=cast.lead)
    assert titles(cast) == list(order)


@pytest.mark.parametrize(("place", "up"), [(0, True), (2, False)])
def test_a_row_at_the_end_moves_no_further(cast, goals, place, up):
    before = AuditEntry.objects.count()
    assert not rows.move_row(goals[place], up=up, by=cast.lead)
    assert titles(cast) == ["A", "B", "C"]
    assert AuditEntry.objects.count() == before


def test_a_row_moves_past_what_is_removed(cast, goals):
    rows.remove_row(goals[1], seen=1, by=cast.lead)
    rows.move_row(goals[0], up=False, by=cast.lead)
    assert titles(cast) == ["C", "A"]


def test_a_removed_row_does_not_move(cast, goals):
    removed = rows.remove_row(goals[1], seen=1, by=cast.lead)
    assert not rows.move_row(removed, up=True, by=cast.lead)


def test_moving_leaves_other_lists_alone(cast, goals):
    elsewhere = factories.make_row(cast.other_chapter, title="X")
    rows.move_row(goals[0], up=False, by=cast.lead)
    assert Goal.objects.get(pk=elsewhere.pk).position == elsewhere.position


def test_a_removed_row_is_kept_and_not_shown(cast, goals):
    rows.remove_row(goals[1], seen=1, by=cast.lead)
    assert titles(cast) == ["A", "C"]
    assert Goal.objects.filter(pk=goals[1].pk).exists()


def test_a_restored_row_stands_where_it_stood(cast, goals):
    removed = rows.remove_row(goals[1], seen=1, by=cast.lead)
    rows.restore_row(removed, by=cast.lead)
    assert titles(cast) == ["A", "B", "C"]


def test_a_row_that_somebody_changed_is_not_removed(cast, goals):
    rows.edit_row(goals[0], seen=1, by=cast.secretariat, title="Rettet")
    with pytest.raises(StaleVersion):
        rows.remove_row(goals[0], seen=1, by=cast.lead)
    assert titles(cast)[0] == "Rettet"


def test_a_removed_target_is_kept_and_not_shown(cast):
    deliverable = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    target = rows.save_target(deliverable, None, seen=1, by=None, minimum=5, unit="unge")
    rows.remove_target(target, seen=1, by=cast.lead)
    assert not deliverable.targets.standing().exists()
    assert deliverable.targets.exists()


def test_targets_stand_in_the_order_they_were_added(cast):
    deliverable = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    for minimum in (5, 3, 8):
        rows.save_target(deliverable, None, seen=1, by=None, minimum=minimum, unit="unge")
    assert [target.minimum for target in deliverable.targets.all()] == [5, 3, 8]


@pytest.mark.parametrize("kind", list(PartKind))
def test_every_kind_of_list_takes_rows(cast, kind):
    row = factories.make_row(cast.chapter, kind)
    assert row.part.kind == kind


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (lambda row, by: rows.add_row(row.part, by=by, title="Ny"), "activities.goal.add"),
        (lambda row, by: rows.edit_row(row, seen=1, by=by, title="Ny"), "activities.goal.edit"),
        (lambda row, by: rows.move_row(row, up=False, by=by), "activities.goal.move"),
        (lambda row, by: rows.remove_row(row, seen=1, by=by), "activities.goal.remove"),
        (lambda row, by: rows.restore_row(row, by=by), "activities.goal.restore"),
    ],
)
class TestEveryAct:
    """What holds whatever is done to a row."""

    def test_it_writes_one_line_of_the_log(self, cast, goals, act, action):
        before = AuditEntry.objects.count()
        act(goals[0], cast.lead)
        assert AuditEntry.objects.count() == before + 1
        assert (last_line(cast).action, last_line(cast).actor) == (action, cast.lead)

    def test_it_is_undone_when_the_log_cannot_be_written(
        self, cast, goals, act, action, monkeypatch
    ):
        def fail(*args, **kwargs):
            raise DatabaseError("full")

        before = list(Goal.objects.values())
        monkeypatch.setattr(AuditEntry.objects, "create", fail)
        with pytest.raises(DatabaseError, match="full"):
            act(goals[0], cast.lead)
        assert list(Goal.objects.values()) == before
