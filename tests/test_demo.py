"""The demo loads whole, once, and only where it may."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from activities.choices import PlanState
from activities.document.build import build
from activities.document.tree import ItemList, Paragraph
from activities.models import Chapter, Comment, SafetyPlan, Section
from budgets.models import BudgetLine, Entry, PoolGrant, Reallocation
from budgets.services.economy import economy_of
from budgets.services.ledger import is_approved, set_amount
from budgets.services.reconciliation import differences, reconciliation_of
from partnership import guards
from partnership.models import Mail, User


def test_demo_sums_are_those_of_the_source(demo_plan):
    totals = {cell.year: cell.amount for cell in economy_of(demo_plan).totals}
    assert totals == {2021: 1_934_000, 2022: 2_060_000, 2023: 2_069_277, 2024: 2_210_000}


def test_demo_has_sixteen_activities_and_fifteen_chapters(demo_plan):
    assert Chapter.objects.filter(plan=demo_plan).count() == 16
    assert Chapter.objects.filter(plan=demo_plan).with_text().count() == 15


def test_repeat_run_overwrites_no_edit(demo_plan, settings):
    settings.DEBUG = True
    section = Section.objects.filter(chapter__plan=demo_plan).first()
    Section.objects.filter(pk=section.pk).update(body="<p>Rettet.</p>")
    call_command("load_demo", verbosity=0)
    section.refresh_from_db()
    assert section.body == "<p>Rettet.</p>"


def test_demo_refuses_where_debug_is_off(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")


def paragraphs_of(plan) -> list[str]:
    """The prose of the printed plan: paragraphs and list items, without the tables."""
    return [text for part in build(plan).parts for text in _texts(part.blocks)]


def _texts(blocks):
    for block in blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                yield from _texts(item.blocks)
        elif isinstance(block, Paragraph):
            yield "".join(getattr(inline, "text", "") for inline in block.inlines)


def test_demo_has_the_length_of_a_real_plan(demo_plan):
    words = sum(len(text.split()) for text in paragraphs_of(demo_plan))
    assert words >= 11_000


def test_no_paragraph_stands_twice(demo_plan):
    long = [text for text in paragraphs_of(demo_plan) if len(text.split()) >= 8]
    assert [text for text, times in Counter(long).items() if times > 1] == []


def test_every_printed_amount_has_an_entry(demo_plan):
    printed = Entry.objects.filter(
        line__agreement=demo_plan.agreement,
        line__activity__chapters__money_only=False,
        line__counts_in_total=True,
    ).exclude(line__label="Ikke fordelt på budgetposter")
    assert printed.count() == 91


def test_the_lead_of_faelleshaven_writes_there_only(demo_plan):
    user = User.objects.get(email="aktivitet@example.dk")
    mine = Chapter.objects.editable_by(user).values_list("title", flat=True)
    assert "Fælleshaven" in mine
    assert "Videnshuset" not in mine


def test_the_demo_has_comments_and_a_proposal_and_mails_nobody(demo_plan):
    proposals = Comment.objects.exclude(proposal="").values_list("author__email", flat=True)
    assert Comment.objects.filter(plan=demo_plan).count() == 4
    assert list(proposals) == ["arbejdsgruppe@example.dk"]
    assert not Mail.objects.exists()


def differing(plan, label: str, year: int) -> list[tuple]:
    """Stated, ledger and difference of what is listed under a label."""
    return [
        (row.figure.stated, row.ledger, row.difference)
        for row in differences(plan)
        if row.figure.label == label and row.figure.year == year
    ]


@pytest.mark.parametrize(
    ("label", "year", "expected"),
    [
        ("Sum for 2022", 2022, [(1_970_000, 2_060_000, -90_000)]),
        (
            "Bylivs- og tryghedspuljen",
            2023,
            [(131_300, 131_277, 23), (131_000, 131_277, -277)],
        ),
        ("Det gode valg, i alt", 2023, [(200_000, 150_000, 50_000)]),
        ("Leg med lyd, i alt", 2021, [(None, 120_000, None)]),
        ("Feriecamps om året", 2024, [(1, 2, -1), (2, 2, 0), (2, 2, 0)]),
        ("Deltagere i Tingbjerg Challenge", 2024, [(1000, 500, 500), (500, 500, 0)]),
    ],
)
def test_the_demo_lists_where_the_printed_plan_contradicts_itself(demo_plan, label, year, expected):
    assert differing(demo_plan, label, year) == expected


def test_the_demo_explains_only_what_the_source_explains(demo_plan):
    """The grant stands at the activity's sum; the line's own figure stays open."""
    explained = [row.figure.label for row in differences(demo_plan) if row.is_explained]
    assert explained == ["Det gode valg, i alt"]


def test_the_printed_money_differs_in_six_places_and_nowhere_else(demo_plan):
    found = [row for row in reconciliation_of(demo_plan).figures if row.differs]
    assert len(found) == 6
    assert sum(row.is_open for row in found) == 5


def test_a_changed_line_changes_the_difference(demo_plan):
    line = BudgetLine.objects.get(activity__slug="leg-med-lyd", label="Projektledelse i TTDK")
    set_amount(line, 2022, 91_000, by=None, kind="correction")
    assert differing(demo_plan, "Sum for 2022", 2022) == [(1_970_000, 2_059_300, -89_300)]


def test_the_rows_of_the_printed_overview_are_all_compared(demo_plan):
    sums: Counter = Counter()
    for row in reconciliation_of(demo_plan).figures:
        figure = row.figure
        printed = figure.where in ("Økonomioversigten", "Økonomioversigten, ophørte aktiviteter")
        if printed and figure.activity:
            sums[figure.year] += figure.stated
    assert sums == {2021: 1_934_000, 2022: 2_060_000, 2023: 2_069_300, 2024: 2_210_000}


def test_the_pools_grant_stands_under_the_activity(demo_plan):
    assert [(row.activity.slug, row.amount) for row in PoolGrant.objects.all()] == [
        ("det-gode-valg", 50_000)
    ]


def test_the_demos_plan_is_approved_and_reopened_and_the_other_a_draft(demo_plan):
    assert (demo_plan.state, is_approved(demo_plan)) == (PlanState.REVISION, True)
    other = SafetyPlan.objects.get(partnership__slug="eksempelby")
    assert (other.state, is_approved(other)) == (PlanState.DRAFT, False)


def test_a_reallocation_is_in_hearing_and_nothing_is_booked(demo_plan):
    [asked] = Reallocation.objects.all()
    assert (asked.state, asked.statements.count()) == ("hearing", 1)
    assert not Entry.objects.filter(kind="reallocation").exists()


def test_reset_makes_the_demo_anew(transactional_db, settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    Section.objects.update(body="")
    call_command("load_demo", "--reset", verbosity=0)
    assert not Section.objects.filter(kind="purpose", body="").exists()
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)
