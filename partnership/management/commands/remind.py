"""manage.py remind: the reminders that are due today."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.reminders import reminders


class Command(BaseCommand):
    help = "Sends the reminders that are due. Run it once a day; each is sent once."

    def handle(self, *args, **options):
        today = timezone.localdate()
        for name in reminders.names():
            self.stdout.write(f"{name}: {reminders[name](today)}.")
