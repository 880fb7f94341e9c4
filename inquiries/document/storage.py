"""The tree of a letter as JSON and back, and its digest."""

import hashlib
import json
from typing import Any

from activities.document import tree as blocks
from activities.document.storage import from_json, to_json, types_of
from inquiries.document import tree
from inquiries.document.tree import LetterDocument

LETTER_TYPES = types_of(blocks, tree)

__all__ = ["digest", "letter_from_json", "to_json"]


def letter_from_json(data: Any) -> LetterDocument:
    """The letter of `to_json`'s data, of any version. Raises `ValueError` for anything else."""
    letter = from_json(data, LETTER_TYPES)
    if not isinstance(letter, LetterDocument):
        raise ValueError("what is stored is not a letter")
    return letter


def digest(document: LetterDocument) -> str:
    """SHA-256 of the tree as canonical JSON: the same for the same letter, whoever asks."""
    text = json.dumps(to_json(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
