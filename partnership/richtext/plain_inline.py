"""The signs inside a paragraph of plain text, written and read.

**strong**, *em*, [text](address), [[reference]]. A backslash takes the meaning
off the sign after it. A sign without its partner is text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from partnership.richtext.blocks import Break, Reference, Run, Text
from partnership.richtext.reader import SCHEMES

_LONGEST_NAME = 300
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*\[\]#\-.\u2022])"
    rf"|\[\[(?P<ref>(?:\\.|[^\]\\\n]){{1,{2 * _LONGEST_NAME}}})\]\]"
    r"|\[(?P<label>(?:\\.|[^\[\]\\\n])+)\]"
    r"\((?P<href>(?:\\.|\([^()\s]*\)|[^()\\\s])+)\)"
    r"|(?P<mark>\*\*|\*)"
    r"|(?P<line>\n)"
)
_SPECIAL = re.compile(r"([\\*\[\]])")
_IN_NAME = re.compile(r"([\\\]])")
_IN_ADDRESS = re.compile(r"([\\()])")
_ESCAPE = r"\\\1"
_ESCAPED = re.compile(r"\\(.)")


def labels_of(names: Mapping[UUID, str]) -> dict[UUID, str]:
    """What each target is written as; a name that two share would not tell them apart."""
    used = Counter(names.values())
    return {
        target: _IN_NAME.sub(_ESCAPE, name)
        for target, name in names.items()
        if used[name] == 1 and 0 < len(name.strip()) <= _LONGEST_NAME and "\n" not in name
    }


def write_runs(runs: Sequence[Run], labels: Mapping[UUID, str]) -> str:
    """The runs as plain text; a target without a label is written by its identity."""
    styles = [run for run in runs if isinstance(run, Text)]
    written = []
    place = 0
    for run in runs:
        if isinstance(run, Break):
            written.append("\n")
        elif isinstance(run, Reference):
            written.append(f"[[{labels.get(run.target, run.target)}]]")
        else:
            before = styles[place - 1] if place else Text("")
            after = styles[place + 1] if place + 1 < len(styles) else Text("")
            written += [_marks(run, before), _text(run), _marks(run, after)]
            place += 1
    return "".join(written)


def _marks(run: Text, other: Text) -> str:
    """The marks that stand where emphasis begins or ends between the two."""
    return "**" * (run.strong and not other.strong) + "*" * (run.em and not other.em)


def _text(run: Text) -> str:
    text = _SPECIAL.sub(_ESCAPE, run.text)
    return f"[{text}]({_IN_ADDRESS.sub(_ESCAPE, run.href)})" if run.href else text


def read_runs(text: str, targets: Mapping[str, UUID]) -> tuple[Run, ...]:
    """The runs of a paragraph; a reference that names no target stays text."""
    tokens = list(_tokens(text))
    paired = _paired(text, [token for token in tokens if isinstance(token, re.Match)])
    runs: list[Run] = []
    on = {"**": False, "*": False}
    for token in tokens:
        if isinstance(token, str):
            runs.append(Text(token, on["**"], on["*"]))
        elif token.start() in paired:
            on[token["mark"]] = not on[token["mark"]]
        else:
            runs.append(_run(token, targets, strong=on["**"], em=on["*"]))
    return tuple(runs)


def _tokens(text: str) -> Iterator[str | re.Match[str]]:
    """Pieces of text, and between them the signs."""
    place = 0
    for match in _TOKEN.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        yield match
        place = match.end()
    if place < len(text):
        yield text[place:]


def _paired(text: str, signs: Iterable[re.Match[str]]) -> set[int]:
    """Where the marks stand that open and close emphasis.

    One opens before a letter and closes after one, so that 2 * 3 is no emphasis.
    """
    paired: set[int] = set()
    opened: dict[str, int] = {}
    for sign in signs:
        mark = sign["mark"]
        if not mark:
            continue
        if mark in opened:
            if text[sign.start() - 1] not in " \n":
                paired |= {opened.pop(mark), sign.start()}
        elif text[sign.end() : sign.end() + 1] not in {"", " ", "\n"}:
            opened[mark] = sign.start()
    return paired


def _run(sign: re.Match[str], targets: Mapping[str, UUID], *, strong: bool, em: bool) -> Run:
    if sign["line"]:
        return Break()
    if sign["ref"]:
        name = _ESCAPED.sub(r"\1", sign["ref"])
        if target := targets.get(name) or targets.get(sign["ref"]) or _uuid(name):
            return Reference(target)
    if sign["label"]:
        href = _ESCAPED.sub(r"\1", sign["href"])
        if href.split(":", 1)[0].lower() in SCHEMES:
            return Text(_ESCAPED.sub(r"\1", sign["label"]), strong, em, href)
    return Text(sign["escaped"] or sign[0], strong, em)


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
