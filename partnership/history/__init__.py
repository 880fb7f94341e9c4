"""What a history keeps: typed contents, and the kinds of things they are made of.

Apps register what has a history (`subjects`) and what it is made of
(`item_kinds`); `partnership.services.history` keeps the entries.
"""

from partnership.history.changes import FieldChange, ItemChange, changes
from partnership.history.content import SCHEMA, Content, Item
from partnership.history.in_words import Told, in_words
from partnership.history.kinds import ItemKind, Subject, item_kinds, subjects

__all__ = [
    "SCHEMA",
    "Content",
    "FieldChange",
    "Item",
    "ItemChange",
    "ItemKind",
    "Subject",
    "Told",
    "changes",
    "in_words",
    "item_kinds",
    "subjects",
]
