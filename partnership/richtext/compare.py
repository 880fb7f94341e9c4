"""Two versions of a text side by side, word by word.

Paragraphs are matched first and words only inside those that changed, so that
the time it takes is bounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from operator import attrgetter
from types import MappingProxyType
from uuid import UUID

from partnership.richtext import compare_remarks as remarks
from partnership.richtext.blocks import Paragraph, Text
from partnership.richtext.canonical import canonical, parse
from partnership.richtext.compare_align import Stretch, stretches
from partnership.richtext.compare_couples import coupled, shared
from partnership.richtext.compare_lines import Line, Word, lines_of
from partnership.richtext.compare_pieces import (
    ADDED,
    REMOVED,
    ComparedRow,
    count_changed,
    side,
    whole,
)

_NO_NAMES: Mapping[UUID, str] = MappingProxyType({})
#: The same letters, no more than these, between two changes are read as part of them.
_ISLAND = 3


def differs(old: str, new: str) -> bool:
    """Whether two rich texts read differently in any way, looks included."""
    return canonical(old) != canonical(new)


def changed_words(old: str, new: str) -> tuple[int, int]:
    """How many words of a rich text were added, and how many removed."""
    return count_changed(compare(old, new))


def compare(old: str, new: str, names: Mapping[UUID, str] = _NO_NAMES) -> tuple[ComparedRow, ...]:
    """The rows of two rich texts; `names` says what a reference's target is called.

    The texts of the left sides, a line each, are the old text whole; those of
    the right sides the new.
    """
    return tuple(_rows(lines_of(parse(old), names), lines_of(parse(new), names)))


def compare_plain(old: str, new: str) -> tuple[ComparedRow, ...]:
    """The row of two plain strings; none where both are empty."""
    return tuple(_rows(_plain_lines(old), _plain_lines(new)))


def _plain_lines(text: str) -> list[Line]:
    return lines_of([Paragraph((Text(text),))] if text else [], _NO_NAMES)


def _rows(old: Sequence[Line], new: Sequence[Line]) -> Iterator[ComparedRow]:
    follows = True
    for before, after, together in _groups(old, new):
        if together:
            yield _pair(before[0], after[0], follows=follows)
        elif _is_redivided(before, after):
            yield from _redivided(before, after)
        else:
            yield from _replaced(before, after)
        follows = together


def _groups(
    old: Sequence[Line], new: Sequence[Line]
) -> Iterator[tuple[Sequence[Line], Sequence[Line], bool]]:
    """Each line with the one it was or became; between them what has no partner."""
    for part in stretches([line.key for line in old], [line.key for line in new]):
        before, after = old[part.old], new[part.new]
        if part.same:
            yield from (([a], [b], True) for a, b in zip(before, after, strict=True))
        elif _is_redivided(before, after):
            yield before, after, False
        else:
            yield from coupled(before, after, _likeness)


def _likeness(old: Line, new: Line) -> float:
    return shared(old.vocabulary, new.vocabulary)


def _replaced(old: Sequence[Line], new: Sequence[Line]) -> Iterator[ComparedRow]:
    for before, after in zip_longest(old, new):
        left = whole(before, REMOVED) if before else None
        yield ComparedRow(left, whole(after, ADDED) if after else None)


def _is_redivided(old: Sequence[Line], new: Sequence[Line]) -> bool:
    """Whether one paragraph became several with the same words, or several one."""
    if min(len(old), len(new)) != 1 or max(len(old), len(new)) == 1:
        return False
    ours, theirs = _visible(old), _visible(new)
    return [word.key for word in ours] == [word.key for word in theirs]


def _visible(lines: Sequence[Line]) -> list[Word]:
    return [word for line in lines for word in line.words if not word.key.isspace()]


def _redivided(old: Sequence[Line], new: Sequence[Line]) -> Iterator[ComparedRow]:
    same = list(zip(_visible(old), _visible(new), strict=True))
    told = [remarks.of_division(len(old), len(new))]
    told += [*remarks.of_looks(same), *remarks.of_links(same)]
    for place, (before, after) in enumerate(zip_longest(old, new)):
        left = whole(before, "") if before else None
        right = whole(after, "") if after else None
        yield ComparedRow(left, right, () if place else remarks.at_most(told))


def _pair(old: Line, new: Line, *, follows: bool) -> ComparedRow:
    """A line and what it became."""
    left: list[tuple[Word, str]] = []
    right: list[tuple[Word, str]] = []
    told = list(remarks.of_place(old, new, follows=follows))
    same: list[remarks.Pair] = []
    for part in _read(old.words, new.words):
        removed, added = old.words[part.old], new.words[part.new]
        left += [(word, "" if part.same else REMOVED) for word in removed]
        right += [(word, "" if part.same else ADDED) for word in added]
        if part.same:
            pairs = list(zip(removed, added, strict=True))
            told += [*remarks.of_looks(pairs), *remarks.of_links(pairs)]
            same += pairs
        else:
            told += remarks.of_spaces(_text(removed), _text(added))
    told += remarks.of_other_links(old, new, same)
    return ComparedRow(side(old, left), side(new, right), remarks.at_most(told))


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _read(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Stretch]:
    """The stretches of a line, without islands too small to be worth landing on."""
    parts = list(stretches([word.key for word in old], [word.key for word in new]))
    sizes = [len(_text(old[part.old]).strip() + _text(new[part.new]).strip()) for part in parts]
    beside = zip([0, *sizes], sizes, [*sizes[1:], 0], strict=False)
    kept = [
        Stretch(part.same and not _is_island(*size), part.old, part.new)
        for part, size in zip(parts, beside, strict=True)
    ]
    for same, group in groupby(kept, key=attrgetter("same")):
        run = list(group)
        yield Stretch(
            same,
            slice(run[0].old.start, run[-1].old.stop),
            slice(run[0].new.start, run[-1].new.stop),
        )


def _is_island(before: int, same: int, after: int) -> bool:
    """Sizes are of the old and the new together."""
    return same <= 2 * _ISLAND and same < min(before, after)
