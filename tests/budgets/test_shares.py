"""Money by focus area: shares in whole kroner that sum to what is shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.models import ActivityFocusArea
from budgets.charts import chart_of
from budgets.models import CellMark
from budgets.services.economy import economy_of
from budgets.services.shares import by_focus_area, equal_shares
from partnership.models import FocusArea
from tests import factories
from tests.conftest import Cast


@given(st.integers(-(10**12), 10**12), st.integers(1, 30))
def test_shares_sum_to_the_amount_and_differ_by_one_at_most(amount, parts):
    shares = equal_shares(amount, parts)
    assert len(shares) == parts
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1


@given(st.integers(0, 10**12), st.integers(1, 30))
def test_the_first_ones_get_what_is_over(amount, parts):
    shares = equal_shares(amount, parts)
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= 0


@pytest.fixture
def other_area(cast: Cast) -> FocusArea:
    """The first activity serves it too."""
    area = FocusArea.objects.create(
        agreement=cast.plan.agreement, name="Uddannelse", letter="U", hue="brown", position=1
    )
    ActivityFocusArea.objects.create(activity=cast.chapter.activity, focus_area=area, position=1)
    return area


def own(cast: Cast) -> dict[str, tuple[int, ...]]:
    rows = by_focus_area(economy_of(cast.plan)).rows
    return {row.area.name if row.area else "": row.own for row in rows}


def test_an_activity_of_two_areas_counts_in_equal_shares(cast: Cast, other_area: FocusArea):
    factories.make_line(cast.chapter, {2024: 101})
    factories.make_line(cast.other_chapter, {2024: 1000})
    assert own(cast) == {"Trygt byliv": (0, 0, 0, 1051), "Uddannelse": (0, 0, 0, 50)}


def test_focus_areas_sum_to_the_totals(cast: Cast, other_area: FocusArea):
    factories.make_line(cast.chapter, {2023: 7, 2024: 101})
    economy = economy_of(cast.plan)
    assert by_focus_area(economy).own == tuple(cell.amount for cell in economy.totals)


def test_an_activity_without_a_focus_area_is_told_apart(cast: Cast):
    cast.chapter.activity.activityfocusarea_set.all().delete()
    factories.make_line(cast.chapter, {2024: 5})
    assert own(cast)[""] == (0, 0, 0, 5)


def test_a_focus_area_of_another_agreement_is_not_this_ones(cast: Cast):
    later = factories.make_agreement(cast.partnership, 2025, 2028)
    ActivityFocusArea.objects.create(
        activity=cast.chapter.activity, focus_area=later.focus_areas.get()
    )
    factories.make_line(cast.chapter, {2024: 5})
    assert own(cast) == {"Trygt byliv": (0, 0, 0, 5)}


def test_cofinancing_stands_beside_and_not_in_the_sums(cast: Cast):
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation)
    money = by_focus_area(economy_of(cast.plan))
    assert money.own == (0, 0, 0, 0)
    assert money.cofinancing == (0, 0, 0, 300)


def test_the_chart_and_its_table_have_the_same_figures(cast: Cast, other_area: FocusArea):
    factories.make_line(cast.chapter, {2022: 80, 2024: 101})
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation)
    made = chart_of(economy_of(cast.plan))
    cells = {row.cells[0].text: [c.amount for c in row.cells[1:]] for row in made.table.rows}
    for panel in made.chart.panels:
        assert cells[panel.title] == [bar.own for bar in panel.bars]
        beside = next(more for name, more in cells.items() if name.startswith(f"{panel.title}, "))
        assert beside == [bar.cofinancing for bar in panel.bars]


def remarks(cast: Cast) -> str:
    paragraphs = chart_of(economy_of(cast.plan)).remarks
    return " ".join(paragraph.inlines[0].text for paragraph in paragraphs)


def test_that_shares_are_equal_is_said_where_there_are_any(cast: Cast, other_area: FocusArea):
    assert "lige store" in remarks(cast)
    other_area.activityfocusarea_set.all().delete()
    assert remarks(cast) == ""


def test_cofinancing_of_an_unknown_amount_is_said(cast: Cast):
    line = factories.make_line(cast.chapter, funder=cast.organisation)
    CellMark.objects.create(line=line, year=2024, mark="unknown")
    assert "ukendt" in remarks(cast)
