"""A letter as files: the one that was cleared, or the draft with its mark."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from activities.document.pdf import pdf_of
from inquiries.document.build import letter_of
from inquiries.document.storage import letter_from_json, to_json
from inquiries.document.tree import LetterDocument
from inquiries.document.word import letter_docx
from inquiries.document.words import draft_mark
from inquiries.models import Letter, Reply
from inquiries.services.clearance import Rendered, fingerprint, letter_to_send

#: The formats of a letter, with their content types.
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class LetterFile:
    name: str
    content: bytes
    content_type: str
    is_draft: bool


def rendered(reply: Reply) -> Rendered:
    """The letter as it would be sent now, without a draft's mark, for a clearance.

    Takes a second: never call it inside a write transaction. What it is made from
    is read first, so that a save in the meantime is seen. Raises `PdfUnavailable`.
    """
    made_from = fingerprint(reply)
    document = letter_of(reply)
    return Rendered(
        content=to_json(document),
        pdf=letter_pdf(document),
        docx=letter_docx(document),
        made_from=made_from,
    )


def letter_html(document: LetterDocument, *, is_draft: bool = False) -> str:
    """The printed letter as HTML, always in Danish."""
    context = {"letter": document, "mark": draft_mark() if is_draft else ""}
    with override("da"):
        return render_to_string("pdf/letter.html", context)


def letter_pdf(document: LetterDocument, *, is_draft: bool = False) -> bytes:
    """The letter as PDF/UA-1; the same letter gives the same bytes. Raises `PdfUnavailable`."""
    return pdf_of(letter_html(document, is_draft=is_draft))


def document_to_show(reply: Reply) -> tuple[LetterDocument, Letter | None]:
    """The letter that is cleared with its row, or the draft as it reads now and None."""
    letter = letter_to_send(reply)
    return (letter_from_json(letter.content), letter) if letter else (letter_of(reply), None)


def file_of(reply: Reply, extension: str) -> LetterFile:
    """The bytes that were cleared; else the draft, made now. Raises `PdfUnavailable`."""
    letter = letter_to_send(reply)
    if letter:
        content = bytes(letter.pdf if extension == "pdf" else letter.docx)
    else:
        make = letter_pdf if extension == "pdf" else letter_docx
        content = make(letter_of(reply), is_draft=True)
    name = f"{_stem(reply, is_draft=letter is None)}.{extension}"
    return LetterFile(name, content, FORMATS[extension], is_draft=letter is None)


def _stem(reply: Reply, *, is_draft: bool) -> str:
    """Svar-2024-1, Svar-2024-1-rettelse-1, and each with -udkast until it is cleared."""
    parts = ["Svar", reply.inquiry.designation]
    parts += [f"rettelse-{reply.ordinal - 1}"] if reply.ordinal > 1 else []
    return "-".join([*parts, "udkast"] if is_draft else parts)
