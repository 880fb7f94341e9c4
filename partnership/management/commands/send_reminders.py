"""manage.py send_reminders: another name of `remind`."""

from partnership.management.commands import remind


class Command(remind.Command):
    """The same reminders from the same registry; each is sent once whichever name is run."""
