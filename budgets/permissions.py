"""Who may write in the budget."""

from django.utils.translation import gettext_lazy as _

from activities.choices import EDITABLE_STATES, PlanState
from activities.models import Chapter, SafetyPlan
from activities.permissions import keeps_chapter
from budgets.choices import ReallocationAct, ReallocationState
from budgets.models import FirstApproval, Reallocation
from budgets.transitions import ASKING, TRANSITIONS
from partnership.choices import Role
from partnership.models import User
from partnership.permissions import ALLOWED, Decision, has_role

#: Until the first approval amounts are edited in place; after it they are
#: moved by reallocation.
OPEN_STATES = (PlanState.DRAFT, PlanState.HEARING, PlanState.RECOMMENDED)


def may_edit_words(user: User, plan: SafetyPlan, chapter: Chapter | None) -> Decision:
    """What lines are called and who administers them, their order, closing and moving; notes.

    Those who keep the chapter, or the secretariat where there is none, while the
    plan's texts are open: so under revision too.
    """
    opened = _words_are_open(plan)
    return _keeps(user, plan, chapter) if opened else opened


def may_edit_amounts(user: User, plan: SafetyPlan, chapter: Chapter | None) -> Decision:
    """Amounts of the plan's year and later: the same people, until the first approval."""
    opened = _amounts_are_open(plan)
    return _keeps(user, plan, chapter) if opened else opened


def may_edit_cofinancing(user: User, plan: SafetyPlan, chapter: Chapter | None) -> Decision:
    """Amounts that others pay, while amounts or words are open.

    They stand outside the frame and every sum, and no reallocation moves them:
    after the approval a revision is the only way in which they can be put right.
    """
    return may_edit_amounts(user, plan, chapter) or may_edit_words(user, plan, chapter)


def _keeps(user: User, plan: SafetyPlan, chapter: Chapter | None) -> Decision:
    if chapter is not None:
        return keeps_chapter(user, chapter)
    if has_role(user, plan.partnership, Role.SECRETARIAT):
        return ALLOWED
    return Decision(False, _("Only the secretariat writes in the whole budget."))


def _amounts_are_open(plan: SafetyPlan) -> Decision:
    if plan.state in OPEN_STATES:
        return ALLOWED
    return Decision(False, _("The plan is approved; its amounts are moved by reallocation only."))


def _words_are_open(plan: SafetyPlan) -> Decision:
    """A line is one row in all plans of its agreement: an older plan, though it is
    under revision, does not change what a later one shows whose texts are closed.
    """
    closed = None if plan.editable_state else plan
    closed = closed or _later_and_closed(plan)
    if closed is None:
        return ALLOWED
    return Decision(
        False,
        _("The plan for %(year)s is %(state)s, and its budget lines and notes are closed.")
        % {"year": closed.year, "state": closed.get_state_display().lower()},
    )


def _later_and_closed(plan: SafetyPlan) -> SafetyPlan | None:
    later = SafetyPlan.objects.filter(agreement=plan.agreement_id, year__gt=plan.year)
    return later.exclude(state__in=EDITABLE_STATES).order_by("year").first()


def may_edit_money(user: User, plan: SafetyPlan) -> Decision:
    """Every amount of the plan's matrix, also of activities without a chapter: the secretariat."""
    return may_edit_amounts(user, plan, None)


def may_edit_cells(user: User, plan: SafetyPlan) -> Decision:
    """The matrix: the secretariat all of it, those who lead an activity its own lines."""
    allowed = may_edit_money(user, plan)
    if allowed or plan.state not in OPEN_STATES:
        return allowed
    own = Chapter.objects.kept_by(user).filter(plan=plan)
    if own.filter(activity__lines__agreement=plan.agreement_id).exists():
        return ALLOWED
    return Decision(
        False, _("Only the secretariat and those who lead an activity write its amounts.")
    )


def may_correct(user: User, plan: SafetyPlan) -> Decision:
    """Years before the plan's are corrected by a decider, with a reason."""
    if has_role(user, plan.partnership, Role.DECIDER):
        return ALLOWED
    return Decision(False, _("Years before the plan's are closed; only a decider corrects them."))


def moves_money(plan: SafetyPlan) -> Decision:
    """Whether reallocations are the way for the plan now: from its approval to its closing."""
    if plan.state == PlanState.CLOSED:
        return Decision(False, _("The plan is closed, and its amounts stay as they are."))
    if FirstApproval.objects.filter(plan=plan).exists():
        return ALLOWED
    return Decision(
        False, _("The plan is not approved yet; its amounts are edited where they stand.")
    )


