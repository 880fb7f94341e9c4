"""The entries of the ledger as a sheet."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.exports.economy import told
from budgets.exports.sheets import Column, Kind, Row, Sheet
from budgets.models import Entry
from budgets.services.changes_told import why
from budgets.services.economy_shown import Chosen


def postings(chosen: Chosen) -> Sheet:
    """Every entry of the agreement up to the day chosen, of the lines shown; oldest first."""
    economy, lines = chosen.whole, chosen.lines
    entries = Entry.objects.filter(line__agreement=economy.plan.agreement_id)
    entries = entries.select_related("line__activity", "leg__reallocation__plan")
    rows = [
        posting_row(entry)
        for entry in entries.posted_by_end_of(economy.on).order_by("id")
        if lines is None or entry.line_id in lines
    ]
    return Sheet(_("Entries"), posting_columns(), rows, head=tuple(told(chosen)))


def posting_columns() -> tuple[Column, ...]:
    return (
        Column(_("Posted"), 17, Kind.MOMENT),
        Column(_("Activity"), 34),
        Column(_("Budget line"), 34),
        Column(_("Year"), 7, Kind.YEAR),
        Column(_("Amount (kr.)"), 13, Kind.KRONER),
        Column(_("In the total"), 10),
        Column(_("Kind"), 24),
        Column(_("Reason"), 44),
        Column(_("By"), 24),
        Column(_("Reallocation"), 14),
    )


def posting_row(entry: Entry) -> Row:
    line = entry.line
    return Row(
        (
            local(entry.posted_at),
            line.activity.name,
            line.label,
            entry.year,
            entry.amount,
            _("yes") if line.counts_in_total else _("no"),
            entry.get_kind_display(),
            why(entry),
            entry.posted_by_name,
            _number(entry),
        )
    )


def local(moment: datetime) -> datetime:
    """The time as the clock here shows it; a workbook knows no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def _number(entry: Entry) -> str:
    """The reallocation's number within its plan, such as 2024-01; "" for other postings."""
    if entry.leg is None:
        return ""
    asked = entry.leg.reallocation
    return f"{asked.plan.year}-{asked.number:02d}"
