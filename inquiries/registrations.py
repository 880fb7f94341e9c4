"""What the inquiries contribute to the lower apps' pages."""

from inquiries import history, navigation
from inquiries.views import contact_panel, draft_page
from inquiries.views.case_page import case_panels
from partnership.navigation import menu

history.register()

menu.add("inquiries", navigation.entries, order=40)

case_panels.add("draft", draft_page.draft_panel, order=40)
case_panels.add("facts", draft_page.facts_panel, order=45)
case_panels.add("contacts", contact_panel.contact_panel, order=60)
