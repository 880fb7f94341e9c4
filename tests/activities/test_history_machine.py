"""Whatever people do, in whatever order: every entry holds what stood when it closed."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from partnership.models import AuditEntry, Revision, Stretch
from partnership.services import history, timeline
from tests.activities.history_acts import Acts, pick, which
from tests.activities.history_model import QUARTER, Entry, History, Stored
from tests.activities.history_other_rules import (
    MoneyRules,
    PlanRules,
    ProposalRules,
    RestoringRules,
)
from tests.activities.history_text_rules import RowRules, TextRules, WindowRules


class Checked(Acts):
    """Time passes, and it is asked for what the history holds."""

    def __init__(self) -> None:
        super().__init__()
        #: What stood when it was last looked.
        self.read: dict[History, list[Stored]] = {}

    @rule(minutes=st.sampled_from([1, 14, 15, 16]))
    def wait(self, minutes):
        self.clock.wait(minutes=minutes)

    @rule(of=which)
    def settle(self, of):
        of = pick(self.world.histories, of)
        of.settle()
        assert history.settle(of.subject).number == len(of.closed)

    @rule()
    def show_the_entries(self):
        timeline.close_ended(self.world.plan.uuid)
        for of in (self.world.chapter_history, self.world.plan_history):
            if of.open and self.clock.time - of.last_write >= QUARTER:
                of.settle()

    @invariant()
    def every_entry_holds_what_stood_when_it_closed(self):
        for of in self.world.histories:
            found = entries_of(of)
            assert [as_entry(revision) for revision in found] == of.closed
            assert [revision.number for revision in found] == list(range(1, len(found) + 1))
            assert all(later.previous_id == earlier.pk for earlier, later in pairwise(found))

    @invariant()
    def what_stands_is_what_was_written(self):
        # It is slow to read: where nothing should have changed, when the example ends.
        for of in self.world.histories:
            if self.read.get(of) != of.read():
                self.check(of)

    def check(self, of: History) -> None:
        self.read[of] = history.content_of(of.subject).to_json()["items"]
        assert self.read[of] == of.read()

    def teardown(self) -> None:
        try:
            for of in self.world.histories:
                self.check(of)
        finally:
            super().teardown()

    @invariant()
    def one_row_tells_of_the_work_going_on(self):
        for of in self.world.histories:
            found = Stretch.objects.filter(subject_uuid=of.subject.uuid).values_list(
                "is_open", "by", "ended_at"
            )
            assert len(found) == bool(of.closed)
            if of.open:
                assert list(found) == [(True, of.open.by, of.last_write)]
            else:
                assert not any(is_open for is_open, *_ in found)

    @invariant()
    def the_log_tells_of_entries_and_not_of_saves(self):
        lines = AuditEntry.objects.filter(pk__gt=self.before)
        assert Counter(lines.values_list("action", "actor")) == self.world.logged


def entries_of(of: History) -> list[Revision]:
    return list(Revision.objects.filter(subject_uuid=of.subject.uuid).order_by("number"))


def as_entry(revision: Revision) -> Entry:
    return Entry(
        revision.act,
        revision.by_id,
        revision.by_name,
        revision.accepted_by_id,
        revision.restored,
        revision.content["items"],
    )


class WritingMachine(TextRules, WindowRules, Checked):
    """People and their windows in the same few texts."""


class ListMachine(RowRules, RestoringRules, Checked):
    """Rows come, go and come back."""


class WholeMachine(
    TextRules, WindowRules, RowRules, MoneyRules, PlanRules, RestoringRules, ProposalRules, Checked
):
    """All of it at once."""


@pytest.mark.parametrize("machine", [WritingMachine, ListMachine, WholeMachine])
def test_the_history_holds_whatever_is_done(db, machine):
    # Without shrinking, which takes many minutes here: the steps that failed are told as they are.
    run_state_machine_as_test(
        machine,
        settings=settings(
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            max_examples=10,
            stateful_step_count=30,
        ),
    )
