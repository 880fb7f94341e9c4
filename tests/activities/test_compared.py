"""What an entry of the history says in a few words, and what two versions differ in."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from activities.choices import PartKind
from activities.services import order, rows, texts
from activities.services.compared import compared, names_for, told
from activities.services.content import chapters_with_content
from budgets.services.ledger import set_amount
from partnership.choices import Act
from partnership.models import Revision, Stretch
from partnership.services import history
from partnership.services.timeline import close_ended, going_on
from tests import factories


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def chapter(cast):
    history.settle(cast.chapter)
    return cast.chapter


def lines_of(subject) -> list[str]:
    """The latest entry in words."""
    revision = history.settle(subject)
    return [f"{line.name}: {line.text}" if line.name else line.text for line in told(revision)]


def differences(subject, number: int = 1):
    revision = Revision.objects.get(subject_uuid=subject.uuid, number=number)
    old, new = history.content_at(revision), history.content_of(subject)
    return compared(old, new, names_for(subject))


def write(chapter, body: str, by):
    section = chapter.sections.get(kind="background")
    texts.edit_section(section, body=body, seen=section.version, by=by)


def test_first_entry_is_the_text_as_it_was_put_in(chapter):
    assert lines_of(chapter) == [str(Act.BASELINE.label)]


def test_words_of_a_section_are_counted(chapter, cast):
    write(chapter, "<p>Haven er aaben.</p>", cast.lead)
    assert lines_of(chapter) == ["Background: 3 words added"]


def test_other_looks_are_told_though_no_word_changed(chapter, cast):
    write(chapter, "<p>Haven er aaben.</p>", cast.lead)
    write(chapter, "<p>Haven er <strong>aaben</strong>.</p>", cast.secretariat)
    assert lines_of(chapter) == ["Background: layout changed"]


def test_rows_are_counted_by_what_happened_to_them(chapter, cast):
    goals = [factories.make_row(chapter) for _ in range(4)]
    history.settle(chapter)
    rows.add_row(goals[0].part, by=cast.lead, title="Ny")
    rows.remove_row(goals[1], seen=1, by=cast.lead)
    values = {"group": "", "body": ""}
    rows.edit_row(goals[2], seen=1, by=cast.lead, title="Flere naboer", **values)
    assert lines_of(chapter) == ["Goals: 1 row added, 1 row changed, 1 row removed"]


def test_a_moved_row_is_told(chapter, cast):
    goals = [factories.make_row(chapter) for _ in range(3)]
    history.settle(chapter)
    rows.move_row(goals[2], up=True, by=cast.lead)
    assert lines_of(chapter) == ["Goals: 1 row moved"]


def test_an_amount_is_told_with_its_year(chapter, cast):
    line = factories.make_line(chapter, {2024: 50_000}, label="Lys")
    history.settle(chapter)
    set_amount(line, 2024, 60_000, by=cast.secretariat)
    assert lines_of(chapter) == ["Budget line: Lys: amount 2024"]
    (change,) = differences(chapter, number=2).parts
    sides = change.fields[0].rows[0]
    assert (sides.left.text, sides.right.text) == ("50.000\u00a0kr.", "60.000\u00a0kr.")


def test_a_restored_version_is_named(chapter, cast):
    write(chapter, "<p>Ny</p>", cast.lead)
    with history.entry(chapter, act=Act.RESTORE, by=cast.secretariat, restored=1):
        section = chapter.sections.get(kind="background")
        texts.edit_section(section, body="", seen=section.version, by=cast.secretariat)
    assert lines_of(chapter) == ["Version 1 was brought back", "Background: 1 word removed"]


def test_an_accepted_proposal_names_who_let_it_in(chapter, cast):
    by = {"by": cast.reader, "accepted_by": cast.lead}
    with history.entry(chapter, act=Act.PROPOSAL, **by):
        write(chapter, "<p>Ny</p>", cast.reader)
    assert lines_of(chapter)[0] == f"Proposal, accepted by {cast.lead.name}"


def test_only_the_activity_that_was_moved_has_changed_its_place(cast):
    plan = cast.plan
    titles = [factories.make_chapter(plan, title=title) for title in ("Tredje", "Fjerde")]
    history.settle(plan)
    first = plan.chapters.order_by("number").first()
    order.move_chapter(titles[1], before=first, seen=plan.version, by=cast.secretariat)
    found = differences(plan)
    assert [change.name for change in found.places] == ["Fjerde"]
    assert not found.parts
    assert lines_of(plan) == ["Order of the activities: 1 activity"]


def test_rows_stand_under_their_list_and_targets_under_their_row(chapter, cast):
    row = factories.make_row(chapter, PartKind.DELIVERABLES, title="Ture")
    history.settle(chapter)
    rows.save_target(row, None, seen=1, by=cast.lead, minimum=2, maximum=2, unit="ture")
    (part,) = differences(chapter, number=2).parts
    assert part.name == "Deliverables"
    assert [child.name for child in part.children] == ["Ture"]
    assert [under.name for under in part.children[0].children] == ["2 ture"]
    assert part.children[0].children[0].added


def test_the_same_version_twice_has_no_difference(chapter):
    assert not differences(chapter)


def test_what_an_added_row_is_called_is_not_said_twice(chapter, cast):
    goals = factories.part_of(chapter, PartKind.GOALS)
    rows.add_row(goals, by=cast.lead, title="Ny", body="<p>Mere om det.</p>")
    (row,) = differences(chapter).parts[0].children
    assert [field.text for field in row.fields] == ["Mere om det."]


def test_an_entry_closes_for_readers_when_nobody_writes_any_more(chapter, cast):
    write(chapter, "<p>Ny</p>", cast.lead)
    close_ended(cast.plan.uuid)
    assert going_on(subject_uuid=chapter.uuid).exists()
    ended = timezone.now() - history.PAUSE - timedelta(minutes=1)
    Stretch.objects.update(ended_at=ended)
    close_ended(cast.plan.uuid)
    assert not going_on(subject_uuid=chapter.uuid).exists()
    revision = Revision.objects.filter(subject_uuid=chapter.uuid).latest("number")
    assert revision.ended_at == ended
    assert revision.by == cast.lead


def test_contents_are_those_of_the_page(chapter):
    """The chapter that the history reads is the one that the page shows."""
    shown = next(c for c in chapters_with_content(chapter.plan) if c.pk == chapter.pk)
    texts_shown = {section.uuid for section in shown.sections.all()}
    assert texts_shown <= set(history.content_of(chapter).by_uuid)
