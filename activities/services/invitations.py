"""Links that let a named person without an account read one plan and comment on it.

See `partnership.services.links` for what the token is.
"""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Answer, Invitation, SafetyPlan
from partnership.models import Mail, User
from partnership.permissions import Decision
from partnership.services import links
from partnership.services.audit import record
from partnership.services.links import Limit
from partnership.services.mail import notify

_SALT = "activities.invitation"


#: How many comments and answers one link can send: a careful reader has one for every part.
REMARKS = Limit(a_day=100, in_all=400)


@transaction.atomic
def make_invitation(
    plan: SafetyPlan, *, name: str, expires_on: date, by: User, email: str = ""
) -> Invitation:
    """Make a link that works until the day, that day included; mail it if there is an address."""
    invitation = Invitation.objects.create(
        plan=plan,
        name=name,
        email=email,
        expires_on=expires_on,
        created_by=by,
        **links.new_link(_SALT),
    )
    record("activities.invitation.add", by=by, on=invitation, partnership=plan.partnership)
    if email:
        notify(
            [email],
            topic="comments",
            stage="invitation.made",
            about=invitation,
            template="invited",
            by=by,
            context={"invitation": invitation, "plan": plan, "address": address_of(invitation)},
            partnership=plan.partnership,
        )
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> bool:
    """Let the link work no longer; False if somebody has revoked it already."""
    if not links.revoke(invitation):
        return False
    Mail.objects.waiting().filter(subject_uuid=invitation.uuid).delete()
    plan = invitation.plan
    record("activities.invitation.revoke", by=by, on=invitation, partnership=plan.partnership)
    return True


def may_write_more(invitation: Invitation) -> Decision:
    """Whether one more comment or answer can be sent by the link."""
    comments = invitation.comments.values_list("written_at", flat=True)
    answers = answers_by(invitation).values_list("written_at", flat=True)
    return REMARKS.allows_more([*comments, *answers])


def answers_by(invitation: Invitation) -> QuerySet[Answer]:
    """What the guest has added to own comments; others who answer have an account."""
    return Answer.objects.filter(comment__invitation=invitation, author=None)


def lock_standing(invitation: Invitation) -> Decision:
    """Lock the link, so that two remarks at once do not both take its last place.

    The row is read again, since it may be revoked by now. It is locked last.
    """
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
    if not rows.get(pk=invitation.pk).works:
        return Decision(False, _("The link works no longer."))
    return may_write_more(invitation)


def find_invitation(token: str) -> Invitation | None:
    """Whose link it is, whether it works still or not."""
    found = Invitation.objects.filter(token_hash=links.hash_of(token))
    return found.select_related("plan__partnership", "plan__agreement").first()


def note_use(invitation: Invitation) -> None:
    """Remember when the link was last used, roughly."""
    links.note_use(invitation)


def address_of(invitation: Invitation) -> str:
    """The path of the link; "" if the server's secret has changed since it was made."""
    token = token_of(invitation)
    return reverse("invited", args=[token]) if token else ""


def token_of(invitation: Invitation) -> str:
    """The token as it was made; "" if that can no longer be done."""
    return links.token_of(invitation, salt=_SALT)


def sign(nonce: str) -> str:
    """The token of a nonce."""
    return links.sign(nonce, salt=_SALT)
