"""manage.py check_ledger: recompute every amount and check every invariant of the money."""

from django.core.management.base import BaseCommand, CommandError

from budgets.services.check.run import check_books


class Command(BaseCommand):
    help = (
        "Adds every amount up from its raw rows, compares with what the tables show, and "
        "checks the invariants of the money. Changes nothing; fails on a violation."
    )

    def handle(self, *args, **options):
        results = check_books()
        for result in results:
            verdict = "WRONG" if result.violations else "ok"
            self.stdout.write(f"{verdict:<6}{result.looked_at:>8}  {result.name}")
            for violation in result.violations:
                self.stdout.write(f"{'':<16}{violation}")
        found = sum(len(result.violations) for result in results)
        looked_at = sum(result.looked_at for result in results)
        if found:
            raise CommandError(f"{found} violations among {looked_at} rows.")
        self.stdout.write(f"{len(results)} checks of {looked_at} rows: everything agrees.")
