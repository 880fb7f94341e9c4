"""What a pool grants stands under the activity, and is counted once, in the pool."""

import pytest

from activities.document.build import build
from activities.document.tree import Paragraph
from budgets.models import PoolGrant
from budgets.services import pools
from budgets.services.economy import economy_of
from budgets.services.ledger import set_amount
from budgets.services.refusals import LedgerError
from tests import factories


@pytest.fixture
def pool(cast):
    """90.000 kr. in 2023 and nothing in 2024."""
    made = factories.make_pool(cast.other_chapter)
    factories.make_line(cast.other_chapter, {2023: 90_000})
    return made


def test_a_grant_is_counted_in_the_pool_alone(cast, pool):
    before = economy_of(cast.plan).totals
    pools.grant(pool, cast.chapter.activity, 2023, 50_000, by=None)
    after = economy_of(cast.plan)
    assert after.totals == before
    [row] = [row for row in after.rows if row.chapter == cast.chapter]
    assert [(granted.year, granted.amount) for granted in row.granted] == [(2023, 50_000)]


def test_a_pool_never_grants_more_than_it_holds(cast, pool):
    pools.grant(pool, cast.chapter.activity, 2023, 50_000, by=None)
    with pytest.raises(LedgerError):
        pools.grant(pool, cast.chapter.activity, 2023, 40_001, by=None)
    assert PoolGrant.objects.count() == 1


def test_a_pool_keeps_what_it_has_granted(cast, pool):
    pools.grant(pool, cast.chapter.activity, 2023, 50_000, by=None)
    with pytest.raises(LedgerError):
        set_amount(pool.activity.lines.get(), 2023, 49_999, by=None)


def test_a_grant_may_be_taken_back_and_no_more_than_that(cast, pool):
    activity = cast.chapter.activity
    pools.grant(pool, activity, 2023, 50_000, by=None)
    pools.grant(pool, activity, 2023, -50_000, by=None)
    assert all(not row.granted for row in economy_of(cast.plan).rows)
    with pytest.raises(LedgerError):
        pools.grant(pool, activity, 2023, -1, by=None)


def test_a_year_outside_the_agreement_is_refused(cast, pool):
    with pytest.raises(LedgerError, match="2030"):
        pools.grant(pool, cast.chapter.activity, 2030, 1, by=None)


def test_the_printed_chapter_tells_of_the_grant_under_its_table(cast, pool):
    pools.grant(pool, cast.chapter.activity, 2023, 50_000, by=None)
    told = [
        block.inlines[0].text
        for part in build(cast.plan).parts
        for block in part.blocks
        if isinstance(block, Paragraph) and "50.000" in block.inlines[0].text
    ]
    assert len(told) == 1
    assert str(pool) in told[0]
