"""The authority's closing days: one list for all units."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from inquiries.models import ClosingDay, RunningNumber
from inquiries.services.clock import public_holidays, recount_open
from inquiries.services.refusals import InquiryRefused
from partnership.formats import long_date
from partnership.models import User
from partnership.services.audit import record


@transaction.atomic
def add_closing_day(*, on: date, name: str, by: User) -> int:
    """Close the authority on a day; how many deadlines have moved. Raises `InquiryRefused`."""
    _let_registering_end()
    if holiday := public_holidays(on.year).get(on):
        raise InquiryRefused(
            _("%(day)s is %(name)s, a public holiday. It never counts.")
            % {"day": long_date(on), "name": holiday},
            "on",
        )
    if ClosingDay.objects.filter(on=on).exists():
        raise InquiryRefused(_("%(day)s is a closing day already.") % {"day": long_date(on)}, "on")
    made = ClosingDay.objects.create(on=on, name=name)
    record("inquiries.closing_day.add", by=by, on=made)
    why = _("Closing day added: %(day)s, %(name)s") % {"day": long_date(on), "name": name}
    return recount_open(by=by, why=why)


@transaction.atomic
def remove_closing_day(day: ClosingDay, *, by: User) -> int:
    """Let the authority work on the day after all; how many deadlines have moved."""
    _let_registering_end()
    if not ClosingDay.objects.filter(pk=day.pk).delete()[0]:
        return 0
    record("inquiries.closing_day.remove", by=by, on=day)
    told = {"day": long_date(day.on), "name": day.name}
    return recount_open(by=by, why=_("Closing day removed: %(day)s, %(name)s") % told)


def _let_registering_end() -> None:
    """Lock the running numbers, which whoever registers an inquiry holds to the end.

    An inquiry that is being registered counts without the new day, and is not seen
    by the recount: one of the two waits for the other. It also makes two who change the
    list at once wait, so that no day stands there twice. The very first inquiry of a year has
    no row to wait for yet; the daily recount of `deadline_mail` sees to it.
    """
    list(RunningNumber.objects.select_for_update().order_by("year"))
