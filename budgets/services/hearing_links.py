"""Links that let a named person without an account read one reallocation and be heard.

See `partnership.services.links` for what the token is.
"""

from django.db import transaction
from django.urls import reverse

from budgets.models import HearingLink, Reallocation
from budgets.permissions import may_invite_to_hearing
from budgets.services import reallocation_mail
from budgets.services.refusals import ReallocationRefused
from partnership.models import Mail, User
from partnership.services import links
from partnership.services.audit import record

_SALT = "budgets.hearing"


@transaction.atomic
def add_link(
    reallocation: Reallocation, *, name: str, by: User, role: str = "", email: str = ""
) -> HearingLink:
    """Make a link that works while the hearing lasts; mail it if there is an address.

    The reallocation is locked, so that no link is made to one that is decided at
    the same moment. Raises `ReallocationRefused`.
    """
    locked = Reallocation.objects.in_turn(reallocation)
    if not (allowed := may_invite_to_hearing(by, locked)):
        raise ReallocationRefused(str(allowed.reason))
    link = HearingLink.objects.create(
        reallocation=locked,
        name=name,
        role=role,
        email=email,
        created_by=by,
        **links.new_link(_SALT),
    )
    record("budgets.hearing_link.add", by=by, on=link, partnership=locked.plan.partnership)
    if email:
        reallocation_mail.send_link(link, address=address_of(link), by=by)
    return link


@transaction.atomic
def revoke_link(link: HearingLink, *, by: User) -> bool:
    """Let the link work no longer; False if somebody has revoked it already.

    What was said by it stays.
    """
    if not links.revoke(link):
        return False
    Mail.objects.waiting().filter(subject_uuid=link.uuid).delete()
    partnership = link.reallocation.plan.partnership
    record("budgets.hearing_link.revoke", by=by, on=link, partnership=partnership)
    return True


def find_link(token: str) -> HearingLink | None:
    """Whose link it is, whether it works still or not."""
    found = HearingLink.objects.filter(token_hash=links.hash_of(token))
    return found.select_related("reallocation__plan__partnership").first()


def token_of(link: HearingLink) -> str:
    """The token as it was made; "" if that can no longer be done."""
    return links.token_of(link, salt=_SALT)


def address_of(link: HearingLink) -> str:
    """The path of the link; "" if the server's secret has changed since it was made."""
    token = token_of(link)
    return reverse("hearing", args=[token]) if token else ""


def sign(nonce: str) -> str:
    """The token of a nonce."""
    return links.sign(nonce, salt=_SALT)
