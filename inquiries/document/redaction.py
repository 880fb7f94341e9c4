"""A letter with names struck out, for somebody who has asked for access to it.

The names are taken out of the tree before anything is made of it, so that they
are in no text, no link and no metadata of what is handed out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from activities.document.tree import CrossReference, Inline, Paragraph, Span
from inquiries.document.tree import LetterDocument


def names_in(text: str) -> list[str]:
    """The names of a form's text, one a line, the longest first."""
    names = {" ".join(line.split()) for line in text.splitlines()}
    return sorted(names - {""}, key=lambda name: (-len(name), name))


def redacted(document: LetterDocument, names: Sequence[str]) -> LetterDocument:
    """The letter with every occurrence of the names struck out, whatever their case.

    A name is found across emphasis, line breaks and hyphens, and inside addresses.
    Raises `ValueError` without a name.
    """
    pattern = _pattern(names)
    struck = _struck(document, pattern)
    assert isinstance(struck, LetterDocument)
    return struck


def occurrences(document: LetterDocument, names: Sequence[str]) -> int:
    """How often the names stand in what the letter says."""
    pattern = _pattern(names)
    return sum(len(pattern.findall(text)) for text in _texts(document))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    words = [[re.escape(word) for word in re.split(r"[\W_]+", name) if word] for name in names]
    wanted = [r"[\W_]*".join(name) for name in words if name]
    if not wanted:
        raise ValueError("no name is given")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(wanted)})", re.IGNORECASE)


def _struck(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value with the names struck out of every text in it."""
    if isinstance(value, Paragraph):
        return Paragraph(_inlines(value.inlines, pattern))
    if isinstance(value, str):
        return pattern.sub(_mark(), value)
    if isinstance(value, tuple):
        return tuple(_struck(item, pattern) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _struck(getattr(value, f.name), pattern) for f in fields(value)}
        return replace(value, **changed)
    return value


def _mark() -> str:
    return _("[left out]")


def _inlines(inlines: Sequence[Inline], pattern: re.Pattern[str]) -> tuple[Inline, ...]:
    """The runs of a paragraph; a name may begin in one and end in another."""
    whole = "".join(_text(inline) for inline in inlines)
    spans = [match.span() for match in pattern.finditer(whole)]
    found, start = [], 0
    for inline in inlines:
        end = start + len(_text(inline))
        found.append(_cut(inline, start, end, spans, pattern))
        start = end
    return tuple(found)


def _text(inline: Inline) -> str:
    return inline.text if isinstance(inline, Span | CrossReference) else "\n"


def _cut(
    inline: Inline,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    pattern: re.Pattern[str],
) -> Inline:
    """The run without its part of the names; the mark stands where a name begins."""
    if not isinstance(inline, Span | CrossReference):
        return inline
    text, done = "", start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        text += inline.text[done - start : max(first, start) - start]
        text += _mark() if first >= start else ""
        done = min(last, end)
    text += inline.text[done - start :]
    if isinstance(inline, CrossReference):
        return replace(inline, text=text)
    is_named = bool(pattern.search(inline.href)) or text != inline.text
    return replace(inline, text=text, href="" if is_named else inline.href)


def _texts(value: Any) -> Iterable[str]:
    """Every text in the value, of a paragraph as one."""
    if isinstance(value, Paragraph):
        yield "".join(_text(inline) for inline in value.inlines)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
