"""Tokens of links for people without an account.

A token is a signature over a nonce that is stored, so that the link can be
shown and sent again. Nothing stored opens anything: only the token's hash is
looked up, and the signature cannot be made without the server's secret. Each
kind of link has a salt of its own, so that a token opens one kind only.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partnership.models.links import GuestLink
from partnership.permissions import ALLOWED, Decision

#: How often the use of a link is noted.
_NOTED_EVERY = timedelta(minutes=10)


class Signed(Protocol):
    """A row that keeps a link's nonce and the hash of its token."""

    @property
    def nonce(self) -> str: ...

    @property
    def token_hash(self) -> str: ...


def new_link(salt: str) -> dict[str, str]:
    """The nonce of a new link, and the hash of its token, as columns."""
    nonce = secrets.token_urlsafe(24)
    return {"nonce": nonce, "token_hash": hash_of(sign(nonce, salt=salt))}


def sign(nonce: str, *, salt: str) -> str:
    """The token of a nonce, safe in an address."""
    digest = salted_hmac(salt, nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is looked up.

    Not the token itself, so that how long it takes tells nothing about how much
    of a guessed token is right.
    """
    return sha256(token.encode()).hexdigest()


def token_of(link: Signed, *, salt: str) -> str:
    """The token as it was made; "" if the server's secret has changed since."""
    token = sign(link.nonce, salt=salt)
    return token if hash_of(token) == link.token_hash else ""


def note_use(link: GuestLink) -> None:
    """Remember when the link was last used, roughly: reading a page rarely writes."""
    now = timezone.now()
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _NOTED_EVERY)
    type(link)._default_manager.filter(long_ago, pk=link.pk).update(last_used_at=now)


@dataclass(frozen=True)
class Limit:
    """How much may be sent by one link: it is known to whoever it was passed on to."""

    a_day: int
    in_all: int

    def allows_more(self, sent: Collection[datetime]) -> Decision:
        """Whether one more may be sent beside those that were sent at these times."""
        if len(sent) >= self.in_all:
            text = _(
                "You have written %(number)s times by this link, and it takes no more. Copy what "
                "you have written, and send it to the person who gave you the link."
            )
            return Decision(False, text % {"number": self.in_all})
        if sum(is_today(time) for time in sent) >= self.a_day:
            text = _(
                "You have written %(number)s times by this link today, and it takes no more "
                "until tomorrow. Copy what you have written, so that it is not lost."
            )
            return Decision(False, text % {"number": self.a_day})
        return ALLOWED


def is_today(time: datetime) -> bool:
    return timezone.localdate(time) == timezone.localdate()


def revoke(link: GuestLink) -> bool:
    """Let the link work no longer; False if somebody has revoked it already."""
    standing = type(link)._default_manager.filter(pk=link.pk, revoked_at__isnull=True)
    return bool(standing.update(revoked_at=timezone.now()))
