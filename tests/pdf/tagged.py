"""Reading a tagged PDF the way a screen reader does: its headings, tables and cells."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject


@dataclass
class TaggedTable:
    """The rows as the words of their cells; `heading` is the last H2 before it.

    A table that runs over several pages is one on each, with its head.
    """

    heading: str
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Tagged:
    """Cells without the raised numbers of their notes, which are links."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.texts: dict[int, dict[int, str]] = {}

    @cached_property
    def pages(self) -> dict[int, PageObject]:
        return {page.indirect_reference.idnum: page for page in self.reader.pages}

    def tables(self) -> Iterator[TaggedTable]:
        heading = ""
        for element in self._walk(self.reader.root_object["/StructTreeRoot"], ("/H2", "/Table")):
            if element["/S"] == "/H2":
                heading = self.words(element)
            elif (table := self._table(element, heading)).rows:
                yield table

    def alternatives(self) -> list[str]:
        """What is said instead of each picture."""
        figures = self._walk(self.reader.root_object["/StructTreeRoot"], ("/Figure",))
        return [str(figure.get("/Alt", "")) for figure in figures]

    def heard(self) -> str:
        """Everything that is read aloud, in its order, links included."""
        return " ".join(self._words(self.reader.root_object["/StructTreeRoot"], links=True))

    def words(self, element: DictionaryObject) -> str:
        return " ".join(" ".join(self._words(element)).split())

    def _table(self, element: DictionaryObject, heading: str) -> TaggedTable:
        caption = " ".join(self.words(found) for found in self._walk(element, ("/Caption",)))
        return TaggedTable(
            heading,
            caption,
            [
                [self.words(cell) for cell in self._walk(row, ("/TH", "/TD"))]
                for row in self._walk(element, ("/TR",))
            ],
        )

    def _words(self, element: DictionaryObject, *, links: bool = False) -> Iterator[str]:
        for child in _children(element):
            if isinstance(child, int):
                yield self._on_page(element["/Pg"].indirect_reference.idnum).get(child, "")
            elif "/S" in child and (links or child["/S"] != "/Link"):
                yield from self._words(child, links=links)

    def _on_page(self, page: int) -> dict[int, str]:
        if page not in self.texts:
            self.texts[page] = _texts(self.pages[page])
        return self.texts[page]

    def _walk(self, element: DictionaryObject, kinds: tuple[str, ...]) -> Iterator[Any]:
        """The first elements of these kinds on every way down, in reading order."""
        for child in _children(element):
            if isinstance(child, int):
                continue
            if child.get("/S") in kinds:
                yield child
            else:
                yield from self._walk(child, kinds)


def _children(element: DictionaryObject) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        yield kid.get_object()


def _texts(page: PageObject) -> dict[int, str]:
    """What the page shows, by the number that the structure names it by."""
    found: dict[int, str] = {}
    open_marks: list[int | None] = []

    def before(operator: bytes, operands: list[Any], *_matrices: Any) -> None:
        if operator == b"BDC" and isinstance(operands[1], DictionaryObject):
            open_marks.append(operands[1].get("/MCID"))
        elif operator in (b"BDC", b"BMC"):
            open_marks.append(None)
        elif operator == b"EMC":
            open_marks.pop()

    def text(shown: str, *_rest: Any) -> None:
        if shown.strip() and open_marks and open_marks[-1] is not None:
            mark = int(open_marks[-1])
            found[mark] = found.get(mark, "") + shown.strip("\n")

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found
