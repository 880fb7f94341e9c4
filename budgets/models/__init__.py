"""Budget lines, the ledger, reallocations, pools and stated figures."""

from budgets.models.hearings import HearingLink, HearingStatement
from budgets.models.ledger import Entry, FirstApproval, FramePosting
from budgets.models.lines import BudgetLine, BudgetNote, CellMark
from budgets.models.pools import Pool, PoolGrant
from budgets.models.reallocations import (
    Reallocation,
    ReallocationAsker,
    ReallocationLeg,
    ReallocationStep,
)
from budgets.models.stated import StatedFigure

__all__ = [
    "BudgetLine",
    "BudgetNote",
    "CellMark",
    "Entry",
    "FirstApproval",
    "FramePosting",
    "HearingLink",
    "HearingStatement",
    "Pool",
    "PoolGrant",
    "Reallocation",
    "ReallocationAsker",
    "ReallocationLeg",
    "ReallocationStep",
    "StatedFigure",
]
