"""An earlier version comes back as a new one, and nothing is replaced unseen."""

import pytest

from activities.choices import PartKind, Placement
from activities.models import PlanSection
from activities.services import order, rows, texts
from activities.services.restore import RESTORED, restore_chapter, restore_part
from activities.services.restore_plan import (
    PLACE,
    restore_order,
    restore_plan,
    restore_plan_part,
)
from activities.services.restore_plan import RESTORED as RESTORED_IN_PLAN
from activities.services.restoring import NothingToRestore, ReadsOtherwise
from budgets.models import Entry
from budgets.services.ledger import set_amount
from partnership.choices import Act, TheoryColumn
from partnership.models import AuditEntry, Revision, TheoryItem
from partnership.services import history
from tests import factories


@pytest.fixture
def chapter(cast):
    """A chapter with a text, rows and money, closed as version 1."""
    chapter = cast.chapter
    for title in ("Foerste", "Anden", "Tredje"):
        factories.make_row(chapter, title=title)
    ture = factories.make_row(chapter, PartKind.DELIVERABLES, title="Ture")
    rows.save_target(ture, None, seen=1, by=None, minimum=2, maximum=4, unit="ture")
    write(chapter, "<p>Som det var</p>", None)
    history.settle(chapter)
    return chapter


@pytest.fixture
def plan(cast):
    """A plan with front matter and a box, closed as version 1."""
    values = {"placement": Placement.INTRODUCTION, "heading": "Forord"}
    PlanSection.objects.create(plan=cast.plan, body="<p>Som det var</p>", **values)
    TheoryItem.objects.create(
        agreement=cast.plan.agreement, column=TheoryColumn.EFFORT, text="Som det var"
    )
    history.settle(cast.plan)
    return cast.plan


def write(chapter, body: str, by) -> None:
    section = chapter.sections.get(kind="background")
    texts.edit_section(section, body=body, seen=section.version, by=by)


def write_plan(plan, text: str, by) -> None:
    section, item = plan.sections.get(), plan.agreement.theory_items.get()
    texts.edit_plan_section(
        section, heading=text, body=f"<p>{text}</p>", seen=section.version, by=by
    )
    texts.edit_theory_item(item, text=text, seen=item.version, by=by)


def first(subject) -> Revision:
    return Revision.objects.get(subject_uuid=subject.uuid, number=1)


def seen_of(subject, kinds=RESTORED, of=None) -> str:
    return history.content_of(subject).fingerprint(kinds, of)


def goals_of(chapter) -> list[str]:
    part = factories.part_of(chapter, PartKind.GOALS)
    return [goal.title for goal in part.goals.filter(removed_at=None).order_by("position")]


def change_everything(chapter, by) -> None:
    write(chapter, "<p>Nyt</p>", by)
    goals = factories.part_of(chapter, PartKind.GOALS).goals.order_by("position")
    rows.remove_row(goals[0], seen=1, by=by)
    rows.add_row(goals[0].part, by=by, title="Fjerde")
    rows.move_row(goals[2], up=True, by=by)
    ture = factories.part_of(chapter, PartKind.DELIVERABLES).deliverables.get()
    target = ture.targets.get()
    rows.remove_target(target, seen=target.version, by=by)
    texts.edit_heading(chapter, title="Ny titel", formerly="", is_new=True, seen=1, by=by)


def test_the_whole_chapter_comes_back(chapter, cast):
    before = history.content_of(chapter)
    change_everything(chapter, cast.secretariat)
    assert history.content_of(chapter) != before
    restore_chapter(chapter, first(chapter), by=cast.secretariat, seen=seen_of(chapter))
    assert history.content_of(chapter) == before


def test_what_stood_before_stays_in_the_history(chapter, cast):
    change_everything(chapter, cast.lead)
    changed = history.content_of(chapter)
    restore_chapter(chapter, first(chapter), by=cast.secretariat, seen=seen_of(chapter))
    last = history.settle(chapter)
    assert (last.act, last.restored, last.by) == (Act.RESTORE, 1, cast.secretariat)
    assert history.content_at(last.previous) == changed


def test_the_heading_stays_for_those_who_may_not_change_it(chapter, cast):
    change_everything(chapter, cast.secretariat)
    restore_chapter(chapter, first(chapter), by=cast.lead, seen=seen_of(chapter), heading=False)
    chapter.refresh_from_db()
    assert chapter.title == "Ny titel"


def test_money_does_not_come_back(chapter, cast):
    line = factories.make_line(chapter, {2024: 50_000})
    history.settle(chapter)
    set_amount(line, 2024, 60_000, by=cast.secretariat)
    count = Entry.objects.count()
    seen = seen_of(chapter)
    restore_chapter(chapter, history.settle(chapter).previous, by=cast.secretariat, seen=seen)
    assert Entry.objects.count() == count


def test_one_section_comes_back_and_the_rest_stays(chapter, cast):
    change_everything(chapter, cast.secretariat)
    section = chapter.sections.get(kind="background")
    goals = goals_of(chapter)
    seen = seen_of(chapter, of=section.uuid)
    restore_part(chapter, first(chapter), section.uuid, by=cast.lead, seen=seen)
    section.refresh_from_db()
    assert section.body == "<p>Som det var</p>"
    assert goals_of(chapter) == goals


