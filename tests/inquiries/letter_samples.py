"""Letters without a database: one with everything a letter may hold, and a short one."""

from dataclasses import replace

from activities.document.tree import (
    Block,
    CrossReference,
    Heading,
    ItemList,
    LineBreak,
    ListItem,
    Paragraph,
    Span,
)
from inquiries.document.tree import (
    AnsweredQuestion,
    CaseNumber,
    Correction,
    LetterDocument,
    Recipient,
    SenderBlock,
    SideColumn,
    Signature,
)


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(Span(text) for text in texts))


def item(*blocks: Block | str) -> ListItem:
    return ListItem(
        tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    )


def numbered(*items: ListItem) -> ItemList:
    return ItemList(True, items)


def bullets(*items: ListItem) -> ItemList:
    return ItemList(False, items)


SHORT = LetterDocument(
    number="2024-1",
    asked="2024-11-22",
    authority="Kultur- og Fritidsforvaltningen",
    recipient=Recipient("Karim Andersen", "Medlem af Borgerrepræsentationen"),
    side=SideColumn(
        dated="2024-12-02",
        numbers=(
            CaseNumber("eDoc sagsnummer", "2024-0411360"),
            CaseNumber("F2 sagsnummer", "2024 - 24080"),
        ),
        sender=SenderBlock(
            ("Administrerende direktør", "Rådhuset", "1. sal vær. 83", "1599 København V"),
            "www.kk.dk",
        ),
    ),
    title=(
        "Spørgsmål til skriftlig besvarelse stillet af Karim Andersen (B) den 22.11.2024 "
        "om et møde med Mit Kvarter"
    ),
    opening=(),
    questions=(
        AnsweredQuestion(
            "Spørgsmål", (paragraph("Holdes der et møde?"),), "Svar", (paragraph("Ja."),)
        ),
    ),
    closing=(),
    signature=Signature("Med venlig hilsen", "Astrid Elkjær Jakobsen", "Konstitueret direktør"),
)

EVERYTHING: tuple[Block, ...] = (
    Paragraph(
        (
            Span("Med "),
            Span("fed", strong=True),
            Span(", "),
            Span("kursiv", em=True),
            LineBreak(),
            Span("og et "),
            Span("link", href="https://example.dk/side?a=1&b=2"),
            Span(", jf. "),
            CrossReference("Fælleshaven"),
            Span(" <&>."),
        )
    ),
    Heading(3, "Historik"),
    bullets(item("Et møde i maj.", "Og et brev."), item("En mail.", bullets(item("Et svar.")))),
    numbered(item("Først.", numbered(item("Inde."), item("Også."))), item("Så.")),
    paragraph("Derefter:"),
    numbered(item("Forfra.")),
)

FULL = replace(
    SHORT,
    opening=(paragraph("Tak for spørgsmålene."),),
    questions=(
        AnsweredQuestion(
            "Spørgsmål 1",
            (Paragraph((Span("Hvornår?"), LineBreak(), Span("Og hvor?"))), paragraph("Hvorfor?")),
            "Svar på spørgsmål 1",
            EVERYTHING,
        ),
        AnsweredQuestion(
            "Spørgsmål 2", (paragraph("Hvem?"),), "Svar på spørgsmål 2", (paragraph("Alle."),)
        ),
    ),
    closing=(paragraph("Forvaltningen står til rådighed."),),
    correction=Correction(
        "2024-11-29", "Dette brev retter og erstatter vores svar af 29. november 2024."
    ),
)

#: As a letter is before anything is chosen and written.
EMPTY = replace(
    SHORT,
    recipient=Recipient("Karim Andersen", ""),
    side=SideColumn("", (), SenderBlock()),
    questions=(replace(SHORT.questions[0], answer=()),),
    signature=Signature("Med venlig hilsen", "", ""),
)


def long_letter() -> LetterDocument:
    """Some five pages."""
    text = "Forvaltningen har holdt møder med foreningerne om et muligt samarbejde. " * 6
    answer = tuple(paragraph(f"{number}. {text}") for number in range(30))
    return replace(SHORT, questions=(replace(SHORT.questions[0], answer=answer),))
