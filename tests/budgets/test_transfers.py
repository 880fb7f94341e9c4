"""A line goes to another activity with all it holds, and never out of what is approved."""

import pytest

from activities.services.lifecycle import reopen_plan
from budgets.choices import EntryKind
from budgets.models import CellMark, StatedFigure
from budgets.services.changes import changes_between
from budgets.services.changes_told import events_of
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of, set_amount
from budgets.services.lines import add_note, edit_line
from budgets.services.pools import grant
from budgets.services.refusals import LedgerError, LineMoved
from budgets.services.stated import add_stated_figure
from budgets.services.table_rows import close_line
from budgets.services.transfers import kept_by, transfer_line
from partnership.models import AuditEntry
from partnership.services.history import content_at, settle
from partnership.services.versions import StaleVersion
from tests import factories
from tests.conftest import Cast


def moved(line, cast: Cast):
    """To the other chapter's activity."""
    return transfer_line(line, cast.other_chapter.activity, seen=line.version, by=cast.secretariat)


def totals(cast: Cast) -> dict[str, int]:
    """What each activity's own lines add up to in the plan's year, whole kroner."""
    economy = economy_of(cast.plan)
    place = economy.years.index(cast.plan.year)
    return {row.activity.name: row.totals[place].amount or 0 for row in economy.rows}


def test_a_line_goes_with_its_amounts_marks_and_notes(cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    CellMark.objects.create(line=line, year=2023, mark="dash")
    note = factories.make_note(cast.chapter, scope="row", line=line)
    factories.make_note(cast.other_chapter)
    moved(line, cast)
    assert totals(cast) == {"Haven": 0, "Huset": 1000}
    note.refresh_from_db()
    assert (note.activity, note.position) == (cast.other_chapter.activity, 2)


def test_it_stands_last_in_the_other_table(cast):
    factories.make_line(cast.other_chapter)
    line = moved(factories.make_line(cast.chapter), cast)
    assert line.position == 2


def test_it_keeps_every_entry(cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    set_amount(line, 2024, 700, by=cast.lead)
    entries = list(line.entries.values_list("id", "amount"))
    assert list(moved(line, cast).entries.values_list("id", "amount")) == entries


def test_the_histories_of_both_chapters_tell_of_it(cast):
    line = factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")
    moved(line, cast)
    told = [
        [item for item in content_at(settle(chapter)).items if item.uuid == line.uuid]
        for chapter in (cast.chapter, cast.other_chapter)
    ]
    assert [len(items) for items in told] == [0, 1]


def test_the_log_and_the_changes_tell_from_where_to_where(cast):
    line = moved(factories.make_line(cast.chapter, label="Vagter"), cast)
    assert AuditEntry.objects.filter(action="budgets.line.transfer", object_uuid=line.uuid).count()
    told = changes_between(cast.plan, None, line.changed_at.date())
    [event] = [event for event in events_of(told) if event.by_name == cast.secretariat.name]
    assert all(word in event.what for word in ("Vagter", "Haven", "Huset"))


@pytest.mark.parametrize("reopened", [False, True])
def test_a_line_with_amounts_in_an_approved_year_stays(cast, reopened):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.approve(cast.plan)
    if reopened:
        reopen_plan(cast.plan, by=cast.decider, reason="Nye navne")
    with pytest.raises(LedgerError, match="2024"):
        moved(line, cast)
    assert totals(cast) == {"Haven": 1000, "Huset": 0}


def test_so_does_one_whose_amount_was_taken_back_before_the_approval(cast):
    """What an earlier day's table shows stays where it stood."""
    line = factories.make_line(cast.chapter, {2024: 1000})
    set_amount(line, 2024, 0, by=cast.lead)
    factories.approve(cast.plan)
    assert "2024" in kept_by(line)


def test_a_line_with_amounts_in_a_closed_year_stays(cast):
    line = factories.make_line(cast.chapter, {2022: 500, 2024: 1000})
    with pytest.raises(LedgerError, match="2022"):
        moved(line, cast)


def test_what_others_pay_stays_where_it_was_approved_too(cast):
    funder = factories.make_organisation()
    line = factories.make_line(cast.chapter, {2024: 1000}, funder=funder)
    factories.approve(cast.plan)
    assert kept_by(line)


def test_an_empty_line_goes_under_revision(cast):
    line = factories.make_line(cast.chapter)
    factories.approve(cast.plan)
    reopen_plan(cast.plan, by=cast.decider, reason="Nye navne")
    assert moved(line, cast).activity == cast.other_chapter.activity


def test_a_line_that_a_reallocation_names_stays(cast):
    line = factories.make_line(cast.chapter)
    giver = factories.make_line(cast.chapter, {2024: 1000})
    factories.approve(cast.plan)
    factories.make_reallocation(cast.plan, (giver, -100), (line, 100), by=cast.working_group)
    with pytest.raises(LedgerError):
        moved(line, cast)


def test_a_pool_keeps_what_it_has_granted(cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.chapter, {2024: 100})
    grant(factories.make_pool(cast.chapter), cast.other_chapter.activity, 2024, 200, by=None)
    with pytest.raises(LedgerError):
        moved(line, cast)
    assert totals(cast) == {"Haven": 1100, "Huset": 0}


def test_a_pool_gives_what_it_does_not_need(cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.chapter, {2024: 200})
    grant(factories.make_pool(cast.chapter), cast.other_chapter.activity, 2024, 200, by=None)
    moved(line, cast)
    assert totals(cast) == {"Haven": 200, "Huset": 1000}


def test_a_line_changed_meanwhile_is_not_moved(cast):
    line = factories.make_line(cast.chapter)
    edit_line(line, seen=1, amounts={}, by=cast.lead, label="Andet")
    with pytest.raises(StaleVersion):
        moved(line, cast)


@pytest.mark.parametrize(
    "write",
    [
        lambda line, cast: set_amount(line, 2024, 5, by=cast.lead),
        lambda line, cast: edit_line(line, seen=1, amounts={}, by=cast.lead, label="Andet"),
        lambda line, cast: close_line(line, plan=cast.plan, seen=1, by=cast.lead),
        lambda line, cast: add_note(
            line.agreement, line.activity, by=cast.lead, scope="row", line=line, text="Note"
        ),
    ],
)
def test_who_read_it_before_it_went_writes_nothing(cast, write):
    """They have locked the history and the pool of the activity that it left."""
    line = factories.make_line(cast.chapter)
    moved(line, cast)
    with pytest.raises(LineMoved):
        write(line, cast)


def test_a_correction_of_a_closed_year_follows_the_line(cast):
    line = moved(factories.make_line(cast.chapter), cast)
    kind = EntryKind.CORRECTION
    set_amount(line, 2022, 5, by=cast.decider, kind=kind, reason="Glemt")
    assert amount_of(line, 2022) == 5


def test_what_documents_have_printed_of_it_is_of_the_other_activity_too(cast):
    """Or the figure's form would refuse the line that stands in it."""
    line = factories.make_line(cast.chapter, {2024: 1000})
    values = {"label": "Vagter", "where": "Oversigten", "stated": 1000, "year": 2024}
    add_stated_figure(cast.plan, by=None, line=line, activity=line.activity, **values)
    moved(line, cast)
    assert StatedFigure.objects.get().activity == cast.other_chapter.activity
