"""What violates each constraint of reallocations and their hearings."""

from budgets.choices import ReallocationAct, Stance
from budgets.models import (
    Entry,
    HearingLink,
    HearingStatement,
    Reallocation,
    ReallocationAsker,
    ReallocationLeg,
    ReallocationStep,
)
from budgets.services import decisions, reallocations
from budgets.services.hearings import make_statement
from partnership.choices import Role
from tests import factories
from tests.partnership.violations import Violation, same


def a_draft() -> Reallocation:
    plan = factories.make_plan()
    chapter = factories.make_chapter(plan)
    lines = [factories.make_line(chapter, {2024: 1_000}) for _ in range(2)]
    factories.approve(plan)
    by = factories.make_user(role=Role.SECRETARIAT, partnership=plan.partnership)
    return factories.make_reallocation(plan, (lines[0], -10), (lines[1], 10), by=by)


def in_hearing() -> Reallocation:
    return factories.put_in_hearing(a_draft())


def a_reversal() -> Reallocation:
    """An approved one that reverses another."""
    asked = a_draft()
    back = factories.make_reallocation(asked.plan, by=asked.requested_by, reverses=asked)
    factories.put_in_hearing(back)
    back.state = "approved"
    back.save(update_fields=["state"])
    return back


def an_asker() -> ReallocationAsker:
    return a_draft().askers.get()


def a_leg() -> ReallocationLeg:
    return a_draft().legs.earliest("id")


def a_step() -> ReallocationStep:
    asked = a_draft()
    return ReallocationStep.objects.create(
        reallocation=asked, act=ReallocationAct.SEND, by=asked.requested_by, by_name="Sanne"
    )


def a_booking() -> Entry:
    asked = in_hearing()
    decider = factories.make_user(role=Role.DECIDER, partnership=asked.plan.partnership)
    seen = decisions.fingerprint(reallocations.leg_rows(asked))
    decisions.approve(asked, by=decider, seen=seen, early_reason="Det haster.")
    return Entry.objects.filter(leg__reallocation=asked).earliest("id")


def a_link() -> HearingLink:
    asked = in_hearing()
    return factories.make_hearing_link(asked, asked.requested_by)


def a_statement() -> HearingStatement:
    link = a_link()
    return make_statement(link.reallocation, by=link, stance=Stance.SUPPORTS)


VIOLATIONS: dict[str, Violation] = {
    "reallocation_number_once": (a_draft, same),
    "reallocation_reversed_once": (a_reversal, lambda row: {"number": 99}),
    "reallocation_state_known": (in_hearing, lambda row: {"number": 99, "state": "lost"}),
    "reallocation_sent_with_reason_and_date": (
        in_hearing,
        lambda row: {"number": 99, "reason": ""},
    ),
    "reallocation_asked_once_by_each": (an_asker, same),
    "leg_once_per_line": (a_leg, same),
    "leg_amount_not_zero": (a_leg, lambda row: {"amount": 0, "reallocation_id": a_draft().pk}),
    "leg_has_line_or_opens_one": (a_leg, lambda row: {"line_id": None}),
    "leg_category_known": (
        a_leg,
        lambda row: {"new_category": "fun", "reallocation_id": a_draft().pk},
    ),
    "reallocation_step_act_known": (a_step, lambda row: {"act": "dance"}),
    "reallocation_refused_with_reason": (
        a_step,
        lambda row: {"act": "refuse", "decides_id": row.reallocation_id},
    ),
    "reallocation_decided_by_decisions": (
        a_step,
        lambda row: {"decides_id": row.reallocation_id},
    ),
    "entry_of_reallocation_has_leg": (a_booking, lambda row: {"leg_id": None}),
    "hearing_link_token_once": (a_link, same),
    "hearing_link_name_given": (a_link, lambda row: {"name": "", "token_hash": "x"}),
    "statement_stance_known": (a_statement, lambda row: {"stance": "shrug", "text": "Tja"}),
    "statement_text_given": (a_statement, lambda row: {"stance": "against"}),
    "statement_by_person_or_link": (a_statement, lambda row: {"link_id": None}),
}
