"""What violates each constraint of the budget."""

from activities.models import SafetyPlan
from activities.services.rows import save_target
from budgets.models import (
    BudgetLine,
    BudgetNote,
    CellMark,
    Entry,
    FramePosting,
    Pool,
    PoolGrant,
    StatedFigure,
)
from budgets.services.ledger import set_frame
from budgets.services.lines import add_note
from budgets.services.pools import grant
from tests import factories
from tests.budgets.reallocation_violations import VIOLATIONS as OF_REALLOCATIONS
from tests.partnership.violations import Violation, same


def a_line() -> BudgetLine:
    return factories.make_line(factories.make_chapter(factories.make_plan()))


def a_mark() -> CellMark:
    return CellMark.objects.create(line=a_line(), year=2023, mark="dash")


def a_note() -> BudgetNote:
    line = a_line()
    return add_note(line.agreement, line.activity, by=None, scope="table", text="Note")


def an_entry() -> Entry:
    chapter = factories.make_chapter(factories.make_plan())
    return factories.make_line(chapter, {2024: 1000}).entries.get()


def a_frame_posting() -> FramePosting:
    plan: SafetyPlan = factories.make_plan()
    set_frame(plan, 1000, by=None)
    return plan.frame_postings.get()


def a_stated_figure() -> StatedFigure:
    return factories.make_stated(factories.make_plan())


def a_stated_count() -> StatedFigure:
    return factories.make_stated(factories.make_plan(), unit="count")


def a_target() -> int:
    """The id of a target in some plan."""
    chapter = factories.make_chapter(factories.make_plan())
    row = factories.make_row(chapter, "deliverables")
    return save_target(row, None, seen=1, by=None, minimum=1, unit="ture").pk


def a_pool() -> Pool:
    chapter = factories.make_chapter(factories.make_plan())
    factories.make_line(chapter, {2024: 1000})
    return factories.make_pool(chapter)


def a_grant() -> PoolGrant:
    pool = a_pool()
    return grant(pool, pool.activity, 2024, 500, by=None)


VIOLATIONS: dict[str, Violation] = {
    **OF_REALLOCATIONS,
    "line_label_given": (a_line, lambda row: {"label": ""}),
    "line_category_known": (a_line, lambda row: {"category": "fun"}),
    "line_cofinancing_never_counts": (
        a_line,
        lambda row: {"funder_id": factories.make_organisation().pk},
    ),
    "mark_once_per_cell": (a_mark, same),
    "mark_known": (a_mark, lambda row: {"mark": "tick"}),
    "note_text_given": (a_note, lambda row: {"text": ""}),
    "note_place_fits_scope": (a_note, lambda row: {"scope": "cell"}),
    "entry_amount_not_zero": (an_entry, lambda row: {"amount": 0}),
    "entry_kind_known": (an_entry, lambda row: {"kind": "gift"}),
    "frame_posting_not_zero": (a_frame_posting, lambda row: {"amount": 0}),
    "pool_once_per_activity": (a_pool, same),
    "pool_grant_not_zero": (a_grant, lambda row: {"amount": 0}),
    "stated_unit_known": (a_stated_figure, lambda row: {"unit": "metres"}),
    "stated_label_given": (a_stated_figure, lambda row: {"label": ""}),
    "stated_where_given": (a_stated_figure, lambda row: {"where": ""}),
    "stated_against_known": (a_stated_figure, lambda row: {"against": "dreams"}),
    "stated_target_only_for_counts": (a_stated_figure, lambda row: {"target_id": a_target()}),
    "stated_count_not_against_money": (a_stated_count, lambda row: {"against": "frame"}),
}
