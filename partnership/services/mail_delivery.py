"""Sending what the send log holds, each row at most once.

A process claims a row, sends it and marks it sent. The claim is committed
before the mail goes, so a crash in between leaves a claimed row, which is
reported and not sent again: better one mail lost than one sent twice.
"""

import smtplib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from partnership.models import Mail
from partnership.services.mail_texts import message_at_once, message_daily

#: The server's plain no. What else breaks a dialogue may break it after the mail was taken.
REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)


class Unreachable(Exception):
    """No connection to the mail server: nothing went, and nothing else will now."""


@dataclass(frozen=True)
class Attempt:
    """One message that was tried, and what went wrong; "" when it was sent."""

    mails: list[Mail]
    error: str = ""
    unreachable: bool = False

    @property
    def recipient(self) -> str:
        return self.mails[0].recipient


def send_waiting(*, daily: bool) -> list[Attempt]:
    """Send what waits to go at once, and the daily mails or those of them that failed before."""
    attempts = send_at_once(list(Mail.objects.to_send_at_once().values_list("pk", flat=True)))
    if attempts and attempts[-1].unreachable:
        return attempts
    rows = Mail.objects.to_send_daily(only_again=not daily)
    return attempts + send_daily(list(rows.values_list("recipient", "pk")))


def release_interrupted() -> int:
    """Let what was interrupted be sent again, although it may have gone."""
    return Mail.objects.interrupted().update(claim=None, claimed_at=None)


def settle_interrupted() -> int:
    """Take what was interrupted for sent."""
    return Mail.objects.interrupted().update(sent_at=F("claimed_at"), body="")


def send_at_once(pks: Iterable[int]) -> list[Attempt]:
    """Send those of the rows that still wait, each as a message of its own.

    Stops when the mail server cannot be reached.
    """
    return _send_each([[pk] for pk in pks], lambda mails: message_at_once(mails[0]))


def send_daily(rows: Iterable[tuple[str, int]]) -> list[Attempt]:
    """Send each person one message with their rows, given as (recipient, primary key)."""
    by_recipient: dict[str, list[int]] = {}
    for recipient, pk in rows:
        by_recipient.setdefault(recipient, []).append(pk)
    return _send_each(by_recipient.values(), message_daily)


def _send_each(
    groups: Iterable[list[int]], compose: Callable[[list[Mail]], EmailMessage]
) -> list[Attempt]:
    attempts: list[Attempt] = []
    for pks in groups:
        claim = uuid4()
        if mails := _claim(pks, claim):
            attempts.append(_attempt(mails, claim, compose))
            if attempts[-1].unreachable:
                break
    return attempts


def _claim(pks: list[int], claim: UUID) -> list[Mail]:
    """Take those of the rows that nobody has taken.

    That a row waits stands in the UPDATE itself, so of two processes one gets
    it. Raises RuntimeError inside a transaction: a claim that is undone with
    it would let a mail go twice.
    """
    with transaction.atomic(durable=True):
        rows = Mail.objects.waiting().filter(pk__in=pks)
        rows.update(claim=claim, claimed_at=timezone.now())
    return list(Mail.objects.filter(pk__in=pks, claim=claim))


def _attempt(
    mails: list[Mail], claim: UUID, compose: Callable[[list[Mail]], EmailMessage]
) -> Attempt:
    """Send one message, and write in the log how it went."""
    rows = Mail.objects.filter(pk__in=[mail.pk for mail in mails], claim=claim)
    try:
        _post(compose(mails))
    except Exception as error:
        said = str(error) or type(error).__name__
        freed = {} if _may_have_gone(error) else {"claim": None, "claimed_at": None}
        rows.update(attempts=F("attempts") + 1, last_error=said[:1000], **freed)
        return Attempt(mails, said, unreachable=isinstance(error, Unreachable))
    rows.update(sent_at=timezone.now(), body="", attempts=F("attempts") + 1, last_error="")
    return Attempt(mails)


def _may_have_gone(error: Exception) -> bool:
    """Whether the connection broke with the mail under way."""
    return isinstance(error, OSError) and not isinstance(error, REFUSED)


def _post(message: EmailMessage) -> None:
    """Send on a connection of its own: a server may close one that is used for many.

    Raises Unreachable, or what the mail backend raises.
    """
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    try:
        connection.send_messages([message])
    finally:
        # A goodbye that fails says nothing about the mail.
        with suppress(Exception):
            connection.close()
