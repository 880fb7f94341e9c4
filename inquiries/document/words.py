"""What a letter says as plain text."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.document.tree import Block, Heading, Inline, ItemList, LineBreak, Paragraph
from inquiries.document.tree import LetterDocument, SideColumn
from partnership.formats import long_date


def plain_lines(document: LetterDocument) -> list[str]:
    """Every paragraph, heading and list item in reading order, the side column included.

    A line break inside a paragraph stays one.
    """
    signature = document.signature
    lines = [
        document.recipient.name,
        document.recipient.office,
        *side_lines(document.side),
        document.title,
        *([document.correction.text] if document.correction else []),
        *lines_of(document.opening),
    ]
    for part in document.questions:
        lines += [part.heading, *lines_of(part.question)]
        lines += [part.answer_heading, *lines_of(part.answer)]
    lines += lines_of(document.closing)
    lines += [signature.greeting, signature.name, signature.title]
    return [line for line in lines if line]


def side_lines(side: SideColumn) -> list[str]:
    numbers = [text for number in side.numbers for text in (number.label, number.number)]
    return [letter_date(side.dated), *numbers, *side.sender.lines, side.sender.website]


def draft_mark() -> str:
    """What every page of a letter says until it is cleared."""
    with override("da"):
        return _("DRAFT \u2013 not cleared")


def letter_date(dated: str) -> str:
    """2. december 2024 of an ISO date, always in Danish; "" of none."""
    with override("da"):
        return long_date(date.fromisoformat(dated)) if dated else ""


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of blocks, a line for each paragraph and heading."""
    for block in blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                yield from lines_of(item.blocks)
        elif isinstance(block, Paragraph):
            yield text_of(block.inlines)
        elif isinstance(block, Heading):
            yield block.text


def text_of(inlines: Iterable[Inline]) -> str:
    """The characters of a paragraph."""
    return "".join(
        "\n" if isinstance(inline, LineBreak) else getattr(inline, "text", "") for inline in inlines
    )
