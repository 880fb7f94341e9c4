"""manage.py load_demo: the real partnership and its plan, to try the software on."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import Max

from inquiries import demo as inquiries
from partnership import guards
from partnership.demo import (
    PASSWORD,
    DemoPartnership,
    demo_acts,
    load_organisations,
    load_partnership,
    load_people,
)
from partnership.models import Mail

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    help = "Loads the demo. What is loaded already, and every edit in it, stays as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset",
            action="store_true",
            help="first empties the whole database; everything in it is lost",
        )

    def handle(self, *args, reset: bool = False, **options):
        if not settings.DEBUG:
            raise CommandError("load_demo runs only where DEBUG is on: its passwords are known.")
        if reset:
            guards.remove(connection)
            call_command("flush", interactive=False, verbosity=0)
        with transaction.atomic():
            organisations = load_organisations(FOLDER)
            folders = sorted(path.parent for path in FOLDER.glob("*/plan.toml"))
            made = [load_partnership(path, organisations) for path in folders]
            people = load_people(FOLDER, organisations)
            loaded = [demo for demo in made if demo]
            _act(loaded)
            inquiries.load(FOLDER, organisations)
        if loaded:
            self.stdout.write(f"Loaded: {', '.join(demo.folder.name for demo in loaded)}")
        else:
            self.stdout.write("The demo is loaded already; nothing was changed.")
        self.stdout.write(f"Log in with the password {PASSWORD} as")
        for email, what in people:
            self.stdout.write(f"  {email:<28} {what}")


def _act(loaded: list[DemoPartnership]) -> None:
    """What people do in the demo. They have no letter boxes, so nobody is written to."""
    last = Mail.objects.aggregate(last=Max("pk"))["last"] or 0
    for demo in loaded:
        for act in demo_acts:
            act(demo)
    Mail.objects.filter(pk__gt=last).delete()
