"""What the inquiries contribute to the lower apps' pages."""

from django.utils.translation import gettext_lazy as _

from inquiries import history, navigation, waiting
from inquiries.services.deadline_mail import TOPIC, remind_of_deadlines
from inquiries.views.case_page import case_panels
from inquiries.views.deadline_panel import deadline_panel
from inquiries.views.follow_ups import follow_up_panel
from partnership.follow_ups import origin_sources
from partnership.home import home_items
from partnership.mail import Topic, topics
from partnership.navigation import menu
from partnership.reminders import reminders

history.register()

menu.add("inquiries", navigation.entries, order=40)

case_panels.add("deadline", deadline_panel, order=10)
case_panels.add("follow-ups", follow_up_panel, order=80)
home_items.add("inquiries", waiting.home_inquiries, order=3)
origin_sources.add("inquiries", waiting.origins)
topics.add(
    TOPIC,
    Topic(
        _("Deadlines of council questions"),
        _("When the deadline of a question you are responsible for is near or over."),
    ),
    order=40,
)
reminders.add("deadlines", remind_of_deadlines, order=30)
