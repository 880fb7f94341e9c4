"""Who may write in the budget."""

from django.utils.translation import gettext_lazy as _

from activities.choices import PlanState
from activities.models import Chapter
from activities.permissions import keeps_chapter
from partnership.choices import Role
from partnership.models import User
from partnership.permissions import ALLOWED, Decision, has_role

#: Until the first approval amounts are edited in place; after it they are
#: moved by reallocation.
OPEN_STATES = (PlanState.DRAFT, PlanState.HEARING, PlanState.RECOMMENDED)


def may_edit_budget(user: User, chapter: Chapter) -> Decision:
    """Lines, notes and the plan's own year: those who keep the chapter."""
    if chapter.plan.state not in OPEN_STATES:
        return Decision(
            False, _("The plan is approved; its amounts are moved by reallocation only.")
        )
    return keeps_chapter(user, chapter)


def may_correct_closed_years(user: User, chapter: Chapter) -> Decision:
    """Years before the plan's are corrected by a decider, with a reason."""
    if has_role(user, chapter.plan.partnership, Role.DECIDER):
        return ALLOWED
    return Decision(False, _("Years before the plan's are closed; only a decider corrects them."))
