"""The economy as files: which there are, and what each of them holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.document.pdf import file_name
from activities.models import SafetyPlan
from activities.services.export import ExportFormat
from budgets.exports import csv_file, xlsx
from budgets.exports.csv_file import csv_bytes
from budgets.exports.economy import matrix
from budgets.exports.postings import postings
from budgets.exports.xlsx import Cover, workbook
from budgets.services.economy_shown import Chosen, chosen
from partnership.formats import short_date


def in_danish(make: Callable[[Chosen], bytes]) -> Callable[[Chosen], bytes]:
    """Files are Danish whatever language the page is read in."""

    @wraps(make)
    def made(economy: Chosen) -> bytes:
        with override("da"):
            return make(economy)

    return made


@in_danish
def economy_xlsx(economy: Chosen) -> bytes:
    return workbook([matrix(economy), postings(economy)], cover_of(economy.whole.plan))


@in_danish
def matrix_csv(economy: Chosen) -> bytes:
    return csv_bytes(matrix(economy))


@in_danish
def postings_csv(economy: Chosen) -> bytes:
    return csv_bytes(postings(economy))


@dataclass(frozen=True)
class EconomyFile:
    """A kind of file; `suffix` tells those of one extension apart."""

    extension: str
    content_type: str
    make: Callable[[Chosen], bytes]
    suffix: str = ""

    def of_plan(self, plan: SafetyPlan) -> bytes:
        """All of it as it is now."""
        return self.make(chosen(plan))

    def name(self, economy: Chosen) -> str:
        """A part of the economy, or another day's, does not take the place of the whole."""
        on = economy.whole.on
        told = (self.suffix, on.isoformat() if on else "", "udsnit" * economy.is_narrowed)
        return file_name(economy.whole.plan, self.extension, "-".join(filter(None, told)))


FILES = {
    "xlsx": EconomyFile("xlsx", xlsx.CONTENT_TYPE, economy_xlsx),
    "csv": EconomyFile("csv", csv_file.CONTENT_TYPE, matrix_csv),
    "postings-csv": EconomyFile("csv", csv_file.CONTENT_TYPE, postings_csv, "posteringer"),
}

#: By the name that `export_plan --format` knows them by.
FORMATS = {
    name: ExportFormat(kind.extension, kind.content_type, kind.of_plan, kind.suffix)
    for name, kind in FILES.items()
}


def cover_of(plan: SafetyPlan) -> Cover:
    title = f"{plan.title}, {plan.partnership.name}"
    short = Truncator(title).chars(150)
    told = {"title": short, "state": plan.get_state_display(), "day": _today()}
    return Cover(title, plan.partnership.name, _("%(title)s (%(state)s), %(day)s") % told)


def _today() -> str:
    return short_date(timezone.localdate())
