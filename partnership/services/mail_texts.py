"""The words of a mail: plain text from templates/mail/, in the language of the settings."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils import translation

from partnership.mail import topics
from partnership.models import Mail

LONGEST_HEADING = 200
#: An answer to it, such as "out of office", is not wanted.
HEADERS = {"Auto-Submitted": "auto-generated"}


class Text(NamedTuple):
    heading: str
    body: str


def render(template: str, context: Mapping[str, Any]) -> Text:
    """Render templates/mail/<template>.txt: the first paragraph is the heading, the rest the body.

    Nothing is escaped: Django does so in every template, and this is no HTML.
    """
    known = Context({"site": settings.SITE_URL, **context}, autoescape=False)
    with translation.override(settings.LANGUAGE_CODE):
        text = Engine.get_default().get_template(f"mail/{template}.txt").render(known)
    lines = (line.rstrip() for line in text.replace("\x00", "").strip().splitlines())
    heading, _, body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).partition("\n\n")
    return Text(_one_line(heading), body)


def _one_line(text: str) -> str:
    """A heading that starts no header of its own, at most as long as can be kept."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_HEADING else f"{line[: LONGEST_HEADING - 1]}\u2026"


def message_at_once(mail: Mail) -> EmailMessage:
    return _message("at_once", [mail])


def message_daily(mails: Sequence[Mail]) -> EmailMessage:
    """One message with all of a person's mails, which are not empty."""
    return _message("daily", mails)


def _message(template: str, mails: Sequence[Mail]) -> EmailMessage:
    first = mails[0]
    # A topic may have gone from the code since the mail was written.
    topic = topics[first.topic].label if first.topic in topics.names() else first.topic
    text = render(template, {"mails": mails, "mail": first, "topic": topic})
    return EmailMessage(text.heading, text.body, to=[first.recipient], headers=HEADERS)
