"""Many write at the same instant: all is saved, and the history is in one order."""

from functools import partial
from itertools import pairwise
from uuid import uuid4

import pytest

from activities.choices import PartKind, SectionKind
from activities.models import Chapter, Goal, Section, Target
from activities.services import rows, texts
from activities.services.order import move_chapter
from activities.services.restore import restore_chapter
from activities.services.restoring import ReadsOtherwise
from budgets.services.ledger import amounts_of, set_amount
from partnership.models import AuditEntry, Presence, Revision, Stretch, User
from partnership.services import history, presence
from partnership.services.versions import Seen, StaleVersion
from tests import factories
from tests.activities.writing import entries_of, seen_of
from tests.partnership.threads import at_once

#: How often a race is run: no single run meets every order.
ROUNDS = range(5)


@pytest.fixture
def chapter(transactional_db) -> Chapter:
    return factories.make_chapter(factories.make_plan())


@pytest.fixture
def people(transactional_db) -> list[User]:
    return [factories.make_user(name) for name in ("Anna", "Bo", "Carl", "Dorte")]


def write(chapter: Chapter, kind: SectionKind, body: str, by: User) -> Section:
    section = Section.objects.get(chapter=chapter, kind=kind)
    return texts.edit_section(section, body=body, seen=section.version, by=by)


def writers(chapter: Chapter, people: list[User], word: str) -> list[partial]:
    """Each writes in a section of their own."""
    return [
        partial(write, chapter, kind, f"<p>{word} {person.name}</p>", person)
        for kind, person in zip(SectionKind, people, strict=True)
    ]


def bodies(revision: Revision) -> dict[str, str]:
    """The texts of an entry, by the kinds of the sections."""
    items = history.content_at(revision).items
    sections = [item.fields for item in items if item.kind == "activities.section"]
    return {fields["kind"]: fields["body"] for fields in sections}


def assert_all_well(results: list, chapter: Chapter) -> list[Revision]:
    """Nobody was refused, and the entries are a chain from 1; gives them."""
    assert [result for result in results if isinstance(result, Exception)] == []
    history.settle(chapter)
    entries = entries_of(chapter)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].previous is None
    assert all(later.previous_id == earlier.pk for earlier, later in pairwise(entries))
    assert Stretch.objects.filter(subject_uuid=chapter.uuid).count() == 1
    assert history.content_at(entries[-1]) == history.content_of(chapter)
    return entries


def test_all_who_write_different_sections_are_saved_each_in_an_entry(chapter, people):
    entries = assert_all_well(at_once(*writers(chapter, people, "Af")), chapter)
    assert {entry.by_name for entry in entries[1:]} == {person.name for person in people}
    assert len(entries) == 1 + len(people)
    stands = Section.objects.filter(chapter=chapter).values_list("body", flat=True)
    assert set(stands) == {f"<p>Af {person.name}</p>" for person in people}


def test_every_entry_holds_a_state_that_stood(chapter, people):
    """One text more than the entry before, and it is that of the entry's writer."""
    for turn in ROUNDS:
        at_once(*writers(chapter, people, f"Gang {turn}"))
    entries = assert_all_well([], chapter)
    for earlier, later in pairwise(entries):
        before, after = bodies(earlier), bodies(later)
        changed = [after[kind] for kind in after if after[kind] != before[kind]]
        assert len(changed) == 1
        assert later.by_name in changed[0]


@pytest.mark.parametrize("has_history", [True, False])
def test_a_person_in_two_windows_at_once_has_one_entry(chapter, people, has_history):
    for turn in ROUNDS:
        chapter = factories.make_chapter(chapter.plan)
        if has_history:
            history.settle(chapter)
        results = at_once(*writers(chapter, people[:1] * 4, f"Gang {turn}"))
        entries = assert_all_well(results, chapter)
        assert [entry.by_name for entry in entries] == ["", "Anna"]
        opened = AuditEntry.objects.filter(action="activities.section.edit", actor=people[0])
        assert opened.count() == turn + 1


def test_the_first_writes_ever_at_once_begin_one_history(chapter, people):
    for _ in ROUNDS:
        chapter = factories.make_chapter(chapter.plan)
        entries = assert_all_well(at_once(*writers(chapter, people, "Af")), chapter)
        assert entries[0].act == "baseline"
        assert set(bodies(entries[0]).values()) == {""}


