"""What violates each constraint of the budget."""

from activities.models import SafetyPlan
from budgets.models import BudgetLine, BudgetNote, CellMark, Entry, FramePosting
from budgets.services.ledger import set_frame
from budgets.services.lines import add_note
from tests import factories
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


VIOLATIONS: dict[str, Violation] = {
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
}
