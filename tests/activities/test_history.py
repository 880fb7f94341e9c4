"""The history: when an entry opens and closes, what it holds, and what leaves no trace."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activities.choices import PartKind, SectionKind
from activities.models import Chapter, Section
from activities.services import rows, texts
from activities.services.restore import restore_chapter
from budgets.services.ledger import set_amount
from partnership.choices import Act
from partnership.models import AuditEntry, Revision, Stretch, TheoryItem, User
from partnership.services import history
from partnership.services.versions import Seen, StaleVersion
from tests import factories
from tests.activities.history_world import Clock
from tests.activities.writing import entries_of, seen_of, write
from tests.conftest import Cast


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def purpose(cast: Cast) -> Section:
    return cast.chapter.sections.get(kind=SectionKind.PURPOSE)


def told(cast: Cast, purpose: Section) -> list[tuple[str, str]]:
    """Who wrote each closed entry, and what the section said when it closed."""
    return [
        (entry.by_name, history.content_at(entry).by_uuid[purpose.uuid].fields["body"])
        for entry in entries_of(cast.chapter)
    ]


def state() -> tuple[list, list, int]:
    """Everything the history and the log hold."""
    return (
        list(Stretch.objects.order_by("id").values()),
        list(Revision.objects.order_by("id").values()),
        AuditEntry.objects.count(),
    )


# Opening and closing


def test_the_first_entry_holds_what_stood_before_anybody_wrote(cast, purpose):
    write(purpose, "Fra data", None)
    write(purpose, "Ny", cast.lead)
    (first,) = entries_of(cast.chapter)
    assert (first.number, first.previous, first.act) == (1, None, Act.BASELINE)
    assert told(cast, purpose) == [("", "<p>Fra data</p>")]


def test_a_load_of_data_begins_no_history(cast, purpose):
    write(purpose, "Fra data", None)
    assert state()[:2] == ([], [])


def test_a_load_of_data_after_people_have_written_is_an_entry_by_nobody(cast, purpose):
    write(purpose, "En", cast.lead)
    write(purpose, "Fra data", None)
    assert told(cast, purpose)[-1] == (cast.lead.name, "<p>En</p>")
    assert Stretch.objects.get().by is None


def test_all_that_a_person_saves_in_one_go_is_one_entry(cast, purpose):
    for text in ("En", "To", "Tre"):
        write(purpose, text, cast.lead)
    assert len(entries_of(cast.chapter)) == 1


def test_when_somebody_else_saves_the_entry_closes(cast, purpose):
    write(purpose, "En", cast.lead)
    write(purpose, "To", cast.secretariat)
    assert told(cast, purpose) == [("", ""), (cast.lead.name, "<p>En</p>")]


def test_when_somebody_else_adds_a_row_the_entry_closes_too(cast, purpose):
    write(purpose, "En", cast.lead)
    rows.add_row(factories.part_of(cast.chapter, PartKind.GOALS), by=cast.secretariat, title="Ny")
    assert told(cast, purpose) == [("", ""), (cast.lead.name, "<p>En</p>")]


def test_saving_in_another_chapter_closes_nothing(cast, purpose):
    write(purpose, "En", cast.lead)
    write(cast.other_chapter.sections.first(), "To", cast.secretariat)
    assert len(entries_of(cast.chapter)) == 1


@pytest.mark.parametrize(("minutes", "closed"), [(14, 1), (15, 2), (60, 2)])
def test_after_a_quarter_of_an_hour_the_next_save_begins_a_new_entry(
    cast, purpose, clock, minutes, closed
):
    write(purpose, "En", cast.lead)
    clock.wait(minutes=minutes)
    write(purpose, "To", cast.lead)
    assert len(entries_of(cast.chapter)) == closed


def test_the_quarter_counts_from_the_last_save(cast, purpose, clock):
    for text in ("En", "To", "Tre"):
        write(purpose, text, cast.lead)
        clock.wait(minutes=10)
    assert len(entries_of(cast.chapter)) == 1


def test_an_entry_tells_when_it_began_and_ended(cast, purpose, clock):
    began = clock.time
    write(purpose, "En", cast.lead)
    clock.wait(minutes=5)
    write(purpose, "To", cast.lead)
    clock.wait(days=1)
    entry = history.settle(cast.chapter)
    assert (entry.started_at, entry.ended_at) == (began, began + timedelta(minutes=5))


def test_settling_closes_the_entry_and_gives_it(cast, purpose):
    write(purpose, "En", cast.lead)
    entry = history.settle(cast.chapter)
    assert (entry.number, entry.by) == (2, cast.lead)
    assert history.content_at(entry) == history.content_of(cast.chapter)


def test_after_settling_the_same_person_begins_a_new_entry(cast, purpose):
    write(purpose, "En", cast.lead)
    history.settle(cast.chapter)
    write(purpose, "To", cast.lead)
    assert [body for _, body in told(cast, purpose)] == ["", "<p>En</p>"]


def test_settling_again_gives_the_same(cast, purpose):
    write(purpose, "En", cast.lead)
    assert history.settle(cast.chapter) == history.settle(cast.chapter)


def test_a_name_in_the_history_stays_when_the_person_changes_it(cast, purpose):
    write(purpose, "En", cast.lead)
    name = cast.lead.name
    User.objects.filter(pk=cast.lead.pk).update(name="Et nyt navn")
    assert history.settle(cast.chapter).by_name == name


def test_an_entry_counts_its_saves(cast, purpose):
    for text in ("En", "To"):
        write(purpose, text, cast.lead)
    baseline = history.settle(cast.chapter).previous
    restore_chapter(cast.chapter, baseline, by=cast.lead, seen=seen_of(cast.chapter))
    assert [entry.saves for entry in entries_of(cast.chapter)] == [0, 2, 1]


# What leaves no trace


def test_an_entry_that_ended_where_it_began_is_not_kept(cast, purpose):
    write(purpose, "En", cast.lead)
    history.settle(cast.chapter)
    write(purpose, "To", cast.secretariat)
    write(purpose, "En", cast.secretariat)
    assert history.settle(cast.chapter).number == 2
    assert [entry.by_name for entry in entries_of(cast.chapter)] == ["", cast.lead.name]


def test_the_number_of_an_entry_that_was_not_kept_goes_to_the_next(cast, purpose):
    write(purpose, "En", cast.lead)
    write(purpose, "To", cast.secretariat)
    write(purpose, "En", cast.secretariat)
    write(purpose, "Tre", cast.lead)
    history.settle(cast.chapter)
    assert [entry.number for entry in entries_of(cast.chapter)] == [1, 2, 3]


def test_an_organisation_that_was_renamed_meanwhile_is_no_change_of_the_writer(cast, purpose):
    write(purpose, "En", cast.lead)
    history.settle(cast.chapter)
    write(purpose, "To", cast.secretariat)
    cast.organisation.name = "Et nyt navn"
    cast.organisation.save()
    write(purpose, "En", cast.secretariat)
    assert history.settle(cast.chapter).by == cast.lead


def test_a_refused_save_closes_nothing_and_opens_nothing(cast, purpose):
    write(purpose, "En", cast.lead)
    before = state()
    with pytest.raises(StaleVersion):
        texts.edit_section(purpose, body="<p>To</p>", seen=1, by=cast.secretariat)
    assert state() == before


def test_a_save_that_comes_late_closes_nothing_and_opens_nothing(cast, purpose):
    window = uuid4()
    newer, older = Seen(1, window, 2), Seen(1, window, 1)
    section = texts.edit_section(purpose, body="<p>Nyt</p>", seen=newer, by=cast.lead)
    write(cast.chapter.sections.get(kind=SectionKind.OPENING), "Imens", cast.secretariat)
    before = state()
    section = Section.objects.get(pk=section.pk)
    assert texts.edit_section(section, body="<p>Gl.</p>", seen=older, by=cast.lead) == section
    assert state() == before


def test_the_same_values_close_nothing_and_open_nothing(cast, purpose):
    section = write(purpose, "En", cast.lead)
    before = state()
    texts.edit_section(section, body="<p>En</p>", seen=2, by=cast.secretariat)
    assert state() == before


def test_a_row_that_cannot_move_closes_nothing_and_opens_nothing(cast, purpose):
    row = factories.make_row(cast.chapter)
    write(purpose, "En", cast.lead)
    before = state()
    assert not rows.move_row(row, up=True, by=cast.secretariat)
    assert state() == before


def test_the_log_has_one_line_for_an_entry(cast, purpose):
    for text in ("En", "To", "Tre"):
        write(purpose, text, cast.lead)
    lines = AuditEntry.objects.filter(action="activities.section.edit")
    assert [line.actor for line in lines] == [cast.lead]


def test_money_is_in_the_history_of_every_chapter_it_stands_in(cast):
    earlier = factories.make_plan(cast.partnership, year=2023, agreement=cast.plan.agreement)
    activity = cast.chapter.activity
    sister = Chapter.objects.create(plan=earlier, activity=activity, number=1, title="I fjor")
    line = factories.make_line(cast.chapter)
    set_amount(line, 2023, 1000, by=cast.secretariat)
    for chapter in (cast.chapter, sister):
        kept = history.content_at(history.settle(chapter)).by_uuid[line.uuid]
        assert kept.fields["amounts"] == {"2023": 1000}
        assert [entry.by_name for entry in entries_of(chapter)] == ["", "Sanne"]


def test_a_box_of_the_theory_is_told_to_every_plan_that_shows_it(cast: Cast):
    agreement = cast.plan.agreement
    other = factories.make_plan(cast.partnership, 2023, agreement=agreement)
    item = TheoryItem.objects.create(agreement=agreement, column="effort", text="Indsats")
    texts.edit_theory_item(item, text="Ny indsats", seen=1, by=cast.secretariat)
    writers = Stretch.objects.filter(subject_uuid__in=[cast.plan.uuid, other.uuid])
    assert [stretch.by for stretch in writers] == [cast.secretariat] * 2
