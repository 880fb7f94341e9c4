"""Telling people something, and mail servers that behave badly."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

from partnership.models import Mail, Partnership, User
from partnership.models.named import Identified
from partnership.services.mail import notify
from tests import factories

#: The template of the mails told here; the folder of it is the fixture `news`.
TEMPLATE = "{{ heading }}\n\n{{ text }}\n\n{{ site }}/nyt/\n"


def tell(*recipients: User | str, about: Identified | None = None, **changed: Any) -> list[Mail]:
    """Tell people of something new, in the words of `heading` and `text`."""
    words = {name: changed.pop(name, name) for name in ("heading", "text")}
    values = {"topic": "comments", "stage": "comment.added", "by": None, **changed}
    subject = about or factories.make_partnership()
    return notify(recipients, about=subject, template="news", context=words, **values)


def make_mail(user: User, about: Partnership | None = None, **values: Any) -> Mail:
    """A row that waits to be sent at once."""
    defaults = {"topic": "comments", "stage": "comment.added", "frequency": "at_once"}
    return Mail.objects.create(
        recipient=user.email,
        user=user,
        subject_uuid=(about or factories.make_partnership()).uuid,
        **{**defaults, "heading": "Nyt", "body": "Der er nyt.", **values},
    )


def backend(name: str) -> str:
    """What the setting EMAIL_BACKEND takes."""
    return f"{__name__}.{name}"


class Backend(BaseEmailBackend):
    """Fails as its subclasses say; counts how often it was asked."""

    opened = 0
    error: Callable[[], Exception]

    def open(self) -> None:
        type(self).opened += 1

    def send_messages(self, email_messages: Any) -> int:
        raise type(self).error()


class Unreachable(Backend):
    def open(self) -> None:
        super().open()
        raise ConnectionRefusedError("no server")


class Refusing(Backend):
    """Knows no recipient."""

    error = staticmethod(lambda: smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}))


class BreakingOff(Backend):
    """Is gone before it has answered."""

    error = TimeoutError
