"""Money is postings: differences, never changed, never below zero, each in the log."""

import pytest
from django.db import DatabaseError

from budgets.choices import EntryKind
from budgets.models import BudgetLine, CellMark, Entry, FramePosting
from budgets.services.ledger import (
    AmountChanged,
    LedgerError,
    amount_of,
    amounts_of,
    frame_of,
    set_amount,
    set_frame,
    undo_entry,
)
from budgets.services.lines import add_line_with_amounts, edit_line
from partnership.models import AuditEntry
from partnership.services.versions import StaleVersion
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def line(cast: Cast) -> BudgetLine:
    """With 1.000 kr. in 2024."""
    return factories.make_line(cast.chapter, {2024: 1000})


def postings(line: BudgetLine) -> list[int]:
    return list(line.entries.values_list("amount", flat=True))


@pytest.mark.parametrize(("amount", "posted"), [(1500, 500), (400, -600), (0, -1000)])
def test_setting_an_amount_posts_the_difference(cast, line, amount, posted):
    set_amount(line, 2024, amount, by=cast.lead)
    assert postings(line) == [1000, posted]
    assert amount_of(line, 2024) == amount


def test_setting_the_amount_there_is_posts_nothing(cast, line):
    before = AuditEntry.objects.count()
    assert set_amount(line, 2024, 1000, by=cast.lead) is None
    assert postings(line) == [1000]
    assert AuditEntry.objects.count() == before


def test_setting_an_empty_cell_to_nothing_posts_nothing(cast, line):
    assert set_amount(line, 2023, 0, by=cast.lead) is None


def test_an_amount_below_zero_is_refused(cast, line):
    with pytest.raises(LedgerError):
        set_amount(line, 2024, -1, by=cast.lead)
    assert postings(line) == [1000]


@pytest.mark.parametrize("year", [2020, 2025])
def test_a_year_outside_the_agreement_is_refused_with_its_years(cast, line, year):
    with pytest.raises(LedgerError, match=rf"{year}.*2021.*2024"):
        set_amount(line, year, 500, by=cast.lead)
    assert amounts_of(line) == {2024: 1000}


@pytest.mark.parametrize("year", [2021, 2024])
def test_first_and_last_year_of_the_agreement_are_inside(cast, line, year):
    set_amount(line, year, 500, by=cast.lead)
    assert amount_of(line, year) == 500


def test_an_amount_that_moved_since_it_was_seen_is_refused(cast, line):
    with pytest.raises(AmountChanged) as raised:
        set_amount(line, 2024, 2000, by=cast.lead, seen=900)
    assert raised.value.current == 1000
    assert postings(line) == [1000]


def test_an_amount_that_is_as_seen_is_set(cast, line):
    set_amount(line, 2024, 2000, by=cast.lead, seen=1000)
    assert amount_of(line, 2024) == 2000


def test_years_of_a_line_are_apart(cast, line):
    set_amount(line, 2023, 300, by=cast.lead)
    assert amounts_of(line) == {2023: 300, 2024: 1000}


def test_amounts_are_whole_numbers_in_python(cast, line):
    assert {type(amount) for amount in [*postings(line), *amounts_of(line).values()]} == {int}


def test_the_largest_amount_of_a_form_is_kept_exactly(cast, line):
    set_amount(line, 2021, 999_999_999, by=cast.lead)
    assert amount_of(line, 2021) == 999_999_999


def test_an_entry_tells_who_and_why(cast, line):
    entry = set_amount(
        line, 2023, 700, by=cast.decider, kind=EntryKind.CORRECTION, reason="Fejl i tabellen"
    )
    assert (entry.posted_by, entry.posted_by_name) == (cast.decider, cast.decider.name)
    assert (entry.kind, entry.reason) == (EntryKind.CORRECTION, "Fejl i tabellen")


def test_an_entry_has_its_line_in_the_log(cast, line):
    set_amount(line, 2023, 700, by=cast.lead)
    logged = AuditEntry.objects.first()
    assert (logged.action, logged.actor) == ("budgets.entry.post", cast.lead)
    assert logged.details == {"year": 2023, "amount": 700}
    assert logged.partnership == cast.partnership


