"""Whatever people do with the money, in whatever order: after every step the books agree.

A plain model beside the books knows what each act comes to, and which are refused.
MONEY_EXAMPLES=500 runs longer, each time along other ways.
"""

import os

from hypothesis import Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from budgets.models import Reallocation, ReallocationAsker
from budgets.services.check.run import check_books
from budgets.services.economy import economy_of
from tests.budgets.money_acts import LedgerRules
from tests.budgets.reallocation_acts import ReallocationRules

DECISIVE = ("set_amount", "undo_entry", "grant", "send", "approve", "refuse", "withdraw", "reverse")


class MoneyMachine(LedgerRules, ReallocationRules):
    """All of it at once."""

    @invariant()
    def the_books_agree(self):
        if self.is_new:
            wrong = {row.name: row.violations for row in check_books() if row.violations}
            assert wrong == {}

    @invariant()
    def the_books_hold_what_the_model_does(self):
        if not self.is_new:
            return
        self.is_new = False
        economy, money = economy_of(self.plan), self.money
        rows = [
            line
            for row in (*economy.rows, *economy.without_chapter)
            for line in (*row.lines, *row.over)
        ]
        assert len(rows) == len(self.lines)
        for row in rows:
            key = row.line.pk
            assert [cell.amount or 0 for cell in row.cells] == [
                money.cells[key, cell.year] for cell in row.cells
            ]
            first = None if money.original is None else money.original.get(key, 0)
            assert row.cells[-1].original == first
        assert economy.allocated == money.total()

    @invariant()
    def every_reallocation_stands_where_it_should(self):
        states = dict(Reallocation.objects.filter(plan=self.plan).values_list("pk", "state"))
        assert states == {key: asked.state for key, asked in self.asked.items()}

    @invariant()
    def whoever_wrote_in_one_asks_for_it(self):
        askers = ReallocationAsker.objects.filter(reallocation__plan=self.plan)
        kept = set(askers.values_list("reallocation", "by"))
        assert kept == {(key, by) for key, asked in self.asked.items() for by in asked.askers}


def test_the_books_agree_whatever_is_done(db):
    examples = int(os.environ.get("MONEY_EXAMPLES", "0"))
    # Without shrinking, which takes many minutes here: the steps that failed are told as they are.
    run_state_machine_as_test(
        MoneyMachine,
        settings=settings(
            deadline=None,
            derandomize=not examples,
            database=None,
            phases=[Phase.generate],
            max_examples=examples or 20,
            stateful_step_count=40,
        ),
    )
    # Enough of it went through for that to say something.
    assert min(MoneyMachine.done[act] for act in DECISIVE) > 0, MoneyMachine.done
