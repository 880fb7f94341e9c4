"""Telling people what has happened: the send log is written in the change's own transaction."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from partnership.choices import MailFrequency
from partnership.mail import topics
from partnership.models import Mail, Partnership, User
from partnership.models.named import Identified
from partnership.services.mail_delivery import send_at_once
from partnership.services.mail_settings import frequencies
from partnership.services.mail_texts import render

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell; `user` is None for an address that was given."""

    address: str
    user: User | None
    frequency: str = MailFrequency.AT_ONCE


def notify(
    recipients: Iterable[User | str],
    *,
    topic: str,
    stage: str,
    about: Identified,
    template: str,
    by: User | None,
    context: Mapping[str, Any] | None = None,
    partnership: Partnership | None = None,
    after: Collection[UUID] = (),
) -> list[Mail]:
    """Tell each recipient of this stage of the thing, once whatever runs at the same time.

    Call it inside the transaction of the change. What goes at once is sent
    after the commit; a mail server that fails never reaches the caller, and
    `manage.py send_mail` tries again.

    A recipient is a person, or an address that somebody has given: what goes
    there is asked for and always goes at once. Of the people are left out `by`,
    those whose login is closed, and those who want no mail about the topic: for
    them nothing is written, so that whoever turns mail on later gets no old
    ones. Whether a person may see the thing is the caller's to know.

    `after` is what the same guest has written before in a burst: whoever has been
    told of any of it gets this with the daily mail.

    Returns the rows that are new. Raises KeyError for an unknown topic.
    """
    written = []
    wanting = _wanting(recipients, topic=topic, by=by)
    for recipient in _collected(wanting, after) if after else wanting:
        text = render(template, {"recipient": recipient.user, **(context or {})})
        mail, is_new = Mail.objects.get_or_create(
            recipient=recipient.address,
            subject_uuid=about.uuid,
            stage=stage,
            defaults={
                "user": recipient.user,
                "topic": topic,
                "partnership": partnership,
                "frequency": recipient.frequency,
                "heading": text.heading,
                "body": text.body,
            },
        )
        if is_new:
            written.append(mail)
    _send_after_commit(written)
    return written


def _wanting(recipients: Iterable[User | str], *, topic: str, by: User | None) -> list[Recipient]:
    """Those who are to be told, in the order of addresses.

    The order keeps two transactions that tell the same people from waiting for
    each other.
    """
    if topic not in topics.names():
        raise KeyError(topic)
    given = list(recipients)
    users = {item for item in given if isinstance(item, User) and item.is_active and item != by}
    chosen = frequencies(users, topic)
    found = {
        address: Recipient(address, None)
        for address in (item.strip().lower() for item in given if isinstance(item, str))
    }
    for user in users:
        address = user.email.lower()
        if chosen[user.pk] != MailFrequency.NONE:
            found[address] = Recipient(address, user, chosen[user.pk])
    return [found[address] for address in sorted(found)]


def _collected(recipients: list[Recipient], after: Collection[UUID]) -> list[Recipient]:
    """The recipients; those who were told of what came before get no mail at once."""
    addresses = [recipient.address for recipient in recipients]
    mails = Mail.objects.filter(subject_uuid__in=after, recipient__in=addresses)
    told = set(mails.values_list("recipient", flat=True))
    return [
        replace(recipient, frequency=MailFrequency.DAILY)
        if recipient.user and recipient.address in told
        else recipient
        for recipient in recipients
    ]


def _send_after_commit(mails: list[Mail]) -> None:
    at_once = [mail.pk for mail in mails if mail.frequency == MailFrequency.AT_ONCE]
    if at_once:
        transaction.on_commit(partial(_send, at_once), robust=True)


def _send(pks: list[int]) -> None:
    for attempt in send_at_once(pks):
        if attempt.error:
            logger.warning("mail to %s not sent: %s", attempt.recipient, attempt.error)