def test_one_list_comes_back_with_its_rows_in_their_order(chapter, cast):
    change_everything(chapter, cast.secretariat)
    part = factories.part_of(chapter, PartKind.GOALS)
    seen = seen_of(chapter, of=part.uuid)
    restore_part(chapter, first(chapter), part.uuid, by=cast.lead, seen=seen)
    assert goals_of(chapter) == ["Foerste", "Anden", "Tredje"]


def test_one_removed_row_comes_back(chapter, cast):
    change_everything(chapter, cast.secretariat)
    row = factories.part_of(chapter, PartKind.GOALS).goals.get(title="Foerste")
    seen = seen_of(chapter, of=row.uuid)
    restore_part(chapter, first(chapter), row.uuid, by=cast.lead, seen=seen)
    assert sorted(goals_of(chapter)) == ["Anden", "Fjerde", "Foerste", "Tredje"]


def test_a_row_that_the_version_does_not_have_cannot_come_back(chapter, cast):
    row = factories.make_row(chapter, title="Senere")
    with pytest.raises(NothingToRestore):
        restore_part(chapter, first(chapter), row.uuid, by=cast.lead, seen="")


def test_nothing_is_replaced_that_was_not_seen(chapter, cast):
    seen = seen_of(chapter)
    write(chapter, "<p>Skrevet imens</p>", cast.lead)
    with pytest.raises(ReadsOtherwise):
        restore_chapter(chapter, first(chapter), by=cast.secretariat, seen=seen)
    assert chapter.sections.get(kind="background").body == "<p>Skrevet imens</p>"
    assert not Revision.objects.filter(act=Act.RESTORE).exists()


def test_what_is_written_elsewhere_in_the_chapter_is_no_hindrance(chapter, cast):
    part = factories.part_of(chapter, PartKind.GOALS)
    rows.add_row(part, by=cast.lead, title="Fjerde")
    seen = seen_of(chapter, of=part.uuid)
    write(chapter, "<p>Skrevet imens</p>", cast.lead)
    restore_part(chapter, first(chapter), part.uuid, by=cast.secretariat, seen=seen)
    assert goals_of(chapter) == ["Foerste", "Anden", "Tredje"]


def test_a_change_in_a_row_counts_for_its_list(chapter, cast):
    part = factories.part_of(chapter, PartKind.GOALS)
    seen = seen_of(chapter, of=part.uuid)
    rows.add_row(part, by=cast.lead, title="Skrevet imens")
    with pytest.raises(ReadsOtherwise):
        restore_part(chapter, first(chapter), part.uuid, by=cast.secretariat, seen=seen)


def test_one_line_of_the_log_tells_of_it(chapter, cast):
    change_everything(chapter, cast.secretariat)
    restore_chapter(chapter, first(chapter), by=cast.secretariat, seen=seen_of(chapter))
    line = AuditEntry.objects.get(action="activities.chapter.restore")
    assert line.details == {"version": 1, "part": ""}
    assert line.partnership == cast.partnership


def test_common_texts_come_back(plan, cast):
    write_plan(plan, "Nyt", cast.secretariat)
    seen = seen_of(plan, RESTORED_IN_PLAN)
    restore_plan(plan, first(plan), by=cast.secretariat, seen=seen)
    section = plan.sections.get()
    assert (section.heading, section.body) == ("Forord", "<p>Som det var</p>")
    assert plan.agreement.theory_items.get().text == "Som det var"


def test_one_common_text_comes_back_and_the_rest_stays(plan, cast):
    write_plan(plan, "Nyt", cast.secretariat)
    uuid = plan.agreement.theory_items.get().uuid
    seen = seen_of(plan, RESTORED_IN_PLAN, uuid)
    restore_plan_part(plan, first(plan), uuid, by=cast.secretariat, seen=seen)
    assert plan.agreement.theory_items.get().text == "Som det var"
    assert plan.sections.get().heading == "Nyt"


def test_the_order_comes_back_with_later_activities_last(plan, cast):
    later = factories.make_chapter(plan, title="Senere", number=9)
    order.move_chapter(later, before=cast.chapter, seen=plan.version, by=cast.secretariat)
    seen = seen_of(plan, {PLACE})
    restore_order(plan, first(plan), by=cast.secretariat, seen=seen)
    titles = list(plan.chapters.order_by("number").values_list("number", "title"))
    assert titles == [(1, "Haven"), (2, "Huset"), (3, "Senere")]


def test_an_order_that_was_changed_since_is_not_replaced(plan, cast):
    seen = seen_of(plan, {PLACE})
    order.move_chapter(cast.chapter, before=None, seen=plan.version, by=cast.secretariat)
    with pytest.raises(ReadsOtherwise):
        restore_order(plan, first(plan), by=cast.secretariat, seen=seen)


def test_an_order_moved_meanwhile_makes_the_next_move_stale(plan, cast):
    """Bringing an order back counts as a change of the order."""
    order.move_chapter(cast.chapter, before=None, seen=plan.version, by=cast.secretariat)
    plan.refresh_from_db()
    version = plan.version
    restore_order(plan, first(plan), by=cast.secretariat, seen=seen_of(plan, {PLACE}))
    plan.refresh_from_db()
    assert plan.version == version + 1
