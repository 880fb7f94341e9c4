"""Whatever is set and undone, in whatever order, the ledger adds up."""

from collections import defaultdict
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets.models import BudgetLine, Entry
from budgets.services.ledger import LedgerError, amount_of, amounts_of, set_amount, undo_entry
from partnership.models import AuditEntry, User
from tests import factories

YEARS = range(2023, 2026)  # the last is outside the agreement

sets = st.tuples(st.just("set"), st.integers(0, 1), st.sampled_from(YEARS), st.integers(-50, 1000))
undos = st.tuples(st.just("undo"), st.integers(0, 5))
#: Each example makes its own plan, so that what stands from another does not matter.
few = settings(
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def act(lines: list[BudgetLine], action: tuple, by: User) -> None:
    entries = Entry.objects.filter(line__in=lines).order_by("id")
    if action[0] == "set":
        _, place, year, amount = action
        set_amount(lines[place], year, amount, by=by)
    elif entries:
        undo_entry(entries[action[1] % len(entries)], by=by, reason="Fejl")


def sums(lines: list[BudgetLine]) -> dict[tuple[int, int], int]:
    """By line and year, added up here and not in the database."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for entry in Entry.objects.filter(line__in=lines):
        found[entry.line_id, entry.year] += entry.amount
    return found


@few
@given(st.lists(sets | undos, max_size=15))
def test_any_sequence_of_postings_adds_up(db, actions):
    plan = factories.make_plan()
    chapter = factories.make_chapter(plan)
    lines = [factories.make_line(chapter) for _ in range(2)]
    by = factories.make_user()
    count = 0
    for action in actions:
        with suppress(LedgerError):
            act(lines, action, by)
        now = Entry.objects.filter(line__in=lines).count()
        assert now >= count, "an entry is never removed"
        count = now

    by_hand = sums(lines)
    assert all(amount >= 0 for amount in by_hand.values())
    assert {year for _, year in by_hand} <= set(plan.agreement.years)
    for line in lines:
        assert amounts_of(line) == {
            year: amount for (key, year), amount in by_hand.items() if key == line.pk
        }
        assert all(amount_of(line, year) == by_hand[line.pk, year] for year in YEARS)
    logged = AuditEntry.objects.filter(partnership=plan.partnership, action="budgets.entry.post")
    assert logged.count() == count
