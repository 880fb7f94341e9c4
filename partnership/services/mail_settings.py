"""How often a person wants mail about each topic."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from partnership.choices import MailFrequency
from partnership.mail import topics
from partnership.models import Mail, MailSetting, User
from partnership.services.audit import record


def frequencies(users: Iterable[User], topic: str) -> dict[int, str]:
    """How often each of the people, by primary key, wants mail about one topic."""
    found = {user.pk: str(MailFrequency.AT_ONCE) for user in users}
    settings = MailSetting.objects.filter(user__in=found, topic=topic)
    return found | dict(settings.values_list("user_id", "frequency"))


def frequencies_of(user: User) -> dict[str, str]:
    """How often one person wants mail about each topic, by the topic's name."""
    found = dict.fromkeys(topics.names(), str(MailFrequency.AT_ONCE))
    chosen = user.mail_settings.filter(topic__in=found)
    return found | dict(chosen.values_list("topic", "frequency"))


@transaction.atomic
def save_frequencies(chosen: Mapping[str, str], *, by: User) -> None:
    """Save how often `by` wants mail, by topic.

    What waits about a topic that is turned off is never sent, not even when
    the topic is turned on again.
    """
    before = frequencies_of(by)
    changed = {topic: value for topic, value in chosen.items() if value != before[topic]}
    if not changed:
        return
    for topic, frequency in changed.items():
        MailSetting.objects.update_or_create(
            user=by, topic=topic, defaults={"frequency": frequency}
        )
    off = [topic for topic, frequency in changed.items() if frequency == MailFrequency.NONE]
    # One statement, so that a row that somebody claims at this moment stays.
    Mail.objects.waiting().filter(user=by, topic__in=off).delete()
    record("partnership.mail_settings.edit", by=by, on=by, frequencies=changed)
