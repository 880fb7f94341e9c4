"""The list of inquiries and the yearly account as Excel."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets.exports.sheets import Column, Kind, Row, Sheet, Style
from budgets.exports.xlsx import Cover, workbook
from inquiries.models import Inquiry
from inquiries.services.account import Account, Tally
from inquiries.services.clock_words import time_left
from partnership.formats import short_date


def list_xlsx(inquiries: Iterable[Inquiry]) -> bytes:
    """The inquiries as they are given, one a row."""
    columns = (
        Column(_("No."), 10),
        Column(_("Subject"), 50),
        Column(_("Who asks"), 24),
        Column(_("Party letter"), 8),
        Column(_("Unit"), 12),
        Column(_("State"), 16),
        Column(_("Asked"), 12),
        Column(_("Received"), 12),
        Column(_("Deadline"), 12),
        Column(_("Sent"), 12),
        Column(_("Time left"), 22),
        Column(_("Responsible"), 24),
        Column(_("eDoc number"), 16),
        Column(_("F2 number"), 16),
    )
    sheet = Sheet(_("Council questions"), columns, [_row(inquiry) for inquiry in inquiries])
    return workbook([sheet], _cover(_("Council questions")))


def _row(inquiry: Inquiry) -> Row:
    days = (inquiry.asked_on, inquiry.received_on, inquiry.due_on, inquiry.sent_on)
    return Row(
        (
            inquiry.designation,
            inquiry.subject,
            inquiry.asker_name,
            inquiry.asker_party_letter,
            inquiry.unit.short_name,
            inquiry.get_state_display(),
            *(short_date(day) if day else "" for day in days),
            time_left(inquiry),
            inquiry.responsible.name if inquiry.responsible else "",
            inquiry.edoc_number,
            inquiry.f2_number,
        )
    )


def account_xlsx(account: Account) -> bytes:
    """The account, a sheet for each way of parting it."""
    sheets = [
        _account_sheet(_("By councillor"), account.by_asker, account.total),
        _account_sheet(_("By party"), account.by_party, account.total),
        _account_sheet(_("By unit"), account.by_unit, account.total),
    ]
    return workbook(sheets, _cover(_("Council questions %(year)s") % {"year": account.year}))


def _account_sheet(name: str, tallies: Iterable[Tally], total: Tally) -> Sheet:
    columns = (
        Column(name, 32),
        Column(_("Received"), 12, Kind.KRONER),
        Column(_("Answered"), 12, Kind.KRONER),
        Column(_("In time"), 12, Kind.KRONER),
        Column(_("Late"), 12, Kind.KRONER),
        Column(_("Waiting"), 12, Kind.KRONER),
        Column(_("Withdrawn"), 12, Kind.KRONER),
    )
    foot = [Row((_("Total"), *_figures(total)), Style.TOTAL)]
    rows = [Row((tally.name or _("None"), *_figures(tally))) for tally in tallies]
    return Sheet(name, columns, rows, foot)


def _figures(tally: Tally) -> tuple[int, ...]:
    return (
        tally.received,
        tally.answered,
        tally.in_time,
        tally.late,
        tally.waiting,
        tally.withdrawn,
    )


def _cover(title: str) -> Cover:
    return Cover(title=title, author="Tryghedsplan", head=title)
