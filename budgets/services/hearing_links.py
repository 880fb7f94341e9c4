"""Links that let a named person without an account read one reallocation and be heard."""

from django.db import transaction

from budgets.models import HearingLink, Reallocation
from budgets.permissions import may_invite_to_hearing, may_revoke_hearing_link
from budgets.services import reallocation_mail
from budgets.services.hearing_tokens import new_link
from budgets.services.refusals import ReallocationRefused
from partnership.models import Mail, User
from partnership.services import links
from partnership.services.audit import record


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
        reallocation=locked, name=name, role=role, email=email, created_by=by, **new_link()
    )
    record("budgets.hearing_link.add", by=by, on=link, partnership=locked.plan.partnership)
    if email:
        reallocation_mail.send_link(link, by=by)
    return link


@transaction.atomic
def revoke_link(link: HearingLink, *, by: User) -> bool:
    """Let the link work no longer; False if somebody has revoked it already.

    What was said by it stays. The reallocation is locked, so that no decision
    made at the same moment is told to a link that is revoked. Raises
    `ReallocationRefused`.
    """
    locked = Reallocation.objects.in_turn(link.reallocation)
    if not (allowed := may_revoke_hearing_link(by, locked)):
        raise ReallocationRefused(str(allowed.reason))
    if not links.revoke(link):
        return False
    Mail.objects.waiting().filter(subject_uuid=link.uuid).delete()
    record("budgets.hearing_link.revoke", by=by, on=link, partnership=locked.plan.partnership)
    return True
