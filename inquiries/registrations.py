"""What the inquiries contribute to the lower apps' pages."""

from django.utils.translation import gettext_lazy as _

from inquiries import history, navigation, waiting
from inquiries.services.deadline_mail import TOPIC, remind_of_deadlines
from inquiries.views import (
    accounts,
    attachments,
    contact_panel,
    draft_page,
    readers,
    steps_panel,
)
from inquiries.views.case_page import case_panels
from inquiries.views.deadline_panel import deadline_panel
from inquiries.views.follow_ups import follow_up_panel
from inquiries.views.letters import letter_panel
from partnership.follow_ups import origin_sources
from partnership.home import home_items
from partnership.mail import Topic, topics
from partnership.navigation import menu
from partnership.reminders import reminders

history.register()

case_panels.add("draft", draft_page.draft_panel, order=40)
case_panels.add("facts", draft_page.facts_panel, order=45)
case_panels.add("letter", letter_panel, order=60)
case_panels.add("contacts", contact_panel.contact_panel, order=70)
case_panels.add("steps", steps_panel.panel, order=5)
case_panels.add("done", steps_panel.done_panel, order=80)
case_panels.add("readers", readers.panel, order=90)
case_panels.add("filing", accounts.filing_panel, order=92)
case_panels.add("attachments", attachments.panel, order=95)

menu.add("inquiries", navigation.entries, order=40)

case_panels.add("deadline", deadline_panel, order=10)
case_panels.add("follow-ups", follow_up_panel, order=85)
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
