"""Which paragraph of the new text is which one of the old, reworded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

#: Less alike than this, and one is not the other reworded.
ALIKE = 0.3
#: Beyond this many possible couples they are coupled in the order they stand.
_MOST_COUPLES = 10_000

T = TypeVar("T")
Likeness = Callable[[T, T], float]
#: Some of the old, some of the new, and whether they are one of each that belong together.
Group = tuple[Sequence[T], Sequence[T], bool]


class Vocabulary(NamedTuple):
    """The words of a paragraph, and how many letters they are together.

    Likeness is counted in letters, because all Danish texts share og, i, at and det.
    """

    counts: Counter[str]
    letters: int

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        counts = Counter(word for word in words if not word.isspace())
        return cls(counts, sum(count * len(word) for word, count in counts.items()))


def shared(old: Vocabulary, new: Vocabulary) -> float:
    """How much of both the same words make up, from 0 to 1."""
    both = old.letters + new.letters
    if 2 * min(old.letters, new.letters) < ALIKE * both or not both:
        return 0.0
    fewer, more = sorted((old.counts, new.counts), key=len)
    common = sum(min(count, more[word]) * len(word) for word, count in fewer.items())
    return 2 * common / both


def coupled(old: Sequence[T], new: Sequence[T], likeness: Likeness[T]) -> Iterator[Group[T]]:
    """All of both, in order: the couples, and between them what has no partner."""
    i = j = 0
    for a, b in [*_best(old, new, likeness), (len(old), len(new))]:
        if i < a or j < b:
            yield old[i:a], new[j:b], False
        if a < len(old):
            yield old[a : a + 1], new[b : b + 1], True
        i, j = a + 1, b + 1


def _best(old: Sequence[T], new: Sequence[T], likeness: Likeness[T]) -> list[tuple[int, int]]:
    """The places of those that belong together, both rising."""
    if len(old) * len(new) > _MOST_COUPLES:
        in_order = enumerate(zip(old, new, strict=False))
        return [(place, place) for place, (a, b) in in_order if likeness(a, b) >= ALIKE]
    best = _best_sums(old, new, likeness)
    chosen = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            chosen.append((i, j))
            i, j = i + 1, j + 1
    return chosen


def _best_sums(old: Sequence[T], new: Sequence[T], likeness: Likeness[T]) -> list[list[float]]:
    """At [i][j] the most likeness to be had from old[i:] and new[j:]."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            here = likeness(old[i], new[j])
            both = here + best[i + 1][j + 1] if here >= ALIKE else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return best
