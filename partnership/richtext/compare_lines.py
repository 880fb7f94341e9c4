"""A rich text as the lines one reads, each cut into words.

The tree nests; readers compare paragraph by paragraph. Each paragraph, heading
and list item is a line that knows how deep it stands and where lists and items
begin, so that the lines tell all that the tree does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, takewhile
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from partnership.richtext.blocks import Block, Break, Heading, ListBlock, Reference, Run, Text
from partnership.richtext.compare_couples import Vocabulary

_WORD = re.compile(r"\w+(?:[-.,:/'\u2019@&]\w+)*|\s+|.", re.DOTALL)


class Style(NamedTuple):
    strong: bool = False
    em: bool = False
    href: str = ""
    reference: bool = False


class Word(NamedTuple):
    """A word, a sign, some white space or a reference, and how each letter looks.

    Words with the same key are the same word; a reference's key is its identity.
    """

    key: str
    text: str
    styles: tuple[Style, ...]


#: Which lists a line stands in (numbered or not), and how many lists and how many
#: items of them the line before it stands in too.
Joint = tuple[tuple[bool, ...], int, int]


@dataclass(frozen=True)
class Line:
    """One paragraph; `level` is how many lists it stands in, `number` its place in the last."""

    kind: str
    level: int
    number: int
    joint: Joint
    words: tuple[Word, ...]

    @cached_property
    def key(self) -> str:
        """Lines with the same words have the same key."""
        return "\x00".join(word.key for word in self.words)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.words)


def vocabulary_of(words: Iterable[Word]) -> Vocabulary:
    """What tells whether two paragraphs are about the same: their words, not their sources."""
    return Vocabulary.of(word.text for word in words if not word.styles[0].reference)


#: Of a list that a line stands in: whether it is numbered, its place, the item's place.
_Step = tuple[bool, int, int]
_Path = tuple[_Step, ...]


def lines_of(blocks: Sequence[Block], names: Mapping[UUID, str]) -> list[Line]:
    """The lines of a text in reading order."""
    lines: list[Line] = []
    before: _Path = ()
    for kind, path, runs in _walk(blocks, ()):
        number = path[-1][2] + 1 if kind == "numbered" else 0
        lines.append(Line(kind, len(path), number, _joint(path, before), words_of(runs, names)))
        before = path
    return lines


def _walk(blocks: Sequence[Block], path: _Path) -> Iterator[tuple[str, _Path, tuple[Run, ...]]]:
    for place, block in enumerate(blocks):
        if isinstance(block, ListBlock):
            for number, item in enumerate(block.items):
                yield from _walk(item.blocks, (*path, (block.ordered, place, number)))
        elif isinstance(block, Heading):
            yield "heading", path, block.runs
        elif path and not place:
            yield "numbered" if path[-1][0] else "bullet", path, block.runs
        else:
            yield "paragraph", path, block.runs


def _joint(path: _Path, before: _Path) -> Joint:
    steps = list(zip(path, before, strict=False))
    items = len(list(takewhile(lambda step: step[0] == step[1], steps)))
    lists = items + any(step[:2] == other[:2] for step, other in steps[items : items + 1])
    return tuple(step[0] for step in path), lists, items


def words_of(runs: Sequence[Run], names: Mapping[UUID, str]) -> tuple[Word, ...]:
    """The runs as words; a word that is half bold is one word.

    A reference is one word, its name; without one, a neutral word.
    """
    text = "".join(_plain(run) for run in runs)
    styles = list(chain.from_iterable([_style(run)] * len(_plain(run)) for run in runs))
    references = iter([run.target for run in runs if isinstance(run, Reference)])
    words = []
    for match in _WORD.finditer(text):
        if styles[match.start()].reference:
            words.append(_reference(next(references), names))
        else:
            words.append(Word(match[0], match[0], tuple(styles[match.start() : match.end()])))
    return tuple(words)


def _plain(run: Run) -> str:
    if isinstance(run, Break):
        return "\n"
    # Stands for a reference until it gets its name: no part of a word.
    return run.text if isinstance(run, Text) else "\x00"


def _style(run: Run) -> Style:
    if isinstance(run, Text):
        return Style(run.strong, run.em, run.href)
    return Style(reference=isinstance(run, Reference))


def _reference(target: UUID, names: Mapping[UUID, str]) -> Word:
    name = names.get(target) or _("reference")
    return Word(f"\x00{target}", name, (Style(reference=True),) * len(name))
