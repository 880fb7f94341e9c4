"""manage.py send_mail [--daily]: what the mail server would not take, and the daily mails."""

from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError

from partnership.models import Mail
from partnership.services import mail_delivery
from partnership.services.mail_delivery import Attempt

DECISIONS: dict[str, Callable[[], int]] = {
    "again": mail_delivery.release_interrupted,
    "never": mail_delivery.settle_interrupted,
}


class Command(BaseCommand):
    help = (
        "Sends the mails that wait: those that failed at once, and with --daily each person's "
        "daily mail. It may run at any time, and several times at once."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--daily", action="store_true", help="also send each person's daily mail"
        )
        parser.add_argument(
            "--interrupted",
            choices=DECISIONS,
            help="what to do with mails whose sending was interrupted, so that they may have gone",
        )

    def handle(self, *args, daily, interrupted, **options):
        if interrupted:
            decided = DECISIONS[interrupted]()
            self.stdout.write(f"Interrupted before: {decided}, sent {interrupted}.")
        attempts = mail_delivery.send_waiting(daily=daily)
        failed = [attempt for attempt in attempts if attempt.error]
        for attempt in failed:
            self.stderr.write(f"Not sent to {attempt.recipient}: {attempt.error}")
        self._tell(attempts, failed)
        self._fail(len(failed), Mail.objects.interrupted().count())

    def _tell(self, attempts: list[Attempt], failed: list[Attempt]) -> None:
        self.stdout.write(f"Messages sent: {len(attempts) - len(failed)}.")
        if waiting := Mail.objects.to_send_daily().count():
            self.stdout.write(f"Waiting for the daily mail: {waiting}.")
        if old := Mail.objects.given_up().count():
            days = Mail.objects.none().GIVEN_UP_AFTER.days
            self.stdout.write(f"Never sent, older than {days} days: {old}.")

    def _fail(self, failed: int, interrupted: int) -> None:
        said = [f"Messages not sent: {failed}."] if failed else []
        if interrupted:
            said.append(
                f"Interrupted: {interrupted}. They may have gone, so they are not sent again "
                "before you say so: --interrupted again, or never."
            )
        if said:
            raise CommandError(" ".join(said))
