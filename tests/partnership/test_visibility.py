"""Nobody sees anything of a partnership in which they have no seat."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from activities.choices import PartKind
from activities.models import ROW_MODELS, PlanSection, SafetyPlan, Target
from activities.services.rows import save_target
from budgets.models import BudgetLine, HearingStatement
from budgets.services.hearings import make_statement
from budgets.services.ledger import mark_original
from budgets.services.lines import add_note
from partnership.models import ContactPerson, FollowUp, Organisation, Partnership, Unit, User
from tests import factories
from tests.conftest import Cast

#: Seen by all who log in; tested with the directory.
DIRECTORY = {Organisation, ContactPerson}
#: What units have is tested with the inquiries.
OF_UNITS = {*apps.get_app_config("inquiries").get_models(), FollowUp}
WITH_VISIBILITY = {
    model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")
} - (DIRECTORY | OF_UNITS)


def rows_of(plan: SafetyPlan) -> dict[type[Model], Model]:
    """A row of every model that belongs to a partnership, reached from the plan."""
    chapter = factories.make_chapter(plan)
    line = factories.make_line(chapter)
    invitation = factories.make_invitation(plan, by=factories.make_user())
    statement = _statement(plan, line)
    found: list[Any] = [
        invitation,
        factories.make_comment(chapter.sections.first(), by=invitation),
        plan,
        plan.partnership,
        chapter,
        chapter.activity,
        chapter.sections.first(),
        chapter.parts.first(),
        line,
        factories.make_source(plan),
        PlanSection.objects.create(plan=plan, placement="introduction"),
        add_note(line.agreement, line.activity, by=None, scope="table", text="Note"),
        factories.make_stated(plan),
        statement,
        statement.link,
        statement.reallocation,
        statement.reallocation.legs.first(),
        factories.make_pool(chapter),
        *(factories.make_row(chapter, kind) for kind in ROW_MODELS),
    ]
    deliverable = factories.make_row(chapter, PartKind.DELIVERABLES)
    found.append(save_target(deliverable, None, seen=1, by=None, minimum=5, unit="unge"))
    return {type(row): row for row in found}


def _statement(plan: SafetyPlan, line: BudgetLine) -> HearingStatement:
    """What a guest says about a reallocation of the line's money."""
    mark_original(plan)
    by = factories.make_user(role="secretariat", partnership=plan.partnership)
    asked = factories.make_reallocation(plan, (line, 1_000), by=by)
    link = factories.make_hearing_link(factories.put_in_hearing(asked), by)
    return make_statement(asked, by=link, stance="supports")


def sees(user: User, row: Model) -> bool:
    return type(row)._default_manager.visible_to(user).filter(pk=row.pk).exists()


def test_the_rows_tried_are_of_every_model_with_a_rule(cast: Cast):
    assert rows_of(cast.plan).keys() | {Unit} == WITH_VISIBILITY


@pytest.mark.parametrize(
    "person",
    ["secretariat", "lead", "other_lead", "working_group", "steering_group", "decider", "reader"],
)
def test_whoever_has_a_seat_sees_all_of_the_partnership(cast: Cast, person):
    user = getattr(cast, person)
    assert [row for row in rows_of(cast.plan).values() if not sees(user, row)] == []


@pytest.mark.parametrize(
    "person",
    ["secretariat", "lead", "working_group", "steering_group", "decider", "reader", "drafter"],
)
def test_nobody_sees_anything_of_another_partnership(cast: Cast, person):
    user = getattr(cast, person)
    assert [row for row in rows_of(cast.outside_plan).values() if sees(user, row)] == []


def test_without_login_nothing_is_seen(cast: Cast):
    factories.make_contact(cast.organisation)
    for model in DIRECTORY:
        assert not model.objects.visible_to(AnonymousUser()).exists()


def test_a_member_of_a_leading_organisation_sees_nothing_without_a_seat(cast: Cast):
    member = factories.make_user()
    member.memberships.create(organisation=cast.organisation)
    assert [row for row in rows_of(cast.plan).values() if sees(member, row)] == []


def test_two_seats_show_a_partnership_once(cast: Cast):
    cast.reader.seats.create(partnership=cast.partnership, role="decider")
    assert list(Partnership.objects.visible_to(cast.reader)) == [cast.partnership]


def test_a_unit_is_seen_by_its_own_people_only(cast: Cast):
    unit = Unit.objects.get(short_name="KFF")
    assert sees(cast.drafter, unit)
    assert not sees(cast.secretariat, unit)


def test_rows_of_a_target_are_those_of_its_partnership(cast: Cast):
    rows_of(cast.plan), rows_of(cast.outside_plan)
    assert Target.objects.visible_to(cast.reader).count() == 1
