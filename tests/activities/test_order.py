"""Activities in another order: the numbers follow, and of two who move at once one does."""

from functools import partial

import pytest

from activities.choices import SectionKind
from activities.document.build import build
from activities.document.pdf import render_html
from activities.models import Chapter, SafetyPlan, Section
from activities.services.order import move_chapter
from partnership.models import AuditEntry, Revision
from partnership.services import history
from partnership.services.versions import StaleVersion
from tests import factories
from tests.partnership.threads import at_once

TITLES = "ABCDE"


def make_chapters(plan: SafetyPlan) -> dict[str, Chapter]:
    """Five chapters by their titles; the third has money only."""
    return {
        title: factories.make_chapter(plan, title=title, money_only=title == "C")
        for title in TITLES
    }


@pytest.fixture
def plan(db) -> SafetyPlan:
    return factories.make_plan()


@pytest.fixture
def chapters(plan) -> dict[str, Chapter]:
    return make_chapters(plan)


@pytest.fixture
def person(db):
    return factories.make_user("Sanne")


def order_of(plan: SafetyPlan) -> str:
    return "".join(plan.chapters.order_by("number").values_list("title", flat=True))


def numbers_of(plan: SafetyPlan) -> list[int]:
    return sorted(plan.chapters.values_list("number", flat=True))


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("D", "A", "DABCE"),
        ("A", "E", "BCDAE"),
        ("A", None, "BCDEA"),
        ("C", "B", "ACBDE"),
        ("E", "C", "ABECD"),
    ],
)
def test_it_stands_before_the_other_and_the_numbers_follow(
    plan, chapters, person, moved, before, order
):
    saved = move_chapter(chapters[moved], before=chapters.get(before), seen=1, by=person)
    assert order_of(plan) == order
    assert numbers_of(plan) == [1, 2, 3, 4, 5]
    assert (saved.version, saved.changed_by) == (2, person)


def test_numbers_with_gaps_are_closed(plan, chapters, person):
    for number, title in ((40, "E"), (30, "D"), (7, "C")):
        Chapter.objects.filter(pk=chapters[title].pk).update(number=number)
    move_chapter(chapters["E"], before=chapters["A"], seen=1, by=person)
    assert (order_of(plan), numbers_of(plan)) == ("EABCD", [1, 2, 3, 4, 5])


@pytest.mark.parametrize(("moved", "before"), [("A", "B"), ("B", "B"), ("E", None)])
def test_where_it_stands_already_nothing_is_written(plan, chapters, person, moved, before):
    logged = AuditEntry.objects.count()
    move_chapter(chapters[moved], before=chapters.get(before), seen=1, by=person)
    plan.refresh_from_db()
    assert (order_of(plan), plan.version) == (TITLES, 1)
    assert AuditEntry.objects.count() == logged


def test_from_an_older_order_nothing_moves(plan, chapters, person):
    move_chapter(chapters["E"], before=chapters["A"], seen=1, by=person)
    logged = AuditEntry.objects.count()
    with pytest.raises(StaleVersion) as raised:
        move_chapter(chapters["B"], before=None, seen=1, by=factories.make_user())
    assert raised.value.current.changed_by == person
    assert order_of(plan) == "EABCD"
    assert AuditEntry.objects.count() == logged


def test_before_an_activity_of_another_plan_is_refused(plan, chapters, person):
    other = factories.make_chapter(factories.make_plan())
    with pytest.raises(ValueError, match="another plan"):
        move_chapter(chapters["A"], before=other, seen=1, by=person)
    assert order_of(plan) == TITLES


def test_the_log_tells_who_moved_what_from_where_to_where(plan, chapters, person):
    move_chapter(chapters["D"], before=chapters["B"], seen=1, by=person)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("activities.chapter.move", person)
    assert (entry.object_name, entry.details) == ("2. D", {"from": 4, "to": 2})
    assert entry.partnership == plan.partnership


def test_the_plans_history_keeps_the_order(plan, chapters, person):
    move_chapter(chapters["D"], before=chapters["A"], seen=1, by=person)
    history.settle(plan)
    before, after = Revision.objects.filter(subject_uuid=plan.uuid).order_by("number")
    places = [
        {item.uuid: item.fields["number"] for item in content.items if item.kind == "place"}
        for content in map(history.content_at, (before, after))
    ]
    moved = chapters["D"].uuid
    assert [numbers[moved] for numbers in places] == [4, 1]
    assert after.by == person


def test_who_writes_in_a_chapter_is_not_disturbed(plan, chapters, person):
    move_chapter(chapters["D"], before=chapters["A"], seen=1, by=person)
    assert set(plan.chapters.values_list("version", flat=True)) == {1}


def test_another_plan_keeps_its_numbers(plan, chapters, person):
    other = factories.make_plan()
    make_chapters(other)
    move_chapter(chapters["A"], before=None, seen=1, by=person)
    assert order_of(other) == TITLES


def test_references_contents_and_print_follow(plan, chapters, person):
    body = f'<p>Se <span data-ref="{chapters["B"].activity.uuid}"></span>.</p>'
    Section.objects.filter(chapter=chapters["A"], kind=SectionKind.OPENING).update(body=body)
    move_chapter(chapters["B"], before=None, seen=1, by=person)
    document = build(SafetyPlan.objects.get(pk=plan.pk))
    headings = [part.heading for part in document.parts if part.number]
    assert headings == ["1. A", "3. D", "4. E", "5. B"]
    html = render_html(document)
    assert f'<a href="#kapitel-{chapters["B"].activity.slug}">5. B</a>.' in html


def test_of_moves_at_once_from_one_order_exactly_one_is_made(transactional_db):
    plan = factories.make_plan()
    chapters = make_chapters(plan)
    people = [factories.make_user() for _ in range(4)]
    results = at_once(
        *(
            partial(move_chapter, chapters[title], before=None, seen=1, by=person)
            for title, person in zip("ABCD", people, strict=True)
        )
    )
    assert sum(isinstance(result, SafetyPlan) for result in results) == 1
    assert sum(isinstance(result, StaleVersion) for result in results) == 3
    assert numbers_of(plan) == [1, 2, 3, 4, 5]
    assert order_of(plan) in {"BCDEA", "ACDEB", "ABDEC", "ABCED"}
    assert AuditEntry.objects.filter(action="activities.chapter.move").count() == 1
