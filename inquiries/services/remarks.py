"""Comments on an answer: writing one, accepting its wording, settling, opening again.

A comment is bound to the version it was written at: writing it closes the open entry
of the history.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.choices import RemarkState
from inquiries.models import Answer, AnswerRemark, Inquiry
from inquiries.services.drafts import edit_answer, require_open
from inquiries.services.refusals import InquiryRefused
from partnership.choices import Act
from partnership.models import User
from partnership.richtext import canonical
from partnership.services import history
from partnership.services.audit import record


@transaction.atomic
def add_remark(
    answer: Answer, *, text: str, by: User, proposal: str = "", seen: int | None = None
) -> AnswerRemark:
    """Comment on an answer, perhaps with a wording in place of the whole text.

    `seen` is the version the wording was begun on. Raises `InquiryRefused` when
    somebody has changed the text since, or the wording changes nothing.
    """
    # Settling locks the history, so nobody changes the text after it was read again.
    revision = history.settle(answer.reply)
    now = Answer.objects.get(pk=answer.pk)
    proposal = canonical(proposal)
    if proposal and seen is not None and seen != now.version:
        raise InquiryRefused(
            _(
                "Somebody has changed the text since you opened it. Nothing is sent; see what "
                "it says now, and send your proposal again if it still fits."
            ),
            "proposal",
        )
    if proposal and proposal == now.body:
        raise InquiryRefused(
            _("The proposal is the text as it reads now. Change it first."), "proposal"
        )
    added = AnswerRemark.objects.create(
        answer=answer,
        revision=revision,
        text=text,
        proposal=proposal,
        author=by,
        author_name=by.name,
    )
    _log("add", added, by)
    return added


@transaction.atomic
def accept_remark(remark: AnswerRemark, *, by: User) -> AnswerRemark:
    """Put the proposed wording into the answer, as the commenter's own edit, and settle.

    Raises `InquiryRefused` when the text no longer reads as it did when the wording
    was proposed, when the comment is settled, or the draft closed; then nothing is written.
    """
    # Every edit locks the inquiry before the history; so must this.
    require_open(Inquiry.objects.in_turn(remark.answer.reply.inquiry))
    found = _locked(remark, RemarkState.OPEN)
    if not found.proposal:
        raise InquiryRefused(_("The comment has no proposal."))
    reply = found.answer.reply
    with history.entry(
        reply, act=Act.PROPOSAL, by=found.author, by_name=found.author_name, accepted_by=by
    ):
        now = Answer.objects.select_related("reply__inquiry").get(pk=found.answer_id)
        if now.body != wording_then(found):
            raise InquiryRefused(
                _("The text has been changed since the proposal was made, so it was not put in.")
            )
        edit_answer(now, body=found.proposal, seen=now.version, by=found.author)
    _settle(found, by, accepted=True)
    _log("accept", found, by)
    return found


@transaction.atomic
def settle_remark(remark: AnswerRemark, *, by: User) -> AnswerRemark:
    """Say that nothing more is to be done. Raises `InquiryRefused` when it is settled already."""
    found = _locked(remark, RemarkState.OPEN)
    _settle(found, by)
    _log("settle", found, by)
    return found


@transaction.atomic
def reopen_remark(remark: AnswerRemark, *, by: User) -> AnswerRemark:
    """Open a settled comment again, unless its wording has become the text."""
    found = _locked(remark, RemarkState.SETTLED)
    if found.accepted:
        raise InquiryRefused(
            _("The proposal has become the text. Write a new comment if it is to change again.")
        )
    nobody = {"settled_by": None, "settled_by_name": "", "settled_at": None}
    _write(found, state=RemarkState.OPEN, **nobody)
    _log("reopen", found, by)
    return found


def wording_then(remark: AnswerRemark) -> str | None:
    """The text at the version the comment was written at; None where it knows none."""
    item = history.content_at(remark.revision).by_uuid.get(remark.answer.uuid)
    return item.fields["body"] if item else None


def _locked(remark: AnswerRemark, state: RemarkState) -> AnswerRemark:
    """The comment as it is now, if it is in the state.

    The row is locked, so that of two acts at once the second sees the first: a
    proposal is accepted once.
    """
    rows = AnswerRemark.objects.select_for_update(of=("self",))
    found = rows.select_related("answer__reply__inquiry", "revision").get(pk=remark.pk)
    if found.state == state:
        return found
    if found.state == RemarkState.SETTLED:
        name = {"name": found.settled_by_name}
        raise InquiryRefused(_("%(name)s has settled the comment already.") % name)
    raise InquiryRefused(_("The comment is open already."))


def _settle(remark: AnswerRemark, by: User, *, accepted: bool = False) -> None:
    _write(
        remark,
        state=RemarkState.SETTLED,
        settled_by=by,
        settled_by_name=by.name,
        settled_at=timezone.now(),
        accepted=accepted,
    )


def _write(remark: AnswerRemark, **values: Any) -> None:
    for name, value in values.items():
        setattr(remark, name, value)
    remark.save(update_fields=list(values))


def _log(verb: str, remark: AnswerRemark, by: User) -> None:
    inquiry = remark.answer.reply.inquiry
    partnership = None if inquiry.confidential else inquiry.partnership
    record(f"inquiries.remark.{verb}", by=by, on=remark, partnership=partnership)
