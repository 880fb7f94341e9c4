"""The demo loads whole, once, and only where it may."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from activities.document.build import build
from activities.document.tree import ItemList, Paragraph
from activities.models import Chapter, Comment, SafetyPlan, Section
from budgets.models import Entry
from budgets.services.economy import economy_of
from partnership import guards
from partnership.models import Mail, User


@pytest.fixture
def demo_plan(db, settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    return SafetyPlan.objects.get(partnership__slug="tingbjerg-husum")


def test_demo_sums_are_those_of_the_source(demo_plan):
    totals = {cell.year: cell.amount for cell in economy_of(demo_plan).totals}
    assert totals == {2021: 1_934_000, 2022: 2_060_000, 2023: 2_069_277, 2024: 2_210_000}


def test_demo_has_sixteen_activities_and_fifteen_chapters(demo_plan):
    assert Chapter.objects.filter(plan=demo_plan).count() == 16
    assert Chapter.objects.filter(plan=demo_plan).with_text().count() == 15


def test_repeat_run_overwrites_no_edit(demo_plan):
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


def test_reset_makes_the_demo_anew(transactional_db, settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    Section.objects.update(body="")
    call_command("load_demo", "--reset", verbosity=0)
    assert not Section.objects.filter(kind="purpose", body="").exists()
    assert guards.standing_triggers(connection) == guards.expected_triggers(connection)
