"""What changed in the budget between two days, as Excel and as PDF."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.document.pdf import pdf_of
from budgets.exports.files import cover_of
from budgets.exports.postings import local, posting_columns, posting_row
from budgets.exports.sheets import Column, Kind, Row, Sheet, Style, Value
from budgets.exports.xlsx import workbook
from budgets.services.changes import Changes
from budgets.services.changes_told import Event, events_of, span


def changes_pdf(changes: Changes) -> bytes:
    """PDF/UA-1. Raises `PdfUnavailable`."""
    context = {
        "changes": changes,
        "events": events_of(changes),
        "plan": changes.plan,
        "today": timezone.localdate(),
    }
    with override("da"):
        return pdf_of(render_to_string("pdf/budget_changes.html", context))


def changes_xlsx(changes: Changes) -> bytes:
    with override("da"):
        sheets = [_cells(changes), _postings(changes), _events(events_of(changes))]
        return workbook(sheets, cover_of(changes.plan))


def _cells(changes: Changes) -> Sheet:
    """A row for each amount that changed, and the sums of the years below."""
    return Sheet(
        name=_("Changes"),
        columns=(
            Column(_("Activity"), 36),
            Column(_("Budget line"), 36),
            Column(_("In the total"), 10),
            Column(_("Year"), 7, Kind.YEAR),
            Column(_("Before (kr.)"), 14, Kind.KRONER),
            Column(_("Change (kr.)"), 14, Kind.KRONER),
            Column(_("After (kr.)"), 14, Kind.KRONER),
        ),
        rows=list(_cell_rows(changes)),
        foot=list(_foot(changes)),
        head=(span(changes),),
    )


def _cell_rows(changes: Changes) -> Iterable[Row]:
    for own in changes.activities:
        for cell in own.cells:
            counts = _("yes") if cell.line.counts_in_total else _("no")
            names = (own.activity.name, cell.line.label, counts, cell.year)
            style = Style.PLAIN if cell.line.counts_in_total else Style.MUTED
            yield Row((*names, cell.before, cell.difference, cell.after), style)


def _foot(changes: Changes) -> Iterable[Row]:
    """The whole budget's sums, not only those of the rows above, and the frame."""
    for year in changes.sums:
        amounts = (year.before, year.difference, year.after)
        yield Row((_("The whole budget (kr.)"), "", "", year.year, *amounts), Style.TOTAL)
    if changes.frame_after is not None:
        known = changes.frame_before is not None
        before: Value = changes.frame_before if known else _("not known")
        after = (changes.frame_difference, changes.frame_after)
        yield Row((_("Frame (kr.)"), "", "", changes.plan.year, before, *after), Style.TOTAL)


def _postings(changes: Changes) -> Sheet:
    entries = [entry for own in changes.activities for cell in own.cells for entry in cell.entries]
    entries.sort(key=lambda entry: entry.pk)
    return Sheet(_("Entries"), posting_columns(), [posting_row(entry) for entry in entries])


def _events(events: list[Event]) -> Sheet:
    return Sheet(
        name=_("Other changes"),
        columns=(
            Column(_("When"), 17, Kind.MOMENT),
            Column(_("What"), 60),
            Column(_("Amount (kr.)"), 14, Kind.KRONER),
            Column(_("By"), 24),
            Column(_("Reason"), 50),
        ),
        rows=[
            Row((local(event.at), event.what, event.amount, event.by_name, event.reason))
            for event in events
        ],
    )
