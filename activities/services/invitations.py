"""Links that let a named person without an account read one plan and comment on it.

See `partnership.services.links` for what the token is.
"""

from datetime import date

from django.db import transaction
from django.urls import reverse

from activities.models import Invitation, SafetyPlan
from partnership.models import Mail, User
from partnership.services import links
from partnership.services.audit import record
from partnership.services.mail import notify

_SALT = "activities.invitation"


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
