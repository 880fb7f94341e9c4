"""Rich text as plain text, for a browser without JavaScript and for data files.

Paragraphs stand apart by an empty line; "- " and "1. " begin list items, two
spaces more for a list inside a list; "### " a sub-heading; **strong**, *em*,
[text](address). A reference is [[name]], where the caller's `names` says which
name stands for which target.
"""

import re
from collections.abc import Mapping, Sequence
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
from partnership.richtext.canonical import SCHEMES, to_html

_ITEM = re.compile(r"^(?P<indent> *)(?:(?P<bullet>[-\u2022]) |(?P<number>\d+)\. )(?P<text>.*)$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\*\[\]#\-.])"
    r"|\[\[(?P<ref>[^\]\n]+)\]\]"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<href>[^)\s]+)\)"
    r"|(?P<strong>\*\*)|(?P<em>\*)"
)
_SPECIAL = re.compile(r"([\\*\[\]])")


def to_plain(blocks: Sequence[Block], names: Mapping[UUID, str]) -> str:
    """Plain text that `from_plain` reads back to the same blocks.

    A reference whose target is not in `names` is written by its identity.
    """
    return "\n\n".join(_block_plain(block, names, "") for block in blocks)


def from_plain(text: str, targets: Mapping[str, UUID]) -> str:
    """Canonical HTML of a plain text.

    `targets` maps a reference's name to its target; an unknown name is kept as
    the text that was typed, so nothing is lost.
    """
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        blocks.extend(_chunk(chunk.strip("\n"), targets))
    return to_html(tuple(blocks))


def _block_plain(block: Block, names: Mapping[UUID, str], indent: str) -> str:
    if isinstance(block, ListBlock):
        return "\n".join(
            _item_plain(item, f"{place}. " if block.ordered else "- ", names, indent)
            for place, item in enumerate(block.items, start=1)
        )
    text = "".join(_run_plain(run, names) for run in block.runs)
    if isinstance(block, Heading):
        return f"### {text.replace(chr(10), ' ')}"
    return _guard_start(text)


def _guard_start(text: str) -> str:
    """A paragraph that begins like a list or a heading says that it is none."""
    lines = []
    for line in text.split("\n"):
        if line.startswith(("- ", "### ", "\u2022 ")):
            line = "\\" + line
        elif match := re.match(r"^(\d+)\. ", line):
            line = f"{match.group(1)}\\." + line[match.end() - 1 :]
        lines.append(line)
    return "\n".join(lines)


def _item_plain(item: Item, mark: str, names: Mapping[UUID, str], indent: str) -> str:
    parts = []
    for block in item.blocks:
        if isinstance(block, ListBlock):
            parts.append("\n" + _block_plain(block, names, indent + "  "))
        else:
            text = "".join(_run_plain(run, names) for run in block.runs)
            parts.append(
                ("\n" + indent + "  " if parts else "") + text.replace("\n", f"\n{indent}  ")
            )
    return indent + mark + "".join(parts)


def _run_plain(run: Run, names: Mapping[UUID, str]) -> str:
    if isinstance(run, Break):
        return "\n"
    if isinstance(run, Reference):
        return f"[[{names.get(run.target, run.target)}]]"
    text = _SPECIAL.sub(r"\\\1", run.text)
    if run.href:
        return f"[{text}]({run.href})"
    if run.strong or run.em:
        core = text.strip(" ")
        if not core:
            return text
        mark = "**" * run.strong + "*" * run.em
        start = text[: len(text) - len(text.lstrip(" "))]
        end = text[len(text.rstrip(" ")) :]
        return f"{start}{mark}{core}{mark[::-1]}{end}"
    return text


def _chunk(chunk: str, targets: Mapping[str, UUID]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[str] = []
    items: list[tuple[int, bool, list[str]]] = []

    def end_paragraph() -> None:
        if lines and any(line.strip() for line in lines):
            blocks.append(Paragraph(_inline("\n".join(lines), targets)))
        lines.clear()

    def end_list() -> None:
        if items:
            blocks.extend(_lists(items, targets))
        items.clear()

    for line in chunk.split("\n"):
        if match := _ITEM.match(line):
            end_paragraph()
            items.append((len(match["indent"]), match["bullet"] is None, [match["text"]]))
        elif line.startswith("### "):
            end_paragraph()
            end_list()
            blocks.append(Heading(_inline(line[4:].strip(), targets)))
        elif items and line.startswith("  "):
            items[-1][2].append(line.strip())
        else:
            end_list()
            lines.append(line.strip())
    end_paragraph()
    end_list()
    return blocks


def _lists(
    items: list[tuple[int, bool, list[str]]], targets: Mapping[str, UUID]
) -> list[ListBlock]:
    """Lists of the items, an item further in inside the one before it."""
    lists: list[ListBlock] = []
    here: list[Item] = []
    level, ordered, _ = items[0]
    place = 0
    while place < len(items):
        depth, kind, lines = items[place]
        if kind != ordered and depth <= level:
            lists.append(ListBlock(ordered, tuple(here)))
            here, ordered = [], kind
        inner_end = place + 1
        while inner_end < len(items) and items[inner_end][0] > depth:
            inner_end += 1
        blocks: list[Block] = []
        if runs := _inline("\n".join(lines), targets):
            blocks.append(Paragraph(runs))
        if inner := items[place + 1 : inner_end]:
            blocks.extend(_lists(inner, targets))
        if blocks:
            here.append(Item(tuple(blocks)))
        place = inner_end
    if here:
        lists.append(ListBlock(ordered, tuple(here)))
    return lists


def _inline(text: str, targets: Mapping[str, UUID]) -> tuple[Run, ...]:
    runs: list[Run] = []
    strong = em = False

    def add(piece: str, href: str = "") -> None:
        for place, line in enumerate(piece.split("\n")):
            if place:
                runs.append(Break())
            if line:
                runs.append(Text(line, strong, em, href))

    position = 0
    for match in _INLINE.finditer(text):
        add(text[position : match.start()])
        position = match.end()
        if match["escaped"]:
            add(match["escaped"])
        elif match["ref"]:
            target = targets.get(match["ref"]) or _uuid(match["ref"])
            if target:
                runs.append(Reference(target))
            else:
                add(match[0])
        elif match["label"]:
            known = match["href"].split(":", 1)[0].lower() in SCHEMES
            label = re.sub(r"\\(.)", r"\1", match["label"])
            add(label, match["href"]) if known else add(match[0])
        elif match["strong"]:
            strong = not strong
        else:
            em = not em
    add(text[position:])
    return _joined(runs)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        if (
            isinstance(run, Text)
            and isinstance(before, Text)
            and (before.strong, before.em, before.href) == (run.strong, run.em, run.href)
        ):
            joined[-1] = Text(before.text + run.text, run.strong, run.em, run.href)
        else:
            joined.append(run)
    return tuple(joined)


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
