"""What mails are about. Higher apps add their topics, and each person chooses how often."""

from dataclasses import dataclass

from django.utils.functional import Promise

from partnership.registry import Registry


@dataclass(frozen=True)
class Topic:
    """What the settings page calls it, and when there is such a mail."""

    label: str | Promise
    description: str | Promise


topics: Registry[Topic] = Registry("topics of mail")