def may_ask(user: User, plan: SafetyPlan) -> Decision:
    """Drafting: working group, secretariat and deciders, once the plan is approved."""
    if not has_role(user, plan.partnership, *ASKING):
        return Decision(
            False,
            _("Only the working group, the secretariat and deciders ask for money to be moved."),
        )
    return moves_money(plan)


def may_edit_reallocation(user: User, reallocation: Reallocation) -> Decision:
    """Texts and legs, while it is a draft."""
    if reallocation.state != ReallocationState.DRAFT:
        return Decision(False, _("The reallocation has been sent and is not changed any more."))
    return may_ask(user, reallocation.plan)


def may_take(user: User, reallocation: Reallocation, act: ReallocationAct) -> Decision:
    """Whether the person may take this step now."""
    theirs = step_is_theirs(user, reallocation, act)
    return step_is_open(reallocation, act) if theirs else theirs


def step_is_theirs(user: User, reallocation: Reallocation, act: ReallocationAct) -> Decision:
    """Whether it is the person's to take, by role and by who asks, whenever it can be taken."""
    step = TRANSITIONS[act]
    partnership = reallocation.plan.partnership
    asks = asked_for(user, reallocation)
    if step.asker is False and asks:
        return Decision(
            False, _("Nobody decides a reallocation that they have begun, changed or sent.")
        )
    if not (has_role(user, partnership, *step.roles) or (step.asker and asks)):
        return Decision(False, _("Your role does not let you do this."))
    return ALLOWED


def step_is_open(reallocation: Reallocation, act: ReallocationAct) -> Decision:
    """Whether it can be taken now, whoever takes it: by its state and its plan's."""
    if reallocation.state not in TRANSITIONS[act].sources:
        return Decision(
            False,
            _("The reallocation is %(state)s, so that this cannot be done.")
            % {"state": reallocation.get_state_display().lower()},
        )
    return ALLOWED if act == ReallocationAct.WITHDRAW else moves_money(reallocation.plan)


def asked_for(user: User, reallocation: Reallocation) -> bool:
    """Whether the person began the draft, changed it or sent it."""
    return reallocation.askers.filter(by=user).exists()


def would_not_decide(user: User, reallocation: Reallocation) -> bool:
    """Whether a decider, who does not ask for it, would no longer decide it by writing in it."""
    if not has_role(user, reallocation.plan.partnership, Role.DECIDER):
        return False
    return reallocation.pk is None or not asked_for(user, reallocation)


def may_state(user: User, reallocation: Reallocation) -> Decision:
    """Statements: members of the steering group, while it is in hearing."""
    if not has_role(user, reallocation.plan.partnership, Role.STEERING_GROUP):
        return Decision(False, _("Only members of the steering group are heard."))
    return takes_statements(reallocation)


def takes_statements(reallocation: Reallocation) -> Decision:
    if reallocation.state == ReallocationState.HEARING:
        return ALLOWED
    return Decision(False, _("The reallocation is not in hearing."))


def may_invite_to_hearing(user: User, reallocation: Reallocation) -> Decision:
    """Links for people without an account: the secretariat's to give, while they can be used."""
    allowed = may_revoke_hearing_link(user, reallocation) and takes_statements(reallocation)
    if allowed and reallocation.hearing_is_over:
        return Decision(False, _("The hearing is over."))
    return allowed


def may_revoke_hearing_link(user: User, reallocation: Reallocation) -> Decision:
    """At any time: a link opens what was decided too."""
    if has_role(user, reallocation.plan.partnership, Role.SECRETARIAT):
        return ALLOWED
    return Decision(
        False, _("Only the secretariat gives and revokes links for people without an account.")
    )


def may_reverse(user: User, reallocation: Reallocation) -> Decision:
    """Asking for an approved one to be moved back."""
    if reallocation.state != ReallocationState.APPROVED:
        return Decision(False, _("Only an approved reallocation is reversed."))
    if reallocation.reversals.filter(state=ReallocationState.APPROVED).exists():
        return Decision(False, _("The reallocation is reversed already."))
    return may_ask(user, reallocation.plan)


def may_copy(user: User, reallocation: Reallocation) -> Decision:
    """Beginning anew with what was refused or withdrawn; a reversal while it can be one."""
    if reallocation.state not in (ReallocationState.REFUSED, ReallocationState.WITHDRAWN):
        return Decision(False, _("Only a refused or withdrawn reallocation is begun anew."))
    if reallocation.reverses:
        return may_reverse(user, reallocation.reverses)
    return may_ask(user, reallocation.plan)


def may_keep_stated_figures(user: User, plan: SafetyPlan) -> Decision:
    """Stated figures and their explanations: the secretariat and deciders."""
    if has_role(user, plan.partnership, Role.SECRETARIAT, Role.DECIDER):
        return ALLOWED
    return Decision(False, _("Only the secretariat and deciders explain the differences."))
