"""The tree of a letter: what it says, apart from how it looks.

Built once by `letter_of`, read by the preview, the PDF and the Word file, and
kept with the letter that was cleared. The words that every letter has stand in
it too, so that an old letter keeps them. `SCHEMA` rises when a stored tree of
the old form could no longer be read without a conversion.
"""

from dataclasses import dataclass

from activities.document.tree import Block, Paragraph

SCHEMA = 1


@dataclass(frozen=True)
class Recipient:
    """Who asked, and the office, such as member of the council."""

    name: str
    office: str


@dataclass(frozen=True)
class CaseNumber:
    """The number of the case in another system, under the name of that system."""

    label: str
    number: str


@dataclass(frozen=True)
class SenderBlock:
    """The office and its address, line by line; empty where none is chosen."""

    lines: tuple[str, ...] = ()
    website: str = ""

    @property
    def href(self) -> str:
        """Where the website is, which letters print without its protocol."""
        return f"https://{self.website}" if self.website else ""


@dataclass(frozen=True)
class SideColumn:
    """Date, numbers and sender. `dated` is the letter's date in ISO form, or ""."""

    dated: str
    numbers: tuple[CaseNumber, ...]
    sender: SenderBlock


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as it was asked, and its answer, each under its heading."""

    heading: str
    question: tuple[Paragraph, ...]
    answer_heading: str
    answer: tuple[Block, ...]


@dataclass(frozen=True)
class Correction:
    """The letter that this one takes the place of: its date in ISO form, and the words."""

    dated: str
    text: str


@dataclass(frozen=True)
class Signature:
    greeting: str
    name: str
    title: str


@dataclass(frozen=True)
class LetterDocument:
    """A letter as it reads. `number` is the inquiry's own; `asked` the question's day, ISO form.

    Whether it is a draft is not part of it: the letter that is cleared is the one that was seen.
    """

    number: str
    asked: str
    authority: str
    recipient: Recipient
    side: SideColumn
    title: str
    opening: tuple[Block, ...]
    questions: tuple[AnsweredQuestion, ...]
    closing: tuple[Block, ...]
    signature: Signature
    correction: Correction | None = None
    schema: int = SCHEMA

    @property
    def dated(self) -> str:
        """The day that files of the letter carry: its date, or the question's until it has one."""
        return self.side.dated or self.asked
