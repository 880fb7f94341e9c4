"""Who asks for a reallocation, and who is left to decide it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.models import Reallocation, ReallocationAsker
from budgets.services.refusals import ReallocationRefused
from partnership.choices import Role
from partnership.models import User


def note_asker(reallocation: Reallocation, *, by: User) -> None:
    """Keep that the person has begun, changed or sent it.

    Call it under the lock of the reallocation, since of two saves at once both would
    add the person.
    """
    if not reallocation.askers.filter(by=by).exists():
        ReallocationAsker.objects.create(reallocation=reallocation, by=by, by_name=by.name)


def others_of(reallocation: Reallocation) -> str:
    """The names of those who ask for it beside whoever began it."""
    others = reallocation.askers.exclude(by=reallocation.requested_by_id)
    return ", ".join(others.order_by("id").values_list("by_name", flat=True))


def deciders(reallocation: Reallocation) -> QuerySet[User]:
    """Those who could decide it: deciders of the partnership who do not ask for it."""
    return _seated(reallocation).exclude(pk__in=reallocation.askers.values("by"))


def _seated(reallocation: Reallocation) -> QuerySet[User]:
    """The deciders of the partnership, whether they ask for it or not."""
    partnership = reallocation.plan.partnership_id
    users = User.objects.filter(
        is_active=True, seats__partnership=partnership, seats__role=Role.DECIDER
    )
    return users.distinct()


def nobody_but(user: User, reallocation: Reallocation) -> bool:
    """Whether nobody else is left who could decide it; it may be a draft that is not saved yet."""
    left = deciders(reallocation) if reallocation.pk else _seated(reallocation)
    return not left.exclude(pk=user.pk).exists()


def require_decider(reallocation: Reallocation, *, sender: User) -> None:
    """That somebody could decide it once it is sent, or it would wait for ever.

    Raises `ReallocationRefused` with why nobody could, and what helps.
    """
    if not nobody_but(sender, reallocation):
        return
    if deciders(reallocation).exists():
        raise ReallocationRefused(
            _(
                "You are the only one left who could decide it, and whoever sends it does not. "
                "Let somebody else send it."
            )
        )
    names = ", ".join(_seated(reallocation).order_by("name").values_list("name", flat=True))
    if not names:
        raise ReallocationRefused(
            _("Nobody could decide it: the partnership has no decider. It needs one first.")
        )
    raise ReallocationRefused(
        _(
            "Nobody could decide it: every decider has written in the draft (%(names)s), and "
            "whoever has does not decide it. Withdraw it, and let somebody who is not a decider "
            "begin a new draft with it."
        )
        % {"names": names}
    )