def test_settling_while_others_write_splits_no_save(chapter, people):
    acts = [*writers(chapter, people, "Af"), *[partial(history.settle, chapter)] * 2]
    entries = assert_all_well(at_once(*acts), chapter)
    assert len(entries) == 1 + len(people)


def test_a_row_sent_twice_at_once_is_added_once(chapter, people):
    part = factories.part_of(chapter, PartKind.GOALS)
    for turn in ROUNDS:
        identity, writer = uuid4(), uuid4()
        add = partial(rows.add_row, part, by=people[0], uuid=identity, title=f"Nyt {turn}")
        results = at_once(*(partial(add, seen=Seen(1, writer, turn)) for turn in (1, 2)))
        assert_all_well(results, chapter)
        assert Goal.objects.filter(part=part, uuid=identity).exists()
        assert Goal.objects.filter(part=part).count() == turn + 1


def test_a_target_sent_twice_at_once_is_added_once(chapter, people):
    deliverable = factories.make_row(chapter, PartKind.DELIVERABLES)
    for turn in ROUNDS:
        save = partial(
            rows.save_target, deliverable, None, uuid=uuid4(), by=people[0], minimum=5, unit="unge"
        )
        results = at_once(*(partial(save, seen=Seen(1, uuid4(), 1)) for _ in range(2)))
        assert_all_well([], chapter)
        assert Target.objects.filter(deliverable=deliverable).count() == turn + 1, results


def test_rows_are_added_and_moved_at_once(chapter, people):
    part = factories.part_of(chapter, PartKind.GOALS)
    goals = [factories.make_row(chapter) for _ in range(3)]
    for turn in ROUNDS:
        acts = [
            partial(rows.move_row, goals[1], up=True, by=people[0]),
            partial(rows.add_row, part, by=people[1], title=f"Nyt {turn}"),
            partial(rows.move_row, goals[2], up=True, by=people[2]),
        ]
        assert_all_well(at_once(*acts), chapter)
        places = Goal.objects.filter(part=part).values_list("position", flat=True)
        assert sorted(places) == list(range(1, 5 + turn))


def test_money_is_posted_from_two_plans_while_their_texts_are_written(chapter, people):
    earlier = factories.make_plan(
        chapter.plan.partnership, year=2023, agreement=chapter.plan.agreement
    )
    sister = Chapter.objects.create(
        plan=earlier, activity=chapter.activity, number=1, title="I fjor"
    )
    line = factories.make_line(chapter)
    for turn in ROUNDS:
        acts = [
            partial(set_amount, line, 2023, turn * 10 + 1, by=people[0]),
            partial(set_amount, line, 2024, turn * 10 + 2, by=people[1]),
            *writers(chapter, people, f"Gang {turn}")[2:],
        ]
        assert_all_well(at_once(*acts), chapter)
    assert_all_well([], sister)
    assert amounts_of(line) == {2023: 41, 2024: 42}


def test_acts_of_every_kind_at_once_wait_for_each_other(chapter, people):
    """Whoever came too late may be refused, but no two acts hold what the other needs."""
    line, goal = factories.make_line(chapter), factories.make_row(chapter)
    other = factories.make_chapter(chapter.plan)
    baseline = history.settle(chapter)
    for turn in ROUNDS:
        results = at_once(
            *writers(chapter, people, f"Gang {turn}")[:2],
            partial(rows.add_row, goal.part, by=people[0], title=f"Ny {turn}"),
            partial(rows.move_row, goal, up=turn % 2 == 1, by=people[1]),
            partial(set_amount, line, 2024, turn + 1, by=people[2]),
            partial(factories.make_comment, goal, by=people[3]),
            partial(restore, chapter, baseline, people[3]),
            partial(move_chapter, other, before=chapter, seen=1, by=people[0]),
        )
        failed = [result for result in results if isinstance(result, Exception)]
        assert [e for e in failed if not isinstance(e, StaleVersion | ReadsOtherwise)] == []
        assert_all_well([], chapter)


def restore(chapter: Chapter, revision: Revision, by: User) -> None:
    restore_chapter(chapter, revision, by=by, seen=seen_of(chapter))


def test_a_window_that_tells_of_itself_twice_at_once_is_there_once(chapter, people):
    for _ in ROUNDS:
        here = [
            partial(presence.be_here, chapter.uuid, tab=tab, user=person)
            for person, tab in zip(people * 2, "abcd" * 2, strict=True)
        ]
        assert [result for result in at_once(*here) if result is not None] == []
    assert Presence.objects.filter(place_uuid=chapter.uuid).count() == len(people)
