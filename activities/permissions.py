"""Who may write in plans and chapters, comment on them and invite guests."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.choices import PlanAct, PlanState
from activities.models import Chapter, Comment, Responsibility, SafetyPlan
from activities.querysets import ROLE_OF_BODY
from activities.transitions import PLAN_TRANSITIONS
from partnership.choices import BodyKind, Role
from partnership.models import Organisation, Partnership, User
from partnership.permissions import ALLOWED, Decision, has_role


def may_edit_plan(user: User, plan: SafetyPlan) -> Decision:
    """Front matter and theory of change: the secretariat, while texts are open."""
    if not has_role(user, plan.partnership, Role.SECRETARIAT):
        return Decision(False, _("Only the secretariat edits the plan's common texts."))
    return _texts_are_open(plan)


def may_edit_chapter(user: User, chapter: Chapter) -> Decision:
    """Those who keep the chapter, while texts are open."""
    opened = _texts_are_open(chapter.plan)
    return keeps_chapter(user, chapter) if opened else opened


def keeps_chapter(user: User, chapter: Chapter) -> Decision:
    """The secretariat and members of those who lead the chapter, whatever the plan's state."""
    roles = set(
        user.seats.filter(partnership=chapter.plan.partnership_id).values_list("role", flat=True)
    )
    if Role.SECRETARIAT in roles or (roles and _leads(user, roles, chapter)):
        return ALLOWED
    return Decision(
        False,
        _("Only the secretariat and those who lead this activity write in its chapter."),
    )


def may_edit_sources(user: User, partnership: Partnership) -> Decision:
    """The secretariat, and those who write in a chapter while its plan is open."""
    if has_role(user, partnership, Role.SECRETARIAT):
        return ALLOWED
    if Chapter.objects.editable_by(user).filter(plan__partnership=partnership).exists():
        return ALLOWED
    return Decision(
        False,
        _("Only the secretariat and those who write in a chapter keep the register of sources."),
    )


def _leads(user: User, roles: set[str], chapter: Chapter) -> bool:
    """Whether an organisation or a body of the person's leads the chapter today.

    The same rule as `Chapter.objects.led_by`, for one chapter in small queries.
    """
    today = timezone.localdate()
    if Responsibility.objects.member_leads(chapter, user, today):
        return True
    leads = Responsibility.objects.leading(today).filter(part__chapter=chapter)
    parties = list(leads.values_list("organisation", "body__kind", "body__partnership"))
    bodies = {kind for _org, kind, where in parties if where == chapter.plan.partnership_id}
    if any(ROLE_OF_BODY[BodyKind(kind)] in roles for kind in bodies):
        return True
    acted_for = Organisation.objects.acted_for_by(user, on=today)
    return acted_for.filter(pk__in=[organisation for organisation, *_body in parties]).exists()


def may_edit_heading(user: User, chapter: Chapter) -> Decision:
    """Number, title and marks follow the whole plan: the secretariat's."""
    return may_edit_plan(user, chapter.plan)


def may_comment(user: User, plan: SafetyPlan) -> Decision:
    """Everybody with a seat in the partnership, until the plan is closed."""
    if not user.seats.filter(partnership=plan.partnership_id).exists():
        return Decision(False, _("Only those who take part in the partnership comment."))
    return takes_comments(plan)


def takes_comments(plan: SafetyPlan) -> Decision:
    """Whether anything more is said about the plan, by guests too."""
    if plan.state == PlanState.CLOSED:
        return Decision(False, _("The plan is closed, and nothing more is said about it."))
    return ALLOWED


def may_edit_text(user: User, subject: Chapter | SafetyPlan) -> Decision:
    """Those who may write in a chapter or in the front matter, now: they accept proposals."""
    if isinstance(subject, Chapter):
        return may_edit_chapter(user, subject)
    return may_edit_plan(user, subject)


def keeps_text(user: User, subject: Chapter | SafetyPlan) -> Decision:
    """Those whose text it is, whatever the plan's state."""
    if isinstance(subject, Chapter):
        return keeps_chapter(user, subject)
    allowed = has_role(user, subject.partnership, Role.SECRETARIAT)
    return ALLOWED if allowed else may_edit_plan(user, subject)


def may_settle(user: User, comment: Comment) -> Decision:
    """The commenter, and those who keep the text though it may be closed by now."""
    if comment.author_id == user.pk or keeps_text(user, comment.chapter or comment.plan):
        return may_comment(user, comment.plan)
    return Decision(
        False, _("Only the person who commented and those who write this text settle the comment.")
    )


def decides_plan(user: User, plan: SafetyPlan) -> Decision:
    """Whose approving and reopening are, whatever the plan's state."""
    if has_role(user, plan.partnership, Role.DECIDER):
        return ALLOWED
    return Decision(False, _("Only a decider approves or reopens the plan."))


def may_decide_plan(user: User, plan: SafetyPlan, act: PlanAct) -> Decision:
    """Approving and reopening: a decider, where the plan's state allows it."""
    theirs = decides_plan(user, plan)
    if not theirs:
        return theirs
    if plan.state in PLAN_TRANSITIONS[act].sources:
        return ALLOWED
    return Decision(
        False,
        _("The plan is %(state)s, so that this cannot be done.")
        % {"state": plan.get_state_display().lower()},
    )


def may_invite(user: User, plan: SafetyPlan) -> Decision:
    """A link opens the plan to somebody without an account: the secretariat's to give and take."""
    if has_role(user, plan.partnership, Role.SECRETARIAT):
        return ALLOWED
    return Decision(False, _("Only the secretariat invites people without an account."))


def _texts_are_open(plan: SafetyPlan) -> Decision:
    if plan.editable_state:
        return ALLOWED
    return Decision(
        False,
        _("The plan is %(state)s, and its texts are closed.")
        % {"state": plan.get_state_display().lower()},
    )
