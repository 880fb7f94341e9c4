"""Clearing a reply: sending it to approvers, their word for it, and returning it.

A clearance is for exactly the bytes that were seen: what is rendered is compared
with what the person saw, and under the lock with what stands in the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.choices import InquiryAct
from inquiries.models import (
    Answer,
    Approver,
    Clearance,
    Inquiry,
    Letter,
    Reply,
    Submission,
    UnitRules,
)
from inquiries.permissions import clears_for, next_approver, works_in
from inquiries.services.audit import take_step
from inquiries.services.facts import require_fresh
from inquiries.services.names import lost_references
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import require_step
from partnership.choices import Role
from partnership.models import Revision, Stretch, User
from partnership.services import history

#: Approvers of one reply.
MOST_APPROVERS = 6


class LetterChanged(InquiryRefused):
    """The letter is no longer what the person saw."""

    def __init__(self) -> None:
        super().__init__(
            _("The letter has changed since you saw it. Nothing is cleared; read it once more.")
        )


@dataclass(frozen=True)
class Rendered:
    """A letter made ready: its tree as JSON, the bytes of both files, and what it was made from."""

    content: dict[str, Any]
    pdf: bytes
    docx: bytes
    #: The `fingerprint` of the reply before it was rendered.
    made_from: str

    @property
    def sha256(self) -> str:
        return sha256(self.pdf).hexdigest()


def fingerprint(reply: Reply) -> str:
    """Tells whether anything that the letter is made from has been saved since."""
    reply = Reply.objects.select_related("inquiry", "sender", "signatory").get(pk=reply.pk)
    versions: list[Any] = [reply.version, reply.inquiry.version]
    versions += [row and (row.pk, row.version) for row in (reply.sender, reply.signatory)]
    versions += reply.answers.order_by("pk").values_list("pk", "version", "question__version")
    versions += reply.facts.order_by("pk").values_list("pk", "text")
    return sha256(repr(versions).encode()).hexdigest()


def drafters(reply: Reply) -> set[int]:
    """Ids of those who have written in the reply, or in those that it corrects and began as."""
    replies = reply.inquiry.replies.filter(ordinal__lte=reply.ordinal)
    written = {"subject_uuid__in": replies.values("uuid"), "by__isnull": False}
    ids = set(Revision.objects.filter(**written).values_list("by", flat=True))
    ids |= set(Stretch.objects.filter(**written).values_list("by", flat=True))
    answers = Answer.objects.filter(reply__in=replies, body__gt="")
    ids |= set(answers.values_list("changed_by", flat=True))
    return {pk for pk in ids if pk}


def shortcomings(reply: Reply) -> list[str]:
    """What a letter lacks before it can be cleared, in words."""
    found = []
    if reply.letter_date is None:
        found.append(_("Write the date of the letter."))
    if reply.sender is None:
        found.append(_("Choose a sender block."))
    if reply.signatory is None:
        found.append(_("Choose who signs."))
    for answer in reply.answers.select_related("question"):
        if not answer.body:
            number = {"number": answer.question.number}
            found.append(_("Question %(number)s has no answer yet.") % number)
    if lost_references(reply):
        found.append(_("A reference in the text points at nothing any more. Remove it."))
    return found


@transaction.atomic
def submit(
    reply: Reply, *, by: User, approvers: Sequence[User], seen: str, reason: str = ""
) -> Submission:
    """Send a reply to its approvers, who clear it in the order given.

    `seen` is the `fingerprint` of what the person saw; `reason` is required where a
    figure has changed since it was taken. Raises `LetterChanged`, and
    `InquiryRefused` with what the letter lacks or who cannot clear it.
    """
    inquiry = Inquiry.objects.in_turn(reply.inquiry)
    require_step(InquiryAct.SUBMIT, inquiry)
    locked = Reply.objects.select_related("inquiry", "sender", "signatory").get(pk=reply.pk)
    if fingerprint(locked) != seen:
        raise LetterChanged
    for problem in shortcomings(locked):
        raise InquiryRefused(problem)
    require_fresh(locked, reason)
    _require_approvers(locked, approvers)
    history.settle(locked)
    locked.approvers.all().delete()
    Approver.objects.bulk_create(
        Approver(reply=locked, user=user, position=place)
        for place, user in enumerate(approvers, start=1)
    )
    made = Submission.objects.create(reply=locked, by=by, by_name=by.name, digest=seen)
    take_step(InquiryAct.SUBMIT, inquiry, by=by, reason=reason)
    return made


def _require_approvers(reply: Reply, approvers: Sequence[User]) -> None:
    """That they may read it and clear it together: seats, and somebody who did not write it."""
    if not approvers:
        raise InquiryRefused(_("Choose at least one who clears the letter."), "approvers")
    if len(approvers) > MOST_APPROVERS or len({user.pk for user in approvers}) < len(approvers):
        raise InquiryRefused(
            _("Choose each approver once, and at most %(most)s.") % {"most": MOST_APPROVERS},
            "approvers",
        )
    unit = reply.inquiry.unit
    for user in approvers:
        if not user.is_active or not works_in(user, unit, [Role.APPROVER]):
            raise InquiryRefused(
                _("%(name)s does not clear letters in %(unit)s.")
                % {"name": user.name, "unit": unit.short_name},
                "approvers",
            )
        if not Inquiry.objects.visible_to(user).filter(pk=reply.inquiry_id).exists():
            raise InquiryRefused(
                _("The inquiry is confidential, and %(name)s may not read it.")
                % {"name": user.name},
                "approvers",
            )
    if not _may_clear_own(reply) and {user.pk for user in approvers} <= drafters(reply):
        raise InquiryRefused(
            _("Somebody who has not written in the letter must clear it too."), "approvers"
        )


def _may_clear_own(reply: Reply) -> bool:
    return UnitRules.objects.filter(unit=reply.inquiry.unit_id, may_clear_own=True).exists()


@transaction.atomic
def clear(
    reply: Reply, *, by: User, rendered: Rendered, seen: str, reason: str = ""
) -> Letter | None:
    """An approver's word, or a stand-in's. The last one stores the letter, which is returned.

    `rendered` is made outside the transaction, since it takes seconds; `seen` is
    the SHA-256 of the PDF that the person saw; `reason` is required where a figure
    has changed since it was taken. The inquiry is locked, so that of
    two clearances at once the second sees the first.

    Raises `LetterChanged`, and `InquiryRefused` where it is not the person's turn, or
    where those before have cleared another letter than this.
    """
    inquiry = Inquiry.objects.in_turn(reply.inquiry)
    require_step(InquiryAct.CLEAR, inquiry)
    locked = Reply.objects.select_related("inquiry__unit").get(pk=reply.pk)
    if rendered.sha256 != seen or fingerprint(locked) != rendered.made_from:
        raise LetterChanged
    require_fresh(locked, reason)
    submission = locked.submissions.get(ended_at__isnull=True)
    approver = next_approver(locked)
    if approver is None or not clears_for(by, approver):
        raise InquiryRefused(_waited_for(approver))
    _require_same_letter(submission, seen)
    place = approver.user.name if approver.user_id != by.pk else ""
    is_last = not locked.approvers.filter(position__gt=approver.position).exists()
    if is_last:
        _require_another_pair_of_eyes(locked, submission, by)
    Clearance.objects.create(
        submission=submission,
        position=approver.position,
        by=by,
        by_name=by.name,
        in_place_of=place,
        sha256=seen,
    )
    take_step(InquiryAct.CLEAR, inquiry, by=by, in_place_of=place, reason=reason, moves=is_last)
    return _keep(locked, submission, rendered) if is_last else None


def _waited_for(approver: Approver | None) -> str:
    if approver is None:
        return _("The letter is cleared already.")
    return _("It is %(name)s who clears the letter now.") % {"name": approver.user.name}


def _require_same_letter(submission: Submission, seen: str) -> None:
    """All words are for the same bytes: a sender block may have been changed between two."""
    other = submission.clearances.exclude(sha256=seen).first()
    if other is None:
        return
    raise InquiryRefused(
        _(
            "The letter has changed since %(name)s cleared it. Return it to the draft and send "
            "it to clearance again."
        )
        % {"name": other.by_name}
    )


def _require_another_pair_of_eyes(reply: Reply, submission: Submission, by: User) -> None:
    """A stand-in may have written it, though the one who is absent has not."""
    cleared = {pk for pk in submission.clearances.values_list("by", flat=True) if pk}
    if not _may_clear_own(reply) and cleared | {by.pk} <= drafters(reply):
        raise InquiryRefused(_("Somebody who has not written in the letter must clear it too."))


def _keep(reply: Reply, submission: Submission, rendered: Rendered) -> Letter:
    assert reply.letter_date
    return Letter.objects.create(
        reply=reply,
        submission=submission,
        letter_date=reply.letter_date,
        content=rendered.content,
        pdf=rendered.pdf,
        sha256=rendered.sha256,
        docx=rendered.docx,
        docx_sha256=sha256(rendered.docx).hexdigest(),
    )


@transaction.atomic
def return_to_draft(reply: Reply, *, by: User, reason: str) -> Reply:
    """Open the draft again, also of a letter that is cleared and not sent. Needs a reason."""
    inquiry = Inquiry.objects.in_turn(reply.inquiry)
    require_step(InquiryAct.RETURN, inquiry, reason)
    reply.submissions.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    take_step(InquiryAct.RETURN, inquiry, by=by, reason=reason)
    return reply


def letters_standing(reply: Reply) -> QuerySet[Letter]:
    """The letter of the sending that has not been returned, as rows: one or none."""
    return Letter.objects.filter(reply=reply, submission__ended_at__isnull=True)


def letter_to_send(reply: Reply) -> Letter | None:
    """The letter that is cleared and stands, if there is one, with its bytes."""
    return letters_standing(reply).first()
