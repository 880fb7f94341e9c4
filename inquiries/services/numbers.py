"""The authority's own running numbers, and how case numbers of other systems are written."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inquiries.models import RunningNumber

_EDOC = re.compile(r"^(\d{4})-?(\d{7})$")
_F2 = re.compile(r"^(\d{4})-?(\d{1,8})$")
_DASHES = re.compile(r"[\s\u2010-\u2015\u2212]+")


def take_number(year: int) -> int:
    """The next number of the year; call it inside the transaction of what gets it.

    The year's row is locked to the end of that transaction, because two inquiries
    registered at once would share a number. A number is never used again.
    """
    RunningNumber.objects.get_or_create(year=year)
    row = RunningNumber.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def read_edoc(text: str) -> str:
    """An eDoc number as it is printed, 2024-0411360, or "". Raises `ValidationError`."""
    plain = _plain(text)
    if not plain:
        return ""
    if match := _EDOC.match(plain):
        return f"{match[1]}-{match[2]}"
    raise ValidationError(
        _("%(text)s is not an eDoc number. Write the year and seven digits, such as 2024-0411360.")
        % {"text": text.strip()}
    )


def read_f2(text: str) -> str:
    """An F2 number as it is printed, 2024 - 24080, or "". Raises `ValidationError`."""
    plain = _plain(text)
    if not plain:
        return ""
    if match := _F2.match(plain):
        return f"{match[1]} - {match[2]}"
    raise ValidationError(
        _("%(text)s is not an F2 number. Write the year and the number, such as 2024 - 24080.")
        % {"text": text.strip()}
    )


def _plain(text: str) -> str:
    """Without spaces, and with one kind of dash."""
    spaced = _DASHES.sub(lambda match: "" if match[0].isspace() else "-", text.strip())
    return re.sub(r"\s", "", spaced)
