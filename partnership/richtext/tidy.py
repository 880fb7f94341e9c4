"""What runs read like, whatever they were typed like.

Neighbours alike are one run; spaces are single, and stand outside emphasis;
two breaks in a row end a paragraph; a blank paragraph is none.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from partnership.richtext.blocks import Break, Reference, Run, Text

_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNTIDY = re.compile(r"^ | $|  |[\t\r\n\f]")


def paragraphs(runs: list[Run], *, one_line: bool) -> Iterable[tuple[Run, ...]]:
    """The runs of each paragraph: two breaks in a row end one, and blank ones vanish."""
    if not runs:
        return
    if len(runs) == 1 and _is_tidy(runs[0]):
        yield (runs[0],)
        return
    if one_line:
        runs = [Text(" ") if isinstance(run, Break) else run for run in runs]
    tidy = _tidy(runs)
    lines = [list(line) for broken, line in groupby(tidy, key=lambda r: isinstance(r, Break))]
    end: list[Run] = [Break(), Break()]
    paragraph: list[Run] = []
    for line in [*lines, end]:
        if not isinstance(line[0], Break):
            paragraph += line
        elif len(line) == 1 and paragraph:
            paragraph += line
        elif len(line) > 1:
            if isinstance(paragraph[-1] if paragraph else None, Break):
                paragraph.pop()
            if any(isinstance(run, Reference) or _visible(run) for run in paragraph):
                yield tuple(paragraph)
            paragraph = []


def _is_tidy(run: Run) -> bool:
    """Whether a run that stands alone reads as it is to be stored, as most do."""
    if not isinstance(run, Text) or not run.text:
        return False
    return _visible(run) and not _UNTIDY.search(run.text)


def _visible(run: Run) -> bool:
    return isinstance(run, Text) and not run.text.isspace()


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Neighbours alike are one run, spaces are single and stand outside emphasis."""
    return _joined(_spaces_out(_joined(_without_spare_spaces(_joined(runs)))))


def _style(run: Run) -> tuple[bool, bool, str] | None:
    return (run.strong, run.em, run.href) if isinstance(run, Text) else None


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for style, group in groupby(runs, key=_style):
        if style is None:
            joined.extend(group)
        else:
            texts = (run.text for run in group if isinstance(run, Text))
            joined.append(Text("".join(texts), *style))
    return joined


def _without_spare_spaces(runs: Iterable[Run]) -> list[Run]:
    """No space at the ends, around a break or after another space."""
    kept: list[Run] = []
    for run in runs:
        before = kept[-1] if kept else Break()
        if isinstance(run, Text):
            text = _SPACES.sub(" ", run.text)
            if isinstance(before, Break) or getattr(before, "text", "").endswith(" "):
                text = text.lstrip(" ")
            if text:
                kept.append(Text(text, run.strong, run.em, run.href))
            continue
        if isinstance(run, Break):
            _strip_end(kept)
        kept.append(run)
    _strip_end(kept)
    return kept


def _strip_end(runs: list[Run]) -> None:
    """Take the space off the end of the last run."""
    last = runs[-1] if runs else None
    if isinstance(last, Text) and last.text.endswith(" "):
        runs.pop()
        if text := last.text.rstrip(" "):
            runs.append(Text(text, last.strong, last.em, last.href))


def _spaces_out(runs: list[Run]) -> Iterable[Run]:
    """A space at the edge of emphasis or of a link stands outside it.

    It stays in the link where the link goes on beyond it.
    """
    for place, run in enumerate(runs):
        if not isinstance(run, Text) or not (run.strong or run.em or run.href):
            yield run
            continue
        before = getattr(runs[place - 1], "href", "") if place else ""
        after = getattr(runs[place + 1], "href", "") if place + 1 < len(runs) else ""
        core = run.text.strip(" ")
        if not core:
            yield Text(" ", href=run.href if before == run.href == after else "")
            continue
        if run.text.startswith(" "):
            yield Text(" ", href=run.href if before == run.href else "")
        yield Text(core, run.strong, run.em, run.href)
        if run.text.endswith(" "):
            yield Text(" ", href=run.href if after == run.href else "")
