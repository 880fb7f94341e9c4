"""manage.py reconcile_plan PARTNERSHIP YEAR --format json"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from activities.management.plans import plan_named
from activities.models import SafetyPlan
from budgets.services.reconciliation import Compared, reconciliation_of
from partnership.formats import amount


class Command(BaseCommand):
    help = "Lists where what documents printed differs from the ledger, and every doubt."

    def add_arguments(self, parser):
        parser.add_argument(
            "partnership", help="the partnership's address, such as tingbjerg-husum"
        )
        parser.add_argument("year", type=int)
        parser.add_argument("--format", default="text", choices=["text", "json"])
        parser.add_argument("--all", action="store_true", help="also the figures that agree")

    def handle(self, *args, partnership, year, format, all, **options):
        plan = plan_named(partnership, year)
        with translation.override("da"):
            found = reconciliation_of(plan)
            lists = {
                "figures": [row for row in found.figures if all or row.is_listed],
                "counts": [row for row in found.counts if all or row.is_listed],
            }
            if format == "json":
                told = {name: [_as_data(row) for row in rows] for name, rows in lists.items()}
                self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
                return
            self.stdout.write("\n".join(_as_text(plan, lists["figures"], lists["counts"])))


def _as_data(row: Compared) -> dict[str, Any]:
    """Whole kroner or counts as integers; null where nothing is printed or nothing compares."""
    return {
        "where": row.figure.where,
        "label": row.figure.label,
        "year": row.figure.year,
        "stated": row.figure.stated,
        "ledger": row.ledger,
        "difference": row.difference,
        "explanation": row.explanation,
        "doubt": row.doubt,
    }


def _as_text(
    plan: SafetyPlan, figures: Sequence[Compared], counts: Sequence[Compared]
) -> Iterable[str]:
    yield _("Reconciliation of %(plan)s, %(partnership)s") % {
        "plan": plan.title,
        "partnership": plan.partnership.name,
    }
    yield from _table(_("Amounts in kroner"), _("Budget"), figures)
    yield from _table(_("Other numbers"), _("Target"), counts)


def _table(heading: str, against: str, rows: Sequence[Compared]) -> Iterable[str]:
    yield ""
    yield heading
    if not rows:
        yield _("Nothing differs, and nothing is in doubt.")
        return
    names = (_("Year"), _("Printed"), against, _("Difference"))
    yield f"{names[0]:>4} {names[1]:>11} {names[2]:>11} {names[3]:>11}  " + _("What, and where")
    for row in rows:
        yield from _lines(row)


def _lines(row: Compared) -> Iterable[str]:
    year = row.figure.year or ""
    numbers = [row.figure.stated, row.ledger, row.difference]
    columns = " ".join(f"{_number(number):>11}" for number in numbers)
    yield f"{year:>4} {columns}  {row.figure.label} ({row.figure.where})"
    if row.figure.wording:
        yield " " * 42 + _("Printed as: %(wording)s") % {"wording": row.figure.wording}
    if row.doubt:
        yield " " * 42 + _("Doubt: %(text)s") % {"text": row.doubt}
    if row.earlier:
        yield " " * 42 + row.earlier
    if row.explanation:
        yield " " * 42 + _("Explanation: %(text)s") % {"text": row.explanation}


def _number(value: int | None) -> str:
    return "-" if value is None else amount(value)
