"""The demo loads whole, once, and only where it may."""

import pytest
from django.core.management import CommandError, call_command

from activities.models import Chapter, SafetyPlan, Section
from budgets.services.economy import economy_of


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
