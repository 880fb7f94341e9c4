"""Approving a plan, and putting an approved one under revision."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from activities.choices import PlanAct
from activities.models import PlanStep, SafetyPlan
from activities.permissions import may_decide_plan
from activities.transitions import PLAN_TRANSITIONS
from partnership.choices import Role
from partnership.models import User
from partnership.registry import Registry
from partnership.services.audit import record

#: What higher apps do when a plan is approved, in its transaction and under its lock.
at_approval: Registry[Callable[[SafetyPlan], None]] = Registry("acts at a plan's approval")


#: What higher apps find that an approval wants a reason for, in words.
approval_warnings: Registry[Callable[[SafetyPlan], Iterable[str]]] = Registry(
    "warnings before a plan's approval"
)


class PlanStepRefused(Exception):
    """A decision about a plan that cannot be taken; the text is for the person."""


def lock_plan(plan: SafetyPlan) -> SafetyPlan:
    """The plan as it is now, locked: of two decisions at once the second sees the first.

    Rows that point at the plan may still be written meanwhile.
    """
    plans = SafetyPlan.objects.select_for_update(of=("self",), no_key=True)
    return plans.select_related("partnership", "agreement").get(pk=plan.pk)


def approve_plan(plan: SafetyPlan, *, by: User, reason: str = "") -> PlanStep:
    """Godkend. Raises `PlanStepRefused` where the state or the person does not allow it.

    So it does where something speaks against it, see `warnings_of`, and no reason is given.
    """
    return _take(PlanAct.APPROVE, plan, by=by, reason=reason)


def warnings_of(plan: SafetyPlan) -> list[str]:
    """What an approval wants a reason for, in words."""
    return [text for source in approval_warnings for text in source(plan)]


def reopen_plan(plan: SafetyPlan, *, by: User, reason: str) -> PlanStep:
    """Genåbn: texts may be edited again; amounts still move by reallocation only.

    Raises `PlanStepRefused`, also where no reason is given.
    """
    if not reason.strip():
        raise PlanStepRefused(_("Write why the plan is put under revision."))
    return _take(PlanAct.REOPEN, plan, by=by, reason=reason)


@transaction.atomic
def _take(act: PlanAct, plan: SafetyPlan, *, by: User, reason: str) -> PlanStep:
    locked = lock_plan(plan)
    allowed = may_decide_plan(by, locked, act)
    if not allowed:
        raise PlanStepRefused(str(allowed.reason))
    if act == PlanAct.APPROVE and not reason.strip() and warnings_of(locked):
        raise PlanStepRefused(_("Write why the plan is approved all the same."))
    step = PlanStep.objects.create(
        plan=locked,
        act=act,
        state=locked.state,
        by=by,
        by_name=by.name,
        by_role=str(Role.DECIDER.label),
        reason=reason.strip(),
    )
    locked.state = PLAN_TRANSITIONS[act].target
    locked.save(update_fields=["state"])
    plan.state = locked.state
    if act == PlanAct.APPROVE:
        for action in at_approval:
            action(locked)
    record(f"activities.plan.{act}", by=by, on=locked, partnership=locked.partnership)
    return step
