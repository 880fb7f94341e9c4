"""Links that let a named person without an account read one plan and comment on it.

A token is a signature over a nonce that is stored, so that the link can be
shown and sent again. Nothing stored opens a plan: only the token's hash is
looked up, and the signature cannot be made without the server's secret.
"""

import secrets
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from activities.models import Invitation, SafetyPlan
from partnership.models import Mail, User
from partnership.services.audit import record
from partnership.services.mail import notify

_SALT = "activities.invitation"
#: How often the use of a link is noted.
_NOTED_EVERY = timedelta(minutes=10)


@transaction.atomic
def make_invitation(
    plan: SafetyPlan, *, name: str, expires_on: date, by: User, email: str = ""
) -> Invitation:
    """Make a link that works until the day, that day included; mail it if there is an address."""
    nonce = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        plan=plan,
        name=name,
        email=email,
        nonce=nonce,
        token_hash=_hash(sign(nonce)),
        expires_on=expires_on,
        created_by=by,
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
    standing = Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True)
    if not standing.update(revoked_at=timezone.now()):
        return False
    Mail.objects.waiting().filter(subject_uuid=invitation.uuid).delete()
    plan = invitation.plan
    record("activities.invitation.revoke", by=by, on=invitation, partnership=plan.partnership)
    return True


def find_invitation(token: str) -> Invitation | None:
    """Whose link it is, whether it works still or not.

    The hash is looked up, not the token, so that how long it takes tells
    nothing about how much of a guessed token is right.
    """
    found = Invitation.objects.filter(token_hash=_hash(token))
    return found.select_related("plan__partnership", "plan__agreement").first()


def note_use(invitation: Invitation) -> None:
    """Remember when the link was last used, roughly: reading a page rarely writes."""
    now = timezone.now()
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _NOTED_EVERY)
    Invitation.objects.filter(long_ago, pk=invitation.pk).update(last_used_at=now)


def address_of(invitation: Invitation) -> str:
    """The path of the link; "" if the server's secret has changed since it was made."""
    token = token_of(invitation)
    return reverse("invited", args=[token]) if token else ""


def token_of(invitation: Invitation) -> str:
    """The token as it was made; "" if that can no longer be done."""
    token = sign(invitation.nonce)
    return token if _hash(token) == invitation.token_hash else ""


def sign(nonce: str) -> str:
    """The token of a nonce, safe in an address."""
    digest = salted_hmac(_SALT, nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
