"""The tree of a letter as a Word file: real headings and lists, Danish, the same bytes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from activities.document.tree import (
    Block,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    ListItem,
    Paragraph,
    Span,
)
from inquiries.document import word_parts as parts
from inquiries.document.tree import LetterDocument, SideColumn, Signature
from inquiries.document.word_parts import Place
from inquiries.document.words import draft_mark, letter_date

#: What python-docx takes for a title, which is what the format takes.
LONGEST_TITLE = 255


def load_docx() -> Any:
    """Import python-docx, which is slow."""
    import docx

    return docx


def letter_docx(letter: LetterDocument, *, is_draft: bool = False) -> bytes:
    """The letter as a Word file; a draft says so at the top of every page."""
    writer = LetterWriter(load_docx())
    writer.write(letter, mark=draft_mark() if is_draft else "")
    return parts.packed(writer.word)


class LetterWriter:
    """Writes one letter into one new document."""

    def __init__(self, docx: Any) -> None:
        self.docx = docx
        self.word = docx.Document()
        parts.prepare(docx, self.word)

    def write(self, letter: LetterDocument, *, mark: str) -> None:
        self._name(letter)
        parts.write_margins(self.docx, self.word.sections[0], mark)
        self._lines(letter.recipient.name, letter.recipient.office)
        self._side(letter.side)
        self.word.add_heading(parts.clean(letter.title), 1)
        if letter.correction:
            self._lines(letter.correction.text, strong=True)
        self._blocks(letter.opening)
        for part in letter.questions:
            self.word.add_heading(part.heading, 2)
            self._blocks(part.question)
            self.word.add_heading(part.answer_heading, 2)
            self._blocks(part.answer)
        self._blocks(letter.closing)
        self._signature(letter.signature)

    def _name(self, letter: LetterDocument) -> None:
        """What the file says of itself."""
        told, dated = self.word.core_properties, datetime.fromisoformat(letter.dated)
        told.title = parts.clean(letter.title)[:LONGEST_TITLE]
        told.subject = letter.number
        told.author = told.last_modified_by = parts.clean(letter.authority)
        told.language = parts.LANGUAGE
        told.comments = ""
        told.created = told.modified = dated

    def _side(self, side: SideColumn) -> None:
        """The paragraphs of one text frame, which stand in the text where they are read."""
        if side.dated:
            self._in_side(letter_date(side.dated), strong=True)
        for number in side.numbers:
            self._in_side(number.label, number.number)
        if side.sender.lines:
            self._in_side(*side.sender.lines)
        if side.sender.website:
            self._link(self._in_side(), Span(side.sender.website, href=side.sender.href))

    def _in_side(self, *lines: str, strong: bool = False) -> Any:
        return self._lines(*lines, style=parts.SIDE, strong=strong)

    def _signature(self, signature: Signature) -> None:
        points = self.docx.shared.Pt
        greeting = self._lines(signature.greeting).paragraph_format
        greeting.space_before, greeting.space_after = points(18), points(28)
        if signature.name:
            greeting.keep_with_next = True
            self._lines(signature.name, signature.title)

    def _lines(self, *lines: str, style: str = "Normal", strong: bool = False) -> Any:
        """A paragraph of lines."""
        paragraph = self.word.add_paragraph(style=style)
        for number, line in enumerate(line for line in lines if line):
            if number:
                paragraph.add_run().add_break()
            self._text(paragraph, line, strong=strong)
        return paragraph

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, ItemList):
                self._list(block, 0)
            elif isinstance(block, Heading):
                self.word.add_heading(parts.clean(block.text), block.level)
            elif isinstance(block, Paragraph):
                self._inlines(self.word.add_paragraph(), block.inlines)

    def _list(self, block: ItemList, depth: int) -> None:
        """A list of its own numbering, so that each begins at 1."""
        number = parts.new_list(self.docx, self.word, ordered=block.ordered, depth=depth)
        style = "List Number" if block.ordered else "List Bullet"
        for item in block.items:
            self._item(item, Place(style, number, depth))

    def _item(self, item: ListItem, place: Place) -> None:
        """The first paragraph has the mark; the others of the item go on under it."""
        is_marked = False
        for block in item.blocks:
            if isinstance(block, ItemList):
                self._list(block, place.depth + 1)
            elif isinstance(block, Paragraph):
                style = parts.CONTINUED if is_marked else place.style
                paragraph = self.word.add_paragraph(style=style)
                parts.put_in_list(self.docx, paragraph, place, is_marked=not is_marked)
                self._inlines(paragraph, block.inlines)
                is_marked = True

    def _inlines(self, paragraph: Any, inlines: Iterable[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, LineBreak):
                paragraph.add_run().add_break()
            elif isinstance(inline, Span) and inline.href:
                self._link(paragraph, inline)
            elif isinstance(inline, Span):
                self._text(paragraph, inline.text, strong=inline.strong, em=inline.em)
            else:
                self._text(paragraph, getattr(inline, "text", ""))

    def _text(self, paragraph: Any, text: str, *, strong: bool = False, em: bool = False) -> Any:
        run = paragraph.add_run(parts.clean(text))
        run.bold, run.italic = strong or None, em or None
        return run

    def _link(self, paragraph: Any, span: Span) -> None:
        run = self._text(paragraph, span.text)
        run.underline = True
        parts.make_link(self.docx, paragraph, run, span.href)
