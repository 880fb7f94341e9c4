"""Danish order and folded search, stored with each named row.

Neither SQLite nor PostgreSQL without ICU puts ae, oe and aa last or folds
them, so the key and the folded text are columns.
"""

import unicodedata
from collections.abc import Iterable

_ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyz\u00e6\u00f8\u00e5"
_CODES = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET)}
_FOLDED = str.maketrans({"\u00e6": "ae", "\u00f8": "oe", "\u00e5": "aa", "\u00df": "ss"})


def _without_accents(text: str) -> str:
    """Lower case, with accents taken off every letter but a-ring."""
    letters = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter == "\u00e5":
            letters.append(letter)
        else:
            letters.append(unicodedata.normalize("NFKD", letter)[0])
    return "".join(letters)


def sort_key(text: str) -> str:
    """Two digits a letter, so that every collation agrees on the Danish order.

    "aa" counts as a-ring, as in Danish dictionaries.
    """
    plain = _without_accents(text).replace("aa", "\u00e5")
    return "".join(_CODES.get(letter, "") for letter in plain)[:255]


def in_danish_order(names: Iterable[str]) -> list[str]:
    """The same names always in the same order."""
    return sorted(names, key=lambda name: (sort_key(name), name))


def fold(text: str) -> str:
    """Text as searched: lower case, no accents, ae, oe and aa written out."""
    return " ".join(_without_accents(text).translate(_FOLDED).split())
