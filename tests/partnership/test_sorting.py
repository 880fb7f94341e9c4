"""Danish order, and search that finds a name however it is written."""

import random

import pytest

from partnership.models import Organisation
from partnership.sorting import fold, sort_key
from tests.factories import make_organisation

IN_ORDER = [
    "2. linje",
    "Andelsforening",
    "Caf\u00e9 Mors Varme H\u00e6nder",
    "Caf\u00e9en",
    "Huset",
    "Z\u00f8en",
    "\u00c6blehaven",
    "\u00d8konomiforvaltningen",
    "\u00c5en",
    "Aarhus",
]


def test_danish_letters_come_last():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_double_a_sorts_as_a_ring():
    assert sort_key("Aase") == sort_key("\u00c5se")


def test_case_does_not_matter_to_the_order():
    assert sort_key("fsb") == sort_key("FSB")


def test_accents_do_not_matter_to_the_order():
    assert sort_key("Caf\u00e9") == sort_key("cafe")


def test_letters_put_together_sort_as_those_written_in_one():
    assert sort_key("A\u030aen") == sort_key("\u00c5en")


def test_the_database_sorts_in_danish_order(db):
    for name in random.Random(7).sample(IN_ORDER, len(IN_ORDER)):
        make_organisation(name)
    assert list(Organisation.objects.values_list("name", flat=True)) == IN_ORDER


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u00d8KF", "oekf"),
        ("Bl\u00e5g\u00e5rd", "blaagaard"),
        ("\u00c6ble", "aeble"),
        ("Caf\u00e9  Mors\tVarme", "cafe mors varme"),
        ("Stra\u00dfe", "strasse"),
        ("SAB/KAB", "sab/kab"),
        ("", ""),
    ],
)
def test_folded_text_has_no_case_no_accents_and_no_danish_letters(text, folded):
    assert fold(text) == folded


def test_folding_a_folded_text_changes_nothing():
    assert fold(fold("\u00d8konomi og \u00c5en")) == fold("\u00d8konomi og \u00c5en")
