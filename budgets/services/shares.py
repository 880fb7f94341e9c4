"""Money by focus area: an activity that serves several counts in equal shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from activities.models import ActivityFocusArea
from budgets.choices import Mark
from budgets.services.economy_rows import ActivityRow, Economy, LineRow
from partnership.models import FocusArea


@dataclass(frozen=True)
class FocusRow:
    """Whole kroner by year of the agreement; no area for activities that serve none."""

    area: FocusArea | None
    own: tuple[int, ...]
    cofinancing: tuple[int, ...]


@dataclass(frozen=True)
class FocusMoney:
    """The focus areas in the agreement's order; they sum to the economy's totals."""

    years: tuple[int, ...]
    rows: tuple[FocusRow, ...]
    #: Whether some activity is shared between several areas.
    is_shared: bool
    #: Whether there is co-financing whose amount nobody knows.
    has_unknown: bool

    @property
    def own(self) -> tuple[int, ...]:
        return _sums(self.years, (row.own for row in self.rows))

    @property
    def cofinancing(self) -> tuple[int, ...]:
        return _sums(self.years, (row.cofinancing for row in self.rows))


def equal_shares(amount: int, parts: int) -> list[int]:
    """Whole kroner in `parts` shares that sum to the amount and differ by one at most.

    Equal shares have equal remainders, so that the first ones get what is over.
    """
    each, over = divmod(amount, parts)
    return [each + (place < over) for place in range(parts)]


def by_focus_area(economy: Economy) -> FocusMoney:
    """The economy's own money and its co-financing, by focus area of its agreement."""
    areas = list(economy.plan.agreement.focus_areas.order_by("position", "id"))
    served = _served(economy, areas)
    own = {area: [0] * len(economy.years) for area in [*areas, None]}
    cofinancing = {area: [0] * len(economy.years) for area in own}
    activities = [*economy.rows, *economy.without_chapter]
    for row in activities:
        shared_by = served.get(row.activity.pk, [None])
        _share(own, shared_by, (cell.amount for cell in row.totals))
        for line in row.cofinancing:
            _share(cofinancing, shared_by, (cell.amount for cell in line.cells))
    return FocusMoney(
        years=economy.years,
        rows=tuple(
            FocusRow(area, tuple(own[area]), tuple(cofinancing[area]))
            for area in own
            if area or any([*own[area], *cofinancing[area]])
        ),
        is_shared=any(len(served.get(row.activity.pk, [])) > 1 for row in activities),
        has_unknown=any(_is_unknown(line) for row in activities for line in row.cofinancing),
    )


def _served(economy: Economy, areas: list[FocusArea]) -> dict[int, list[FocusArea | None]]:
    """Each activity's areas under the plan's agreement, in the order its chapter names them."""
    known = {area.pk: area for area in areas}
    found: dict[int, list[FocusArea | None]] = {}
    links = ActivityFocusArea.objects.filter(
        focus_area__in=known, activity__in=_activities([*economy.rows, *economy.without_chapter])
    )
    ordered = links.order_by("position", "id").values_list("activity", "focus_area")
    for activity, area in ordered:
        found.setdefault(activity, []).append(known[area])
    return found


def _activities(rows: list[ActivityRow]) -> list[int]:
    return [row.activity.pk for row in rows]


def _share(
    sums: dict[FocusArea | None, list[int]],
    areas: list[FocusArea | None],
    amounts: Iterable[int | None],
) -> None:
    for place, amount in enumerate(amounts):
        for area, share in zip(areas, equal_shares(amount or 0, len(areas)), strict=True):
            sums[area][place] += share


def _is_unknown(line: LineRow) -> bool:
    return any(cell.mark == Mark.UNKNOWN for cell in line.cells)


def _sums(years: tuple[int, ...], rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True))) or (0,) * len(years)
