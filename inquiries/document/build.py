"""From the database to the tree of a letter."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from activities.document.texts import Resolve, blocks_of
from activities.document.tree import CrossReference, Inline, LineBreak, Paragraph, Span
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
from inquiries.models import Answer, Inquiry, Reply, Sender, UnitRules
from inquiries.services.names import names_in
from partnership.formats import long_date, short_date

#: The level of a sub-heading in an answer, which stands under a heading of its own.
SUB_HEADING = 3


def letter_of(reply: Reply) -> LetterDocument:
    """The letter as it reads now, always in Danish. Six queries, whatever its length."""
    related = ("inquiry__unit", "sender", "signatory", "corrects")
    with override("da"):
        return _letter(Reply.objects.select_related(*related).get(pk=reply.pk))


def _letter(reply: Reply) -> LetterDocument:
    inquiry = reply.inquiry
    resolve = resolver(names_in(reply))
    answers = list(reply.answers.select_related("question"))
    return LetterDocument(
        number=inquiry.designation,
        asked=inquiry.asked_on.isoformat(),
        authority=_authority(inquiry),
        recipient=Recipient(inquiry.asker_name, inquiry.asker_office),
        side=_side(reply),
        title=_title(inquiry),
        opening=blocks_of(reply.opening, resolve, SUB_HEADING),
        questions=tuple(_answered(answer, len(answers) > 1, resolve) for answer in answers),
        closing=blocks_of(reply.closing, resolve, SUB_HEADING),
        signature=_signature(reply),
        correction=_correction(reply),
    )


def resolver(names: Mapping[UUID, str]) -> Resolve:
    """A reference that points at nothing is seen in the letter: a sentence may lack a figure."""

    def resolve(target: UUID) -> Inline:
        return Span(names[target]) if target in names else CrossReference(lost_reference())

    return resolve


def lost_reference() -> str:
    """What stands where a reference points at nothing."""
    return _("[reference is missing]")


def _authority(inquiry: Inquiry) -> str:
    rules = UnitRules.objects.filter(unit=inquiry.unit).first()
    return (rules.authority if rules else "") or inquiry.unit.name


def _title(inquiry: Inquiry) -> str:
    told = {
        "asker": inquiry.asker,
        "day": short_date(inquiry.asked_on),
        "subject": inquiry.subject,
    }
    return _("Question for written answer put by %(asker)s on %(day)s about %(subject)s") % told


def _side(reply: Reply) -> SideColumn:
    inquiry = reply.inquiry
    numbers = (
        CaseNumber(_("eDoc case number"), inquiry.edoc_number),
        CaseNumber(_("F2 case number"), inquiry.f2_number),
    )
    return SideColumn(
        dated=reply.letter_date.isoformat() if reply.letter_date else "",
        numbers=tuple(number for number in numbers if number.number),
        sender=_sender(reply.sender),
    )


def _sender(sender: Sender | None) -> SenderBlock:
    if sender is None:
        return SenderBlock()
    address = (line.strip() for line in sender.address.splitlines())
    return SenderBlock((sender.title, *(line for line in address if line)), sender.website)


def _signature(reply: Reply) -> Signature:
    signatory = reply.signatory
    name, title = (signatory.name, signatory.title) if signatory else ("", "")
    return Signature(_("Yours sincerely"), name, title)


def _answered(answer: Answer, numbered: bool, resolve: Resolve) -> AnsweredQuestion:
    number = {"number": answer.question.number}
    return AnsweredQuestion(
        heading=pgettext("in a letter", "Question %(number)s") % number
        if numbered
        else pgettext("in a letter", "Question"),
        question=tuple(_paragraphs(answer.question.text)),
        answer_heading=pgettext("in a letter", "Answer to question %(number)s") % number
        if numbered
        else pgettext("in a letter", "Answer"),
        answer=blocks_of(answer.body, resolve, SUB_HEADING),
    )


def _paragraphs(text: str) -> list[Paragraph]:
    """Plain text: a blank line begins a paragraph, a line break stays one."""
    paragraphs: list[list[Inline]] = [[]]
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            paragraphs.append([])
            continue
        if paragraphs[-1]:
            paragraphs[-1].append(LineBreak())
        paragraphs[-1].append(Span(line))
    return [Paragraph(tuple(inlines)) for inlines in paragraphs if inlines]


def _correction(reply: Reply) -> Correction | None:
    """Names the letter that was wrong by the date it carries."""
    wrong = reply.corrects
    if wrong is None:
        return None
    day = wrong.letters.values_list("letter_date", flat=True).last() or wrong.letter_date
    if day is None:
        return Correction("", _("This letter corrects our earlier answer and replaces it."))
    text = _("This letter corrects our answer of %(day)s and replaces it.")
    return Correction(day.isoformat(), text % {"day": long_date(day)})
