"""python -m scripts.with_postgres python -m tests.benchmarks.decisions_at_once"""

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from activities.models import SafetyPlan  # noqa: E402
from budgets.models import Reallocation  # noqa: E402
from budgets.services import decisions  # noqa: E402
from budgets.services.check.run import check_books  # noqa: E402
from budgets.services.economy import economy_of  # noqa: E402
from budgets.services.refusals import MoneyMoved  # noqa: E402
from partnership.choices import Role  # noqa: E402
from partnership.models import User  # noqa: E402
from tests import factories  # noqa: E402
from tests.benchmarks.measure import tell  # noqa: E402
from tests.budgets.books import approved, tomorrow  # noqa: E402

THREADS, DECISIONS, LINES = 16, 320, 8


def main() -> int:
    call_command("migrate", verbosity=0)
    settings.DEBUG = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tell("decisions_at_once", THREADS, "threads")
    plan = factories.make_plan()
    waiting = asked(plan)
    before = economy_of(plan).allocated
    deciders = [
        factories.make_user(role=Role.DECIDER, partnership=plan.partnership) for _ in range(THREADS)
    ]
    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        told = sum(pool.map(lambda by: decide_all(waiting, by), deciders), Counter())
    seconds = time.perf_counter() - started
    assert told["decided"] == DECISIONS, told
    assert economy_of(plan).allocated == before
    assert not any(result.violations for result in check_books())
    tell("decisions_per_second", DECISIONS / seconds, "1/s")
    tell("decisions_looked_at_again", told["again"] / DECISIONS, "ratio")
    return 0


def asked(plan: SafetyPlan) -> SimpleQueue[int]:
    """Reallocations in hearing, each between two of the same few lines; their ids."""
    chapters = [factories.make_chapter(plan) for _ in range(LINES)]
    lines = [factories.make_line(chapter, {plan.year: 1_000_000}) for chapter in chapters]
    factories.approve(plan)
    by = factories.make_user(role=Role.WORKING_GROUP, partnership=plan.partnership)
    factories.make_user(role=Role.DECIDER, partnership=plan.partnership)
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(DECISIONS):
        giver, taker = lines[number % LINES], lines[(number * 3 + 1) % LINES]
        if giver == taker:
            taker = lines[(number + 1) % LINES]
        draft = factories.make_reallocation(plan, (giver, -10), (taker, 10), by=by)
        decisions.send(draft, by=by, hearing_until=tomorrow(), seen=draft.version)
        waiting.put(draft.pk)
    return waiting


def decide_all(waiting: SimpleQueue[int], by: User) -> Counter:
    """One after the other, each looked at again as often as its lines have moved meanwhile."""
    told: Counter = Counter()
    try:
        while True:
            decide(waiting.get_nowait(), by, told)
    except Empty:
        return told
    finally:
        connections.close_all()


def decide(key: int, by: User, told: Counter) -> None:
    while True:
        try:
            approved(Reallocation.objects.select_related("plan").get(pk=key), by)
            told["decided"] += 1
            return
        except MoneyMoved:
            told["again"] += 1


if __name__ == "__main__":
    sys.exit(main())