def test_without_its_line_in_the_log_nothing_is_posted(cast, line, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("full")

    monkeypatch.setattr("budgets.services.ledger.record", fail)
    with pytest.raises(DatabaseError, match="full"):
        set_amount(line, 2024, 2000, by=cast.lead)
    assert postings(line) == [1000]


def test_an_amount_takes_the_place_of_a_mark(cast, line):
    CellMark.objects.create(line=line, year=2023, mark="dash")
    set_amount(line, 2023, 500, by=cast.lead)
    assert not line.marks.exists()


def test_an_entry_is_undone_by_its_mirror(cast, line):
    mirror = undo_entry(line.entries.get(), by=cast.decider, reason="Skulle ikke med")
    assert (mirror.amount, mirror.mirrors) == (-1000, line.entries.first())
    assert amount_of(line, 2024) == 0


def test_an_undone_entry_stays_as_it_was(cast, line):
    before = Entry.objects.values().get()
    undo_entry(line.entries.get(), by=cast.decider, reason="Fejl")
    assert Entry.objects.values().get(pk=before["id"]) == before


def test_an_entry_is_undone_once_only(cast, line):
    entry = line.entries.get()
    undo_entry(entry, by=cast.decider, reason="Fejl")
    set_amount(line, 2024, 5000, by=cast.lead)
    with pytest.raises(LedgerError):
        undo_entry(entry, by=cast.decider, reason="Fejl")
    assert amount_of(line, 2024) == 5000


def test_an_undoing_can_be_undone(cast, line):
    mirror = undo_entry(line.entries.get(), by=cast.decider, reason="Fejl")
    undo_entry(mirror, by=cast.decider, reason="Var rigtig")
    assert amount_of(line, 2024) == 1000


def test_undoing_never_takes_a_line_below_zero(cast, line):
    entry = line.entries.get()
    set_amount(line, 2024, 400, by=cast.lead)
    with pytest.raises(LedgerError):
        undo_entry(entry, by=cast.decider, reason="Fejl")
    assert amount_of(line, 2024) == 400


def test_a_line_and_its_amounts_are_saved_together_or_not_at_all(cast, line):
    with pytest.raises(AmountChanged):
        edit_line(line, seen=1, by=cast.lead, label="Ny", amounts={2023: (0, 5), 2024: (900, 2000)})
    assert BudgetLine.objects.get(pk=line.pk).label == line.label
    assert amounts_of(line) == {2024: 1000}


def test_amounts_are_not_saved_on_an_older_version_of_the_line(cast, line):
    edit_line(line, seen=1, by=cast.secretariat, label="Andres", amounts={})
    with pytest.raises(StaleVersion):
        edit_line(line, seen=1, by=cast.lead, label="Min", amounts={2024: (1000, 2000)})
    assert amounts_of(line) == {2024: 1000}


def test_an_amount_in_a_closed_year_is_a_correction(cast, line):
    edit_line(
        line,
        seen=1,
        by=cast.decider,
        amounts={2023: (0, 5), 2024: (1000, 7)},
        closed_years=frozenset({2023}),
        reason="Fejl",
    )
    kinds = dict(line.entries.filter(posted_by=cast.decider).values_list("year", "kind"))
    assert kinds == {2023: EntryKind.CORRECTION, 2024: EntryKind.AMOUNT}


def test_a_line_whose_first_amounts_are_refused_is_not_added(cast):
    with pytest.raises(LedgerError):
        add_line_with_amounts(
            cast.plan.agreement,
            cast.chapter.activity,
            amounts={2024: (0, 5), 2025: (0, 5)},
            by=cast.lead,
            label="Ny",
        )
    assert not BudgetLine.objects.exists()


def test_a_line_with_a_funder_does_not_count(cast):
    line = factories.make_line(cast.chapter, funder=cast.organisation)
    assert not line.counts_in_total


def test_the_frame_is_unknown_until_stated(cast):
    assert frame_of(cast.plan) is None


def test_the_frame_is_the_sum_of_its_postings(cast):
    set_frame(cast.plan, 2_000_000, by=cast.decider)
    set_frame(cast.plan, 2_210_000, by=cast.decider, reason="Budget 2024")
    assert frame_of(cast.plan) == 2_210_000
    assert list(FramePosting.objects.values_list("amount", flat=True)) == [2_000_000, 210_000]


def test_a_frame_that_stays_is_not_posted(cast):
    set_frame(cast.plan, 5, by=cast.decider)
    set_frame(cast.plan, 5, by=cast.decider)
    assert FramePosting.objects.count() == 1


def test_a_frame_below_zero_is_refused(cast):
    with pytest.raises(LedgerError):
        set_frame(cast.plan, -1, by=cast.decider)


def test_a_frame_has_its_line_in_the_log(cast):
    set_frame(cast.plan, 5, by=cast.decider)
    assert AuditEntry.objects.first().action == "budgets.frame.post"


def test_frames_of_other_plans_are_apart(cast):
    set_frame(cast.outside_plan, 5, by=cast.outsider)
    assert frame_of(cast.plan) is None
