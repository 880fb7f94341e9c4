"""What changed besides the words, told in words.

Whoever reads a comparison has never seen a tag; "made bold" is what they did.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.richtext.compare_lines import Line, Word

#: A word in both texts, as the old and as the new has it.
Pair = tuple[Word, Word]
#: More remarks than this on one paragraph are counted instead.
_MOST = 6
_LONGEST_QUOTE = 60


def at_most(remarks: Sequence[str]) -> tuple[str, ...]:
    if len(remarks) <= _MOST:
        return tuple(remarks)
    left = len(remarks) - _MOST + 1
    more = ngettext("And %(count)s change more.", "And %(count)s changes more.", left)
    return (*remarks[: _MOST - 1], more % {"count": left})


def of_place(old: Line, new: Line, *, follows: bool) -> Iterator[str]:
    """What a line became, and how deep it stands now.

    `follows`: the lines before the two belong together as well, so that it tells
    something when a list begins or ends between them.
    """
    told = False
    if _role(old) != _role(new):
        told = True
        yield _became(old, new)
    if old.level and new.level and old.level != new.level:
        told = True
        deeper = _("Moved further in, to level %(level)s of the list.")
        higher = _("Moved further out, to level %(level)s of the list.")
        yield (deeper if new.level > old.level else higher) % {"level": new.level}
    if follows and not told and old.joint != new.joint:
        yield _("The list is divided differently here.")


def of_division(old: int, new: int) -> str:
    """One paragraph became several, or several one, without other words."""
    if new > old:
        return _("Divided in %(count)s; the words are the same.") % {"count": new}
    return _("Joined from %(count)s; the words are the same.") % {"count": old}


def _role(line: Line) -> str:
    return "continued" if line.level and line.kind == "paragraph" else line.kind


def _became(old: Line, new: Line) -> str:
    before = {
        "paragraph": _("The paragraph became %(what)s."),
        "continued": _("The paragraph became %(what)s."),
        "heading": _("The heading became %(what)s."),
        "bullet": _("The bullet became %(what)s."),
        "numbered": _("The numbered point became %(what)s."),
    }
    after = {
        "paragraph": _("a paragraph"),
        "continued": _("a paragraph of the point above"),
        "heading": _("a heading"),
        "bullet": _("a bullet"),
        "numbered": _("a numbered point"),
    }
    return before[_role(old)] % {"what": after[_role(new)]}


def of_looks(pairs: Sequence[Pair]) -> Iterator[str]:
    """Bold and italic that came or went on the same words."""
    bold = _("\u201c%(words)s\u201d is now bold."), _("\u201c%(words)s\u201d is no longer bold.")
    yield from _switched(pairs, "strong", *bold)
    now = _("\u201c%(words)s\u201d is now italic.")
    yield from _switched(pairs, "em", now, _("\u201c%(words)s\u201d is no longer italic."))


def _switched(pairs: Sequence[Pair], name: str, on: str, off: str) -> Iterator[str]:
    for words, _before, after in _stretches(pairs, name):
        yield (on if after else off) % {"words": quoted(words)}


def of_links(pairs: Sequence[Pair]) -> Iterator[str]:
    """Links that came, went or lead elsewhere on the same words."""
    for words, before, after in _stretches(pairs, "href"):
        told = {"words": quoted(words), "before": before, "after": after}
        if not before:
            yield _("Link to %(after)s added on \u201c%(words)s\u201d.") % told
        elif not after:
            yield _("Link to %(before)s removed from \u201c%(words)s\u201d.") % told
        else:
            yield _("The link on \u201c%(words)s\u201d led to %(before)s; now to %(after)s.") % told


def _stretches(pairs: Sequence[Pair], name: str) -> Iterator[tuple[str, str | bool, str | bool]]:
    """Letters side by side on which one thing changed alike, and from what to what."""
    letters = (
        (letter, getattr(before, name), getattr(after, name))
        for old, new in pairs
        for letter, before, after in zip(old.text, old.styles, new.styles, strict=True)
    )
    for (before, after), group in groupby(letters, key=lambda letter: letter[1:]):
        if before != after:
            yield "".join(letter for letter, *_ in group), before, after


def of_other_links(old: Line, new: Line, told: Sequence[Pair]) -> Iterator[str]:
    """Links that came or went together with their words."""
    seen = {href for pair in told for word in pair for href in _addresses([word])}
    before, after = _addresses(old.words), _addresses(new.words)
    for href in after:
        if href not in before and href not in seen:
            yield _("Link to %(address)s added.") % {"address": href}
    for href in before:
        if href not in after and href not in seen:
            yield _("Link to %(address)s removed.") % {"address": href}


def _addresses(words: Sequence[Word]) -> list[str]:
    return list(dict.fromkeys(style.href for word in words for style in word.styles if style.href))


def of_spaces(removed: str, added: str) -> Iterator[str]:
    """White space that came or went by itself, which nobody would see."""
    if (removed + added).strip():
        return
    if "\n" in removed and "\n" in added:
        yield _("The spaces at a line break were changed.")
    elif "\n" in added:
        yield _("A line break was added.")
    elif "\n" in removed:
        yield _("A line break was removed.")
    else:
        yield _("The spaces were changed.")


def quoted(words: str) -> str:
    """What was changed, short enough to read; its beginning and end when it is long."""
    words = " ".join(words.split()) or _("space")
    if len(words) <= _LONGEST_QUOTE:
        return words
    half = _LONGEST_QUOTE // 2
    return f"{words[:half].rstrip()} \u2026 {words[-half:].lstrip()}"
