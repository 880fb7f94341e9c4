"""Budget lines and the ledger."""

from budgets.models.ledger import Entry, FramePosting
from budgets.models.lines import BudgetLine, BudgetNote, CellMark

__all__ = ["BudgetLine", "BudgetNote", "CellMark", "Entry", "FramePosting"]
