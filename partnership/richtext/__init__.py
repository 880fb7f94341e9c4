"""Rich text: one canonical HTML, one block tree.

Everything written goes through `canonical`; page, PDF, search and the
plain-text form all read the tree that `parse` gives.
"""

from partnership.richtext.blocks import (
    Block,
    Break,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Reference,
    Run,
    Text,
    references,
)
from partnership.richtext.canonical import canonical, parse, to_html
from partnership.richtext.plain import from_plain, to_plain

__all__ = [
    "Block",
    "Break",
    "Heading",
    "Item",
    "ListBlock",
    "Paragraph",
    "Reference",
    "Run",
    "Text",
    "canonical",
    "from_plain",
    "parse",
    "references",
    "to_html",
    "to_plain",
]
