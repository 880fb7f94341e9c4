"""Who may write in a chapter: the secretariat, and those who lead it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from activities.choices import EDITABLE_STATES, PartKind, PlanState
from activities.models import Chapter, Responsibility, SafetyPlan
from activities.permissions import may_edit_chapter, may_edit_heading, may_edit_plan
from activities.services.rows import remove_row
from budgets.permissions import OPEN_STATES, may_correct, may_edit_amounts, may_edit_words
from partnership.choices import BodyKind
from partnership.models import Membership, Succession, User
from tests import factories
from tests.conftest import Cast

PEOPLE = [
    *("secretariat", "lead", "other_lead", "working_group", "steering_group"),
    *("decider", "reader", "drafter", "outsider"),
]
every_state = pytest.mark.parametrize("state", list(PlanState))


def editable(user: User) -> set[Chapter]:
    return set(Chapter.objects.editable_by(user))


def put_in(plan: SafetyPlan, state: PlanState) -> None:
    SafetyPlan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def responsibility(cast: Cast) -> Responsibility:
    """By which the organisation of `cast.lead` leads `cast.chapter`."""
    return Responsibility.objects.get(part__chapter=cast.chapter)


@pytest.mark.parametrize(
    ("person", "chapters"),
    [
        ("secretariat", {"chapter", "other_chapter"}),
        ("lead", {"chapter"}),
        ("other_lead", {"other_chapter"}),
        ("working_group", set()),
        ("steering_group", set()),
        ("decider", set()),
        ("reader", set()),
        ("drafter", set()),
        ("outsider", {"outside_chapter"}),
    ],
)
def test_everybody_writes_in_their_own_chapters_only(cast: Cast, person, chapters):
    assert editable(getattr(cast, person)) == {getattr(cast, name) for name in chapters}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_rule_of_one_chapter_is_the_rule_of_the_list(cast: Cast, person):
    user = getattr(cast, person)
    allowed = {chapter for chapter in Chapter.objects.all() if may_edit_chapter(user, chapter)}
    assert allowed == editable(user)


@pytest.mark.parametrize("person", PEOPLE)
def test_only_the_secretariat_writes_the_common_texts(cast: Cast, person):
    user = getattr(cast, person)
    plans = {plan for plan in SafetyPlan.objects.all() if may_edit_plan(user, plan)}
    own = {"secretariat": {cast.plan}, "outsider": {cast.outside_plan}}
    assert plans == own.get(person, set()) == set(SafetyPlan.objects.editable_by(user))


def test_a_lead_does_not_write_the_chapters_heading(cast: Cast):
    assert not may_edit_heading(cast.lead, cast.chapter)


def test_a_refusal_gives_its_reason(cast: Cast):
    assert may_edit_chapter(cast.reader, cast.chapter).reason


@every_state
def test_texts_are_written_only_while_they_are_open(cast: Cast, state):
    put_in(cast.plan, state)
    opened = {cast.chapter} if state in EDITABLE_STATES else set()
    assert editable(cast.lead) == opened
    assert bool(may_edit_plan(cast.secretariat, cast.plan)) == bool(opened)


@every_state
def test_amounts_are_edited_in_place_only_until_the_first_approval(cast: Cast, state):
    put_in(cast.plan, state)
    allowed = may_edit_amounts(cast.lead, cast.plan, cast.chapter)
    assert bool(allowed) == (state in OPEN_STATES)


@every_state
def test_the_budgets_words_are_written_while_texts_are_open(cast: Cast, state):
    put_in(cast.plan, state)
    for chapter in (cast.chapter, None):
        allowed = may_edit_words(cast.secretariat, cast.plan, chapter)
        assert bool(allowed) == (state in EDITABLE_STATES)


@every_state
def test_an_older_plan_does_not_change_what_a_later_one_shows(cast: Cast, state):
    """A line is one row in the plans of its agreement."""
    older = factories.make_plan(cast.partnership, 2023, agreement=cast.plan.agreement)
    put_in(older, PlanState.REVISION)
    put_in(cast.plan, state)
    allowed = may_edit_words(cast.secretariat, older, None)
    assert bool(allowed) == (state in EDITABLE_STATES)
    assert allowed or "2024" in str(allowed.reason)


@every_state
def test_closed_years_are_corrected_by_a_decider_whatever_the_state(cast: Cast, state):
    put_in(cast.plan, state)
    allowed = {name for name in PEOPLE if may_correct(getattr(cast, name), cast.plan)}
    assert allowed == {"decider"}


@pytest.mark.parametrize("role", ["partner", "contributor", "funder"])
def test_those_who_take_part_do_not_write(cast: Cast, role):
    factories.make_row(
        cast.other_chapter,
        PartKind.RESPONSIBILITIES,
        role=role,
        organisation=cast.organisation,
        name="",
    )
    assert editable(cast.lead) == {cast.chapter}


def test_two_organisations_may_lead_a_chapter_together(cast: Cast):
    factories.make_row(
        cast.other_chapter,
        PartKind.RESPONSIBILITIES,
        role="lead",
        organisation=cast.organisation,
        name="",
    )
    assert editable(cast.lead) == {cast.chapter, cast.other_chapter}
    assert editable(cast.other_lead) == {cast.other_chapter}


@pytest.mark.parametrize(
    ("kind", "person"),
    [
        (BodyKind.WORKING_GROUP, "working_group"),
        (BodyKind.STEERING_GROUP, "steering_group"),
        (BodyKind.DECIDER, "decider"),
    ],
)
def test_where_a_body_leads_its_members_write(cast: Cast, kind, person):
    body = cast.partnership.bodies.get(kind=kind)
    factories.make_row(
        cast.other_chapter, PartKind.RESPONSIBILITIES, role="lead", body=body, name=""
    )
    writers = {name for name in PEOPLE if cast.other_chapter in editable(getattr(cast, name))}
    assert writers == {"secretariat", "other_lead", person}


def test_a_body_of_another_partnership_gives_no_right_here(cast: Cast):
    body = cast.outside_plan.partnership.bodies.get(kind=BodyKind.WORKING_GROUP)
    factories.make_row(
        cast.other_chapter, PartKind.RESPONSIBILITIES, role="lead", body=body, name=""
    )
    assert editable(cast.working_group) == set()


def test_an_organisation_that_leads_elsewhere_gives_no_right_without_a_seat_there(cast: Cast):
    factories.make_row(
        cast.outside_chapter,
        PartKind.RESPONSIBILITIES,
        role="lead",
        organisation=cast.organisation,
        name="",
    )
    assert editable(cast.lead) == {cast.chapter}


def test_a_removed_responsibility_gives_no_right(cast: Cast, responsibility):
    remove_row(responsibility, seen=1, by=cast.secretariat)
    assert editable(cast.lead) == set()


@pytest.mark.parametrize(
    ("starts", "ends", "writes"),
    [
        (None, None, True),
        (0, None, True),
        (1, None, False),
        (None, 0, True),
        (None, -1, False),
        (-9, 9, True),
        (-9, -1, False),
    ],
)
def test_a_responsibility_counts_from_its_first_to_its_last_day(
    cast: Cast, responsibility, today, starts, ends, writes
):
    """`starts` and `ends` are days from today."""
    Responsibility.objects.filter(pk=responsibility.pk).update(
        starts_on=None if starts is None else today + timedelta(starts),
        ends_on=None if ends is None else today + timedelta(ends),
    )
    assert (editable(cast.lead) == {cast.chapter}) == writes


def test_dates_of_two_responsibilities_are_not_mixed(cast: Cast, responsibility, today):
    """One that has ended and one of a partner do not make a lead together."""
    Responsibility.objects.filter(pk=responsibility.pk).update(ends_on=today - timedelta(1))
    factories.make_row(
        cast.chapter, PartKind.RESPONSIBILITIES, organisation=cast.organisation, name=""
    )
    assert editable(cast.lead) == set()


def test_an_ended_membership_gives_no_right(cast: Cast, today):
    Membership.objects.filter(user=cast.lead).update(ends_on=today - timedelta(1))
    assert editable(cast.lead) == set()


@pytest.mark.parametrize(("days", "writes"), [(0, True), (-30, True), (1, False)])
def test_a_successor_writes_from_the_day_it_takes_over(cast: Cast, today, days, writes):
    successor = factories.make_organisation("Efterf\u00f8lgeren")
    Succession.objects.create(
        predecessor=cast.organisation, successor=successor, on=today + timedelta(days)
    )
    member = factories.make_member(successor, cast.partnership)
    assert (editable(member) == {cast.chapter}) == writes


def test_members_of_the_predecessor_still_write_after_the_succession(cast: Cast, today):
    Succession.objects.create(
        predecessor=cast.organisation, successor=factories.make_organisation(), on=today
    )
    assert editable(cast.lead) == {cast.chapter}
