"""From clean HTML to the block tree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from uuid import UUID

from partnership.richtext.blocks import (
    DEEPEST_LIST,
    Block,
    Break,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Reference,
    Run,
    Text,
)
from partnership.richtext.tidy import paragraphs

SCHEMES = {"http", "https", "mailto", "tel"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
STRONG = {"strong", "b"}
EM = {"em", "i"}


@dataclass
class _OpenList:
    """A list being read; `blocks` are the open item's, or None between items.

    `stray` stood in the list but in no item; it belongs to the item before it.
    """

    ordered: bool
    items: list[Item] = field(default_factory=list)
    blocks: list[Block] | None = None
    stray: list[Block] = field(default_factory=list)

    def take_stray(self) -> None:
        if self.stray:
            before = self.items.pop().blocks if self.items else ()
            self.items.append(_item([*before, *self.stray]))
            self.stray = []


#: What the cleaner writes: tags with quoted values, and text in which every < is escaped.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>"]+="[^"]*")*) ?/?>|([^<]+)')
_VALUE = re.compile(r' ([^\s=>"]+)="([^"]*)"')


class Reader:
    """Reads cleaned HTML, whose tags are balanced, into blocks.

    The cleaner's output is regular, so a general parser of HTML, which takes
    three times as long, is not needed here.
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lists: list[_OpenList] = []
        #: Of each open ul, ol and li: whether it opened a list or an item.
        self._opened: list[bool] = []
        self._runs: list[Run] = []
        self._heading = False
        self._strong = 0
        self._em = 0
        self._links: list[str] = []
        self._in_reference = 0

    def feed(self, html: str) -> None:
        for end, tag, values, text in _TOKEN.findall(html):
            if text:
                self._read_text(unescape(text) if "&" in text else text)
            elif end:
                self._read_end(tag)
            else:
                self._read_start(tag, {name: unescape(v) for name, v in _VALUE.findall(values)})

    def finish(self) -> tuple[Block, ...]:
        self._end_block()
        return tuple(self._blocks)

    def _read_start(self, tag: str, values: dict[str, str]) -> None:
        if tag in STRONG:
            self._strong += 1
        elif tag in EM:
            self._em += 1
        elif tag == "a":
            self._links.append(_address(values.get("href") or ""))
        elif tag == "br":
            self._runs.append(Break())
        elif tag == "span":
            self._start_span(values.get("data-ref"))
        else:
            self._end_block()
            if tag in {"ul", "ol"}:
                self._start_list(tag == "ol")
            elif tag == "li":
                self._start_item()
            else:
                self._heading = tag in HEADINGS and not self._lists

    def _read_end(self, tag: str) -> None:
        if tag in STRONG:
            self._strong = max(0, self._strong - 1)
        elif tag in EM:
            self._em = max(0, self._em - 1)
        elif tag == "a":
            if self._links:
                self._links.pop()
        elif tag == "span":
            self._in_reference = max(0, self._in_reference - 1)
        elif tag != "br":
            self._end_block()
            if tag in {"ul", "ol", "li"} and self._opened and self._opened.pop():
                self._end_item() if tag == "li" else self._end_list()

    def _read_text(self, data: str) -> None:
        if not self._in_reference:
            href = self._links[-1] if self._links else ""
            self._runs.append(Text(data, bool(self._strong), bool(self._em), href))

    def _start_span(self, target: str | None) -> None:
        if self._in_reference:
            self._in_reference += 1
            return
        try:
            self._runs.append(Reference(UUID(target or "")))
        except ValueError:
            return
        self._in_reference = 1

    def _start_list(self, ordered: bool) -> None:
        opens = len(self._lists) < DEEPEST_LIST
        if opens:
            self._lists.append(_OpenList(ordered))
        self._opened.append(opens)

    def _start_item(self) -> None:
        opens = bool(self._lists) and self._lists[-1].blocks is None
        if opens:
            self._lists[-1].take_stray()
            self._lists[-1].blocks = []
        self._opened.append(opens)

    def _end_block(self) -> None:
        # A reference's own label is left out; a block inside it can be no label.
        self._in_reference = 0
        if self._runs:
            for runs in paragraphs(self._runs, one_line=self._heading):
                self._place(Heading(runs) if self._heading else Paragraph(runs))
            self._runs = []
        self._heading = False

    def _place(self, block: Block) -> None:
        """What stands in a list but in no item belongs to the item before it."""
        if not self._lists:
            self._blocks.append(block)
        elif (blocks := self._lists[-1].blocks) is not None:
            blocks.append(block)
        else:
            self._lists[-1].stray.append(block)

    def _end_item(self) -> None:
        blocks = self._lists[-1].blocks
        self._lists[-1].blocks = None
        if blocks:
            self._lists[-1].items.append(_item(blocks))

    def _end_list(self) -> None:
        ended = self._lists.pop()
        ended.take_stray()
        if ended.items:
            self._place(ListBlock(ended.ordered, tuple(ended.items)))


def _item(blocks: Iterable[Block]) -> Item:
    """An item of the blocks; lists alike that follow each other in it are one."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            isinstance(block, ListBlock)
            and isinstance(before, ListBlock)
            and before.ordered == block.ordered
        ):
            joined[-1] = ListBlock(block.ordered, before.items + block.items)
        else:
            joined.append(block)
    return Item(tuple(joined))


def _address(href: str) -> str:
    """A link's address, or "" for one that leads nowhere from here (#top, file:)."""
    href = re.sub(r"\s", "%20", href.strip())
    return href if href.split(":", 1)[0].lower() in SCHEMES else ""
