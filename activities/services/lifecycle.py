"""Approving a plan, and putting an approved one under revision."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from activities.choices import PlanAct
from activities.models import PlanStep, SafetyPlan
from activities.permissions import may_decide_plan
from activities.services.approval import basis_of
from activities.transitions import PLAN_TRANSITIONS
from partnership.choices import Role
from partnership.models import User
from partnership.registry import Registry
from partnership.services.audit import record

#: What higher apps do when a plan is approved, in its transaction and under its lock.
at_approval: Registry[Callable[[SafetyPlan], None]] = Registry("acts at a plan's approval")


class PlanStepRefused(Exception):
    """A decision about a plan that cannot be taken; the text is for the person."""


class PlanMoved(PlanStepRefused):
    """The plan is no longer what the decider saw."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The plan has changed since you opened the page, and it is not approved. "
                "Look at the figures again."
            )
        )


def lock_plan(plan: SafetyPlan) -> SafetyPlan:
    """The plan as it is now, locked: of two decisions at once the second sees the first.

    Rows that point at the plan may still be written meanwhile.
    """
    plans = SafetyPlan.objects.select_for_update(of=("self",), no_key=True)
    return plans.select_related("partnership", "agreement").get(pk=plan.pk)


@transaction.atomic
def approve_plan(
    plan: SafetyPlan, *, by: User, seen: str, reason: str = "", override: str = ""
) -> PlanStep:
    """Godkend.

    `seen` is the fingerprint of the `Basis` that the decider saw; `reason` an optional
    remark; `override` why it is approved in spite of the errors in it. The basis is
    read again under the plan's lock, which every posting of the year waits for.

    Raises `PlanMoved` when it is no longer what was seen, else `PlanStepRefused` where
    the state or the person does not allow it, or an error is not overridden.
    """
    locked = _decided(plan, PlanAct.APPROVE, by)
    basis = basis_of(locked)
    if basis.fingerprint != seen:
        raise PlanMoved
    if basis.errors and not override.strip():
        raise PlanStepRefused(_("Write why the plan is approved all the same."))
    step = _take(
        PlanAct.APPROVE,
        locked,
        by=by,
        reason=reason,
        overridden="\n".join(basis.errors),
        override_reason=override.strip() if basis.errors else "",
    )
    for action in at_approval:
        action(locked)
    plan.state = locked.state
    return step


@transaction.atomic
def reopen_plan(plan: SafetyPlan, *, by: User, reason: str) -> PlanStep:
    """Genåbn: texts may be edited again; amounts still move by reallocation only.

    Raises `PlanStepRefused`, also where no reason is given.
    """
    if not reason.strip():
        raise PlanStepRefused(_("Write why the plan is put under revision."))
    locked = _decided(plan, PlanAct.REOPEN, by)
    step = _take(PlanAct.REOPEN, locked, by=by, reason=reason)
    plan.state = locked.state
    return step


def _decided(plan: SafetyPlan, act: PlanAct, by: User) -> SafetyPlan:
    """The plan, locked, for somebody who may take the decision now."""
    locked = lock_plan(plan)
    if not (allowed := may_decide_plan(by, locked, act)):
        raise PlanStepRefused(str(allowed.reason))
    return locked


def _take(act: PlanAct, locked: SafetyPlan, *, by: User, reason: str, **values: str) -> PlanStep:
    step = PlanStep.objects.create(
        plan=locked,
        act=act,
        state=locked.state,
        by=by,
        by_name=by.name,
        by_role=str(Role.DECIDER.label),
        reason=reason.strip(),
        **values,
    )
    locked.state = PLAN_TRANSITIONS[act].target
    locked.save(update_fields=["state"])
    record(f"activities.plan.{act}", by=by, on=locked, partnership=locked.partnership)
    return step
