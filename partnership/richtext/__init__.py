"""Rich text: one canonical HTML, one block tree.

Everything written goes through `canonical`; page, PDF, search and the
plain-text form all read the tree that `parse` gives. Two texts are compared and
joined paragraph by paragraph.
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
from partnership.richtext.compare import changed_words, compare, compare_plain, differs
from partnership.richtext.compare_pieces import ComparedRow, Piece, Side, count_changed
from partnership.richtext.compare_union import union, union_plain
from partnership.richtext.edits import as_list, ending_in, followed_by, written_out
from partnership.richtext.plain import from_plain, to_plain

__all__ = [
    "Block",
    "Break",
    "ComparedRow",
    "Heading",
    "Item",
    "ListBlock",
    "Paragraph",
    "Piece",
    "Reference",
    "Run",
    "Side",
    "Text",
    "as_list",
    "canonical",
    "changed_words",
    "compare",
    "compare_plain",
    "count_changed",
    "differs",
    "ending_in",
    "followed_by",
    "from_plain",
    "parse",
    "references",
    "to_html",
    "to_plain",
    "union",
    "union_plain",
    "written_out",
]
