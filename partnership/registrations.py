"""What the base app itself registers."""

from django.utils.translation import gettext_lazy as _

from partnership import waiting
from partnership.history import organisations
from partnership.home import home_items
from partnership.mail import Topic, topics
from partnership.reminders import reminders
from partnership.services.follow_up_mail import TOPIC, remind_of_follow_ups

organisations.register()

home_items.add("follow-ups", waiting.home_follow_ups, order=7)
topics.add(
    TOPIC,
    Topic(_("My follow-ups"), _("When something you have promised to follow up is overdue.")),
    order=50,
)
reminders.add("follow-ups", remind_of_follow_ups, order=40)
