"""Rich text as plain text, for a browser without JavaScript and for data files.

Paragraphs stand apart by an empty line; "- " and "1. " begin list items, two
spaces more for what else stands in an item: a list, or after an empty line a
paragraph; "### " a sub-heading; **strong**, *em*, [text](address). A reference
is [[name]], where the caller's `names` says which name stands for which target.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from partnership.richtext.blocks import DEEPEST_LIST, Block, Heading, Item, ListBlock, Paragraph
from partnership.richtext.canonical import canonical, to_html
from partnership.richtext.plain_inline import labels_of, read_runs, write_runs

_ITEM = re.compile(r"^(?P<indent> *)(?:[-\u2022] |(?P<number>\d+)\. )(?P<text>.*)$")
_HEADING = "### "


def to_plain(blocks: Sequence[Block], names: Mapping[UUID, str]) -> str:
    """Plain text that `from_plain` reads back to the same blocks.

    A reference whose target is not in `names`, or shares its name with
    another, is written by its identity.
    """
    labels = labels_of(names)
    return "\n\n".join(_block_plain(block, labels, "") for block in blocks)


def from_plain(text: str, targets: Mapping[str, UUID]) -> str:
    """Canonical HTML of a plain text.

    `targets` maps a reference's name to its target; an unknown name is kept as
    the text that was typed, so nothing is lost.
    """
    reader = _Reader(targets)
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.read(line)
    return canonical(to_html(reader.finish()))


def _block_plain(block: Block, labels: Mapping[UUID, str], indent: str) -> str:
    if isinstance(block, ListBlock):
        return "\n".join(
            _item_plain(item, f"{place}. " if block.ordered else "- ", labels, indent)
            for place, item in enumerate(block.items, start=1)
        )
    text = write_runs(block.runs, labels)
    if isinstance(block, Heading):
        return _HEADING + text.replace("\n", " ")
    return "\n".join(_guarded(line) for line in text.split("\n"))


def _guarded(line: str) -> str:
    """A line that begins like a list or a heading says that it is none."""
    if line.startswith(("- ", "\u2022 ", _HEADING)):
        return "\\" + line
    return re.sub(r"^(\d+)\. ", r"\1\\. ", line)


def _item_plain(item: Item, mark: str, labels: Mapping[UUID, str], indent: str) -> str:
    inner = indent + "  "
    text = indent + mark
    for place, block in enumerate(item.blocks):
        plain = _block_plain(block, labels, inner)
        if isinstance(block, ListBlock):
            text += "\n" + plain
        else:
            text += (f"\n\n{inner}" if place else "") + plain.replace("\n", f"\n{inner}")
    return text


@dataclass
class _OpenList:
    """A list being read, and the blocks of its last item."""

    indent: int
    ordered: bool
    items: list[Item] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class _Reader:
    """Reads lines into blocks."""

    def __init__(self, targets: Mapping[str, UUID]) -> None:
        self._targets = targets
        self._blocks: list[Block] = []
        self._lists: list[_OpenList] = []
        self._lines: list[str] = []
        self._after_gap = False

    def read(self, line: str) -> None:
        plain = line.strip(" \t")
        if not plain:
            self._end_paragraph()
        elif match := _ITEM.match(line):
            self._start_item(len(match["indent"]), match["number"])
            self._lines = [match["text"].strip(" \t")]
        elif line.startswith(_HEADING):
            self._close_lists(0)
            self._place(Heading(read_runs(plain.removeprefix(_HEADING), self._targets)))
        else:
            self._read_text(line, plain)
        self._after_gap = not plain

    def finish(self) -> tuple[Block, ...]:
        self._close_lists(0)
        return tuple(self._blocks)

    def _read_text(self, line: str, plain: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        if indent < 2:
            if self._lists:
                self._close_lists(0)
        elif self._after_gap:
            self._close_lists(indent)
        self._lines.append(plain)

    def _start_item(self, indent: int, number: str | None) -> None:
        ordered = number is not None
        # After an empty line a new list begins, unless its number goes on.
        new = self._after_gap and indent == 0 and number in {None, "1"}
        self._close_lists(0 if new else indent + 1)
        if self._lists and self._lists[-1].indent == indent:
            if self._lists[-1].ordered == ordered:
                self._end_item()
                return
            self._close_lists(indent)
        if len(self._lists) < DEEPEST_LIST:
            self._lists.append(_OpenList(indent, ordered))
        else:
            self._end_item()

    def _close_lists(self, indent: int) -> None:
        """End the paragraph, and the lists that stand as far in as that or further."""
        self._end_paragraph()
        while self._lists and self._lists[-1].indent >= indent:
            self._end_item()
            ended = self._lists.pop()
            if ended.items:
                self._place(ListBlock(ended.ordered, tuple(ended.items)))

    def _end_item(self) -> None:
        innermost = self._lists[-1]
        if innermost.blocks:
            innermost.items.append(Item(tuple(innermost.blocks)))
        innermost.blocks = []

    def _end_paragraph(self) -> None:
        if self._lines:
            self._place(Paragraph(read_runs("\n".join(self._lines), self._targets)))
        self._lines = []

    def _place(self, block: Block) -> None:
        (self._lists[-1].blocks if self._lists else self._blocks).append(block)
