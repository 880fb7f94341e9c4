"""Everything of two texts in one: what is equal once, else the old's and then the new's.

For two people who wrote at the same time. Nobody's words are lost, and what is
there twice stands side by side, where whoever reads on can choose.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar
from uuid import UUID

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
)
from partnership.richtext.canonical import canonical, parse, to_html
from partnership.richtext.compare_align import stretches
from partnership.richtext.compare_couples import Group, Vocabulary, coupled, shared
from partnership.richtext.compare_lines import Word, lines_of, vocabulary_of, words_of

P = TypeVar("P", bound=Block | Item)
_SPACES = re.compile(r"[ \t]+")


def union(old: str, new: str) -> str:
    """Canonical HTML with every word of both rich texts, each in its order.

    Paragraphs with the same words become one that is bold where either is, divided
    as the new text has it; lists that have items in common become one list.
    """
    return canonical(to_html(list(_blocks(parse(old), parse(new)))))


def union_plain(old: str, new: str) -> str:
    """Every line of both plain texts; two single lines become one.

    Single lines are mixed where one only adds to the other or they differ in one
    place; else they stand beside each other, because nobody could read the mixture.
    """
    if old == new or not new.strip():
        return old
    if "\n" in old or "\n" in new:
        return "\n".join(_lines(old.split("\n"), new.split("\n")))
    return _line(old, new) if old.strip() else new


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for part in stretches(old, new):
        yield from old[part.old]
        if not part.same:
            yield from new[part.new]


def _line(old: str, new: str) -> str:
    ours, theirs = _SPACES.split(old.strip(" \t")), _SPACES.split(new.strip(" \t"))
    parts = [(part.same, ours[part.old], theirs[part.new]) for part in stretches(ours, theirs)]
    if sum(1 for same, a, b in parts if not same and a and b) > 1:
        parts = [(False, ours, theirs)]
    return " ".join(chain.from_iterable(_words(*part) for part in parts))


def _words(same: bool, old: list[str], new: list[str]) -> list[str]:
    if same or not new:
        return old
    return [*old, "/", *new] if old else new


@dataclass(frozen=True)
class _Part(Generic[P]):
    """A block or an item, and its words."""

    node: P
    words: tuple[Word, ...]

    @classmethod
    def of(cls, node: P) -> "_Part[P]":
        lines = lines_of(node.blocks if isinstance(node, Item) else [node], {})
        words = (word for line in lines for word in line.words)
        return cls(node, tuple(word for word in words if not word.key.isspace()))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.words)


def _merged(
    old: Sequence[P],
    new: Sequence[P],
    likeness: Callable[[_Part[P], _Part[P]], float],
    one: Callable[[P, P], list[P]],
) -> Iterator[P]:
    """What is equal once; what belongs together as `one` joins it; the rest of both."""
    for part in stretches([_html(node) for node in old], [_html(node) for node in new]):
        if part.same:
            yield from old[part.old]
            continue
        ours = [_Part.of(node) for node in old[part.old]]
        theirs = [_Part.of(node) for node in new[part.new]]
        for some, others, together in _groups(ours, theirs, likeness):
            if _words_in(some) == _words_in(others):
                yield from (each.node for each in others)
            elif together or len(some) == len(others) == 1:
                yield from one(some[0].node, others[0].node)
            else:
                yield from (each.node for each in (*some, *others))


def _groups(
    old: Sequence[_Part[P]],
    new: Sequence[_Part[P]],
    likeness: Callable[[_Part[P], _Part[P]], float],
) -> Iterable[Group[_Part[P]]]:
    """Where only the division changed, or paragraph to list, all of both is one group."""
    if _words_in(old) == _words_in(new):
        return [(old, new, False)]
    return coupled(old, new, likeness)


def _words_in(parts: Sequence[_Part[P]]) -> list[Word]:
    return [word for part in parts for word in part.words]


def _html(node: Block | Item) -> str:
    return to_html(node.blocks if isinstance(node, Item) else [node])


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    return _merged(old, new, _block_likeness, _one_block)


def _block_likeness(old: _Part[Block], new: _Part[Block]) -> float:
    """Lists that have an item in common are the same list."""
    a, b = old.node, new.node
    if old.words == new.words:
        return 1.0
    if isinstance(a, ListBlock) and isinstance(b, ListBlock):
        if a.ordered != b.ordered:
            return 0.0
        if {_html(item) for item in a.items} & {_html(item) for item in b.items}:
            return 1.0
    return shared(old.vocabulary, new.vocabulary) if type(a) is type(b) else 0.0


def _one_block(old: Block, new: Block) -> list[Block]:
    if isinstance(old, ListBlock) and isinstance(new, ListBlock) and old.ordered == new.ordered:
        return [ListBlock(old.ordered, tuple(_items(old.items, new.items)))]
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        runs = both_looks(old.runs, new.runs)
        return [Paragraph(runs)] if runs else [old, new]
    if isinstance(old, Heading) and isinstance(new, Heading):
        runs = both_looks(old.runs, new.runs)
        return [Heading(runs)] if runs else [old, new]
    return [old, new]


def _items(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Item]:
    return _merged(old, new, _item_likeness, _one_item)


def _item_likeness(old: _Part[Item], new: _Part[Item]) -> float:
    """Items that begin alike are the same item."""
    if _html(old.node.blocks[0]) == _html(new.node.blocks[0]):
        return 1.0
    return shared(old.vocabulary, new.vocabulary)


def _one_item(old: Item, new: Item) -> list[Item]:
    """One item where they begin alike; else two, and once what stands under both."""
    first, other = old.blocks[0], new.blocks[0]
    begins = _one_block(first, other)
    if len(begins) == 1 or isinstance(first, ListBlock) or isinstance(other, ListBlock):
        return [Item(tuple(_blocks(old.blocks, new.blocks)))]
    return [Item((first,)), Item((other, *_blocks(old.blocks[1:], new.blocks[1:])))]


def both_looks(old: Sequence[Run], new: Sequence[Run]) -> tuple[Run, ...]:
    """The same words with the emphasis and links of both.

    Empty where the words differ, or lead to different addresses.
    """
    before, after = words_of(old, {}), words_of(new, {})
    if [word.key for word in before] != [word.key for word in after]:
        return ()
    pairs = list(zip(before, after, strict=True))
    styles = [couple for a, b in pairs for couple in zip(a.styles, b.styles, strict=True)]
    if any(a.href and b.href and a.href != b.href for a, b in styles):
        return ()
    return tuple(chain.from_iterable(_runs(*pair) for pair in pairs))


def _runs(old: Word, new: Word) -> Iterator[Run]:
    if old.styles[0].reference:
        yield Reference(UUID(old.key[1:]))
        return
    for letter, a, b in zip(old.text, old.styles, new.styles, strict=True):
        if letter == "\n":
            yield Break()
        else:
            yield Text(letter, a.strong or b.strong, a.em or b.em, a.href or b.href)
