"""Amounts and dates as Danes write them; what could be read in two ways is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from partnership.formats import amount, kroner, long_date, parse_amount, parse_date, short_date

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("50000", 50_000),
        ("50.000", 50_000),
        ("50 000", 50_000),
        (f"50{NBSP}000", 50_000),
        ("50.000 kr.", 50_000),
        ("50.000 Kr", 50_000),
        (f"50.000{NBSP}kr.", 50_000),
        ("50.000,-", 50_000),
        ("50.000,00", 50_000),
        ("  50000\n", 50_000),
        ("1.355.900", 1_355_900),
        ("0", 0),
        ("999.999.999", 999_999_999),
    ],
)
def test_an_amount_is_read_as_whole_kroner(text, whole):
    assert parse_amount(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "188.00",
        "1,5",
        "1.355,90",
        "50.00",
        "12.34.567",
        "1.0000",
        "50.000 000",
        "-5",
        "\u22125",
        "abc",
        "50 kroner",
        "5e3",
        "kr.",
        "",
        " ",
        "1000000000",
        "9" * 40,
    ],
)
def test_what_is_no_whole_amount_is_refused(text):
    with pytest.raises(ValidationError):
        parse_amount(text)


def test_refusing_an_amount_repeats_what_was_typed():
    with pytest.raises(ValidationError, match=r"188\.00"):
        parse_amount("188.00")


@pytest.mark.parametrize("whole", [0, 7, 999, 1000, 213_000, 999_999_999])
def test_a_written_amount_reads_back(whole):
    assert parse_amount(amount(whole)) == parse_amount(kroner(whole)) == whole


def test_an_amount_below_zero_has_a_true_minus():
    assert amount(-1500) == "\u22121.500"


def test_an_unknown_amount_is_written_as_nothing():
    assert kroner(None) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2.12.2024",
        "02.12.2024",
        "02-12-2024",
        "2/12/2024",
        "2 12 2024",
        "2. 12. 2024",
        "2024-12-02",
        "2. december 2024",
        "2 dec 2024",
        "2. Dec. 2024",
        " 2.  december  2024 ",
    ],
)
def test_a_date_is_read_in_any_usual_form(text):
    assert parse_date(text) == date(2024, 12, 2)


@pytest.mark.parametrize(
    "text",
    [
        "31.2.2024",
        "29.2.2023",
        "2.13.2024",
        "2.12.24",
        "2024",
        "12/2024",
        "i morgen",
        "2. decimal 2024",
        "2. juni-juli 2024",
        "",
        "0.0.0000",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError):
        parse_date(text)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_written_date_reads_back(month):
    day = date(2024, month, 3)
    with override("da"):
        assert parse_date(long_date(day)) == parse_date(short_date(day)) == day
