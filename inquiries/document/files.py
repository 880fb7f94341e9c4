"""A letter as files, and everything a clearance keeps of it."""

import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from activities.document.pdf import pdf_of
from inquiries.document.build import letter_of
from inquiries.document.storage import digest
from inquiries.document.tree import LetterDocument
from inquiries.document.word import letter_docx
from inquiries.document.words import draft_mark
from inquiries.models import Reply


@dataclass(frozen=True)
class RenderedLetter:
    """The letter without a draft's mark: its tree with its digest, its files with their SHA-256."""

    document: LetterDocument
    digest: str
    pdf: bytes
    docx: bytes
    sha256: str
    docx_sha256: str


def rendered(reply: Reply) -> RenderedLetter:
    """The letter as it would be sent now. Takes a second: never inside a write transaction.

    Who stores it compares the digest with that of `letter_of` under the lock.
    Raises `PdfUnavailable`.
    """
    document = letter_of(reply)
    pdf, docx = letter_pdf(document), letter_docx(document)
    return RenderedLetter(
        document=document,
        digest=digest(document),
        pdf=pdf,
        docx=docx,
        sha256=hashlib.sha256(pdf).hexdigest(),
        docx_sha256=hashlib.sha256(docx).hexdigest(),
    )


def letter_html(document: LetterDocument, *, is_draft: bool = False) -> str:
    """The printed letter as HTML, always in Danish."""
    context = {"letter": document, "mark": draft_mark() if is_draft else ""}
    with override("da"):
        return render_to_string("pdf/letter.html", context)


def letter_pdf(document: LetterDocument, *, is_draft: bool = False) -> bytes:
    """The letter as PDF/UA-1; the same letter gives the same bytes. Raises `PdfUnavailable`."""
    return pdf_of(letter_html(document, is_draft=is_draft))
