"""Generated rich texts: block trees, and HTML as it comes from anywhere."""

from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from partnership.richtext import (
    Break,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Reference,
    Text,
)

#: The same examples on every machine.
many = settings(deadline=None, derandomize=True, max_examples=300)

ALPHABET = "ab\u00e6 \u00a0*[]()\\-1.#<>&\u2022"
STARTS = [
    "- a",
    "1. a",
    "12. ",
    "### a",
    "\u2022 a",
    "**",
    "* a",
    "[[a]]",
    "[a](https://x.dk)",
    "\\",
]
HREFS = ["https://eksempel.dk/a_(b)?c=d&e", "mailto:a@b.dk", "https://eksempel.dk/\\a"]
TARGETS = [UUID(int=number) for number in range(1, 5)]
#: The third has no name, and the fourth shares its own with the second.
NAMES = {TARGETS[0]: "VIVE 2021, [Tryghed]", TARGETS[1]: "Kilde \\*", TARGETS[3]: "Kilde \\*"}

words = st.text(ALPHABET, min_size=1, max_size=6) | st.sampled_from(STARTS)
texts = st.builds(Text, words, st.booleans(), st.booleans(), st.sampled_from(["", "", "", *HREFS]))
references = st.builds(Reference, st.sampled_from(TARGETS))
runs = st.lists(texts | texts | references | st.just(Break()), max_size=5).map(tuple)
paragraphs = st.builds(Paragraph, runs)


def _lists(blocks):
    items = st.builds(Item, st.lists(blocks, max_size=3).map(tuple))
    return st.builds(ListBlock, st.booleans(), st.lists(items, max_size=3).map(tuple))


lists = _lists(st.recursive(paragraphs, lambda inner: paragraphs | _lists(inner), max_leaves=6))
trees = st.lists(paragraphs | st.builds(Heading, runs) | lists, max_size=4).map(tuple)

_OPEN = [
    "<p>",
    "</p>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "</ol>",
    "</li>",
    "<strong>",
    "</strong>",
    "<b>",
    "<em>",
    "</i>",
    "<br>",
    "<h2>",
    "</h2>",
    "<div>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<o:p>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<blockquote>",
    "</span>",
]
_LONG = [
    '<a href="https://x.dk">',
    '<a href="javascript:alert(1)">',
    "</a>",
    f'<span data-ref="{TARGETS[0]}">',
    '<p class="MsoNormal" style="color:red" onclick="x()">',
]
_ENTITIES = ["&nbsp;", "&#8203;", "&lt;b&gt;", "&amp;amp;", "&", "<", "\n", "  ", "a", "b c"]

#: HTML with tags that open and close as they please.
soup = st.lists(st.sampled_from([*_OPEN, *_LONG, *_ENTITIES]) | st.text(max_size=3)).map("".join)
