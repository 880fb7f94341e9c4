"""How amounts and dates are written and read, the Danish way.

Amounts are whole kroner. What could be read in two ways is refused.
"""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"

_WHOLE = re.compile(r"^\d{1,12}$")
_GROUPED = re.compile(r"^\d{1,3}(\.\d{3})+$")
_SPACED = re.compile(r"^\d{1,3}( \d{3})+$")
_DATE = re.compile(r"^(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_WORDS = re.compile(r"^(\d{1,2})\.? ([a-z]+)\.? (\d{4})$", re.IGNORECASE)
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
LARGEST = 999_999_999
#: Characters of an amount as typed, "kr." and spaces included.
LONGEST_AMOUNT = 40


def amount(kroner: int) -> str:
    """213000 as "213.000"; a true minus before what is below zero."""
    text = f"{kroner:,}".replace(",", ".")
    return f"{MINUS}{text[1:]}" if kroner < 0 else text


def signed(kroner: int) -> str:
    """What is added or taken: "+213.000", a true minus before what is taken, or "0"."""
    return f"+{amount(kroner)}" if kroner > 0 else amount(kroner)


def kroner(value: int | None) -> str:
    """213000 as "213.000 kr.", with a space that does not break; None as ""."""
    return "" if value is None else f"{amount(value)}{NBSP}kr."


def parse_amount(text: str) -> int:
    """Whole kroner from 50000, 50.000, 50 000 or 50.000 kr.

    Raises `ValidationError` for anything else; 188.00 could be 188 or 18.800.
    """
    shown = text.strip()
    if len(shown) > LONGEST_AMOUNT:
        raise ValidationError(_("The amount is too large."))
    plain = shown.replace(NBSP, " ")
    plain = re.sub(r"\s*kr\.?$", "", plain, flags=re.IGNORECASE).strip()
    plain = re.sub(r",(-|00)$", "", plain)
    if _WHOLE.match(plain) or _GROUPED.match(plain) or _SPACED.match(plain):
        number = int(plain.replace(".", "").replace(" ", ""))
        if number <= LARGEST:
            return number
        raise ValidationError(_("The amount is too large."))
    if re.match(r"^[-\u2212]", plain):
        raise ValidationError(_("An amount cannot be below zero."))
    if re.match(r"^\d+[.,]\d+$", plain):
        raise ValidationError(
            _("%(text)s can be read in two ways. Write whole kroner, such as 188.000.")
            % {"text": text.strip()}
        )
    raise ValidationError(
        _("%(text)s is not an amount. Write whole kroner, such as 50.000.") % {"text": text.strip()}
    )


def long_date(day: date) -> str:
    """2. december 2024"""
    return formats.date_format(day, "j. F Y")


def short_date(day: date) -> str:
    """02.12.2024"""
    return f"{day:%d.%m.%Y}"


def parse_date(text: str) -> date:
    """A day from 2.12.2024, 02-12-2024, 2024-12-02 or 2. december 2024.

    Raises `ValidationError`.
    """
    plain = " ".join(text[:60].split())
    try:
        if match := _ISO.match(plain):
            return date(*(int(part) for part in match.groups()))
        if match := _DATE.match(plain):
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
        if match := _WORDS.match(plain):
            return date(int(match[3]), _month(match[2].lower()), int(match[1]))
    except ValueError:
        pass
    raise ValidationError(
        _("%(text)s is not a date. Write for example 2.12.2024.") % {"text": plain}
    )


def _month(word: str) -> int:
    """The month of a Danish name or its first three letters or more. Raises `ValueError`."""
    for number, name in enumerate(_MONTHS, start=1):
        if len(word) >= 3 and name.startswith(word):
            return number
    raise ValueError(word)


def clock(moment: datetime) -> str:
    """A local time as "14.32"."""
    return f"{moment:%H.%M}"


def short_moment(value: datetime) -> str:
    """02.12.2024 kl. 14.05, in local time."""
    local = timezone.localtime(value)
    return _("%(day)s at %(time)s") % {"day": short_date(local.date()), "time": clock(local)}


def moment(value: datetime) -> str:
    """2. december 2024 kl. 14.05, in local time."""
    local = timezone.localtime(value)
    told = {"day": long_date(local.date()), "time": clock(local)}
    return _("%(day)s at %(time)s") % told
