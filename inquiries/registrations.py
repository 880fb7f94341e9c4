"""What the inquiries contribute to the lower apps' pages."""

from inquiries import history, navigation
from inquiries.views import (
    accounts,
    attachments,
    contact_panel,
    draft_page,
    readers,
    steps_panel,
)
from inquiries.views.case_page import case_panels
from inquiries.views.letters import letter_panel
from partnership.navigation import menu

history.register()

case_panels.add("draft", draft_page.draft_panel, order=40)
case_panels.add("facts", draft_page.facts_panel, order=45)
case_panels.add("letter", letter_panel, order=60)
case_panels.add("contacts", contact_panel.contact_panel, order=70)
case_panels.add("steps", steps_panel.panel, order=80)
case_panels.add("readers", readers.panel, order=90)
case_panels.add("filing", accounts.filing_panel, order=92)
case_panels.add("attachments", attachments.panel, order=95)

menu.add("inquiries", navigation.entries, order=40)
