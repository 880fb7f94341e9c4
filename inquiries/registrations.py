"""What the inquiries contribute to the lower apps' pages."""

from inquiries import history, navigation
from inquiries.views.case_page import case_panels
from inquiries.views.letters import letter_panel
from partnership.navigation import menu

history.register()

menu.add("inquiries", navigation.entries, order=40)
case_panels.add("letter", letter_panel, order=60)
