"""What violates each constraint of plans, activities and chapters."""

from django.utils import timezone

from activities.choices import PartKind
from activities.models import (
    Answer,
    Chapter,
    Comment,
    Invitation,
    PlanSection,
    PlanStep,
    Row,
    Target,
)
from activities.services.comments import answer_comment
from activities.services.rows import save_target
from partnership.choices import Role
from tests import factories
from tests.partnership.violations import Violation, same

BACKWARDS = {"starts_on": "2024-02-01", "ends_on": "2024-01-31"}


def an_activity():
    return factories.make_activity(factories.make_plan())


def a_chapter() -> Chapter:
    return factories.make_chapter(factories.make_plan())


def a_row(kind: PartKind) -> Row:
    return factories.make_row(a_chapter(), kind)


def a_goal() -> Row:
    return a_row(PartKind.GOALS)


def a_target_group() -> Row:
    return a_row(PartKind.TARGET_GROUPS)


def a_milestone() -> Row:
    return a_row(PartKind.TIMETABLE)


def a_deliverable() -> Row:
    return a_row(PartKind.DELIVERABLES)


def a_responsibility() -> Row:
    return a_row(PartKind.RESPONSIBILITIES)


def a_target() -> Target:
    return save_target(a_deliverable(), None, seen=1, by=None, minimum=5, unit="unge")


def a_plan_section() -> PlanSection:
    return PlanSection.objects.create(plan=factories.make_plan(), placement="introduction")


def an_invitation() -> Invitation:
    plan = factories.make_plan()
    by = factories.make_user(role=Role.SECRETARIAT, partnership=plan.partnership)
    return factories.make_invitation(plan, by)


def a_comment() -> Comment:
    by = factories.make_user(role=Role.READER, partnership=factories.make_partnership())
    return factories.make_comment(a_chapter().sections.first(), by=by)


def an_answer() -> Answer:
    comment = a_comment()
    return answer_comment(comment, text="Svar", by=comment.author)


def a_plan_step() -> PlanStep:
    """An approval."""
    plan = factories.make_plan()
    by = factories.make_user(role=Role.DECIDER, partnership=plan.partnership)
    return factories.look_and_approve(plan, by=by)


def accepted_without_proposal(comment: Comment) -> dict[str, object]:
    return {"accepted_revision_id": comment.revision_id, **SETTLED}


SETTLED = {"state": "settled", "settled_at": timezone.now(), "settled_by_name": "Sanne"}


VIOLATIONS: dict[str, Violation] = {
    "plan_once_a_year": (factories.make_plan, same),
    "plan_state_known": (factories.make_plan, lambda row: {"state": "lost"}),
    "plan_title_given": (factories.make_plan, lambda row: {"title": ""}),
    "plan_step_act_known": (a_plan_step, lambda row: {"act": "burn"}),
    "plan_step_state_known": (a_plan_step, lambda row: {"state": "lost"}),
    "plan_step_reopened_with_reason": (a_plan_step, lambda row: {"act": "reopen"}),
    "plan_step_overridden_with_reason": (a_plan_step, lambda row: {"overridden": "Over rammen."}),
    "plan_section_placement_known": (a_plan_section, lambda row: {"placement": "back"}),
    "activity_address_once": (an_activity, same),
    "activity_grant_known": (an_activity, lambda row: {"grant_period": "for ever"}),
    "activity_years_in_order": (an_activity, lambda row: {"started": 2024, "ended": 2023}),
    "focus_area_once_per_activity": (lambda: an_activity().activityfocusarea_set.get(), same),
    "source_once": (lambda: factories.make_source(factories.make_plan()), same),
    "chapter_once_per_activity": (a_chapter, lambda row: {"number": row.number + 1}),
    "chapter_number_once": (
        a_chapter,
        lambda row: {"activity_id": factories.make_activity(row.plan).pk},
    ),
    "chapter_title_given": (a_chapter, lambda row: {"title": ""}),
    "section_once_per_chapter": (lambda: a_chapter().sections.first(), same),
    "section_kind_known": (lambda: a_chapter().sections.first(), lambda row: {"kind": "joke"}),
    "part_once_per_chapter": (lambda: a_chapter().parts.first(), same),
    "part_kind_known": (lambda: a_chapter().parts.first(), lambda row: {"kind": "jokes"}),
    "goal_title_given": (a_goal, lambda row: {"title": ""}),
    "target_group_title_given": (a_target_group, lambda row: {"title": ""}),
    "target_group_ages_in_order": (a_target_group, lambda row: {"age_from": 18, "age_to": 12}),
    "milestone_title_given": (a_milestone, lambda row: {"title": ""}),
    "milestone_dates_in_order": (a_milestone, lambda row: BACKWARDS),
    "milestone_recurrence_known": (a_milestone, lambda row: {"recurrence": "often"}),
    "deliverable_title_given": (a_deliverable, lambda row: {"title": ""}),
    "target_numbers_in_order": (a_target, lambda row: {"minimum": 5, "maximum": 4}),
    "target_number_given": (a_target, lambda row: {"minimum": None, "maximum": None}),
    "target_basis_known": (a_target, lambda row: {"basis": "per_moon"}),
    "responsibility_one_party": (
        a_responsibility,
        lambda row: {"organisation_id": factories.make_organisation().pk},
    ),
    "responsibility_role_known": (a_responsibility, lambda row: {"role": "boss"}),
    "invitation_token_once": (an_invitation, same),
    "invitation_name_given": (an_invitation, lambda row: {"name": "", "token_hash": "another"}),
    "comment_state_known": (a_comment, lambda row: {"state": "lost"}),
    "comment_item_known": (a_comment, lambda row: {"item_kind": "joke"}),
    "comment_says_something": (a_comment, lambda row: {"text": ""}),
    "comment_by_person_or_guest": (a_comment, lambda row: {"author_id": None}),
    "comment_proposal_has_its_place": (a_comment, lambda row: {"proposal": "<p>Ny</p>"}),
    "comment_settled_by_somebody": (a_comment, lambda row: {"state": "settled"}),
    "comment_accepted_is_settled": (a_comment, accepted_without_proposal),
    "answer_says_something": (an_answer, lambda row: {"text": ""}),
    "responsibility_dates_in_order": (a_responsibility, lambda row: BACKWARDS),
}
