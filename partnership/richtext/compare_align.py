"""What two sequences have in common, found in bounded time.

difflib takes time with the square of the length, and worse where much repeats
itself. What is alike at both ends is set aside first; where the middle is still
too large, it is cut at what stands once in each; and a piece that is too large
even then counts as wholly different.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: What difflib may be given: length times length, and how many equal pairs.
_LARGEST = 1_000_000
_MOST_PAIRS = 20_000


class Match(NamedTuple):
    """From `old` and from `new` on, `size` elements are the same."""

    old: int
    new: int
    size: int


class Stretch(NamedTuple):
    """A part of both: the same, or what stands in place of each other."""

    same: bool
    old: slice
    new: slice


def stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Both sequences from end to end; white space alone is no reason to match."""
    i = j = 0
    matches = _slid(_joined(_matches(old, new)), old, new)
    for match in [*matches, Match(len(old), len(new), 0)]:
        if i < match.old or j < match.new:
            yield Stretch(False, slice(i, match.old), slice(j, match.new))
        i, j = match.old + match.size, match.new + match.size
        if match.size:
            yield Stretch(True, slice(match.old, i), slice(match.new, j))


def _joined(matches: Iterable[Match]) -> list[Match]:
    """Without the empty ones; neighbours are one."""
    joined: list[Match] = []
    for match in matches:
        before = joined[-1] if joined else Match(0, 0, 0)
        if (before.old + before.size, before.new + before.size) == match[:2] and joined:
            joined[-1] = before._replace(size=before.size + match.size)
        elif match.size:
            joined.append(match)
    return joined


def _slid(matches: list[Match], old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """A word that only one has takes the space after it along, not the one before."""
    for place in range(1, len(matches)):
        before, after = matches[place - 1], matches[place]
        i, j = before.old + before.size, before.new + before.size
        added = i == after.old and new[j].isspace() and new[j] == new[after.new]
        removed = j == after.new and old[i].isspace() and old[i] == old[after.old]
        if (added or removed) and after.size > 1:
            matches[place - 1] = before._replace(size=before.size + 1)
            matches[place] = Match(after.old + 1, after.new + 1, after.size - 1)
    return matches


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    shorter = min(len(old), len(new))
    head = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    rest = shorter - head
    tail = next((k for k in range(rest) if old[-k - 1] != new[-k - 1]), rest)
    old_end, new_end = len(old) - tail, len(new) - tail
    yield Match(0, 0, head)
    yield from _shifted(_middle(old[head:old_end], new[head:new_end]), head, head)
    yield Match(old_end, new_end, tail)


def _shifted(matches: Iterable[Match], old: int, new: int) -> Iterator[Match]:
    return (Match(old + match.old, new + match.new, match.size) for match in matches)


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    if _is_bearable(old, new):
        yield from _by_difflib(old, new)
        return
    i = j = 0
    for landmark in [*_landmarks(old, new), Match(len(old), len(new), 0)]:
        gap = old[i : landmark.old], new[j : landmark.new]
        if _is_bearable(*gap):
            yield from _shifted(_by_difflib(*gap), i, j)
        yield landmark
        i, j = landmark.old + 1, landmark.new + 1


def _is_bearable(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether difflib is quick with them."""
    if len(old) * len(new) > _LARGEST:
        return False
    counts = Counter(word for word in new if not word.isspace())
    return sum(counts[word] for word in old) <= _MOST_PAIRS


def _by_difflib(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    if old and new:
        matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
        yield from (Match(*block) for block in matcher.get_matching_blocks())


def _landmarks(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """What stands once in each, as many as keep their order."""
    counts, others = Counter(old), Counter(new)
    places = {word: place for place, word in enumerate(old) if counts[word] == 1}
    once = [
        (places[word], place)
        for place, word in enumerate(new)
        if word in places and others[word] == 1
    ]
    return [Match(*couple, 1) for couple in _longest_rising(once)]


def _longest_rising(couples: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of couples whose first numbers rise.

    `last[n]` is where the lowest end of a rising choice of n + 1 stands, and
    `before` which couple each one follows in the longest that ends with it.
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (number, _) in enumerate(couples):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [place]
        before.append(last[length - 1] if length else -1)
    chosen = []
    place = last[-1] if last else -1
    while place >= 0:
        chosen.append(couples[place])
        place = before[place]
    return chosen[::-1]
