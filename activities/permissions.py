"""Who may write in plans and chapters."""

from django.utils.translation import gettext_lazy as _

from activities.models import Chapter, SafetyPlan
from partnership.choices import Role
from partnership.models import User
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
    if Chapter.objects.kept_by(user).filter(pk=chapter.pk).exists():
        return ALLOWED
    return Decision(
        False,
        _("Only the secretariat and those who lead this activity write in its chapter."),
    )


def may_edit_heading(user: User, chapter: Chapter) -> Decision:
    """Number, title and marks follow the whole plan: the secretariat's."""
    return may_edit_plan(user, chapter.plan)


def _texts_are_open(plan: SafetyPlan) -> Decision:
    if plan.editable_state:
        return ALLOWED
    return Decision(
        False,
        _("The plan is %(state)s, and its texts are closed.")
        % {"state": plan.get_state_display().lower()},
    )
