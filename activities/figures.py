"""What higher apps add to a plan's outline and to the home page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from activities.models import Chapter, SafetyPlan
from partnership.registry import Registry


@dataclass(frozen=True)
class Figure:
    """A key figure: `value` as written, with what it is out of.

    `share` is a number from 0 to 100, or None where nothing is to be filled.
    """

    label: str
    value: str
    unit: str = ""
    share: int | None = None


@dataclass(frozen=True)
class OutlineColumn:
    """A numeric column of the outline: whole kroner by chapter id, and the sum."""

    label: str
    cells: dict[int, int | None]
    total: int | None


FigureSource = Callable[[SafetyPlan, Iterable[Chapter]], Iterable[Figure]]
ColumnSource = Callable[[SafetyPlan], OutlineColumn]

plan_figures: Registry[FigureSource] = Registry("key figures of a plan")
outline_columns: Registry[ColumnSource] = Registry("columns of a plan's outline")


def share(part: int, whole: int) -> int:
    """Per cent of the whole, between 0 and 100."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0
