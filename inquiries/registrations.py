"""What the inquiries contribute to the lower apps' pages."""

from inquiries import history, navigation
from partnership.navigation import menu

history.register()

menu.add("inquiries", navigation.entries, order=40)
