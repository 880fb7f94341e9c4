"""What can be done with an inquiry now, and what has been done."""

from typing import Any

from django.forms import HiddenInput
from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.choices import InquiryAct
from inquiries.models import Approver, InquiryStep, Letter
from inquiries.permissions import clears_for, may_take, next_approver
from inquiries.services.clearance import fingerprint, letter_to_send, shortcomings
from inquiries.services.facts import stale
from inquiries.step_forms import DispatchForm, ReasonForm, SubmitForm
from inquiries.views.case_page import CasePage, CasePanel

KEY = "steps"
DONE = "done"


def panel(page: CasePage) -> CasePanel:
    """The next step with its form, and who is waited for."""
    inquiry, act = page.inquiry, InquiryAct
    allowed = {name: may_take(page.request.user, inquiry, name) for name in act}
    letter = letter_to_send(page.reply) if allowed[act.DISPATCH] else None
    context = {
        "inquiry": inquiry,
        "sent_back": _sent_back(page),
        "approvers": _approvers(page),
        "urls": {name: _url(page, name) for name in _ADDRESSES},
        "submit": _submit(page) if allowed[act.SUBMIT] else None,
        "lacks": shortcomings(page.reply) if allowed[act.SUBMIT] else [],
        "clears": _clears(page) if allowed[act.CLEAR] else None,
        "return_form": _reason(page, act.RETURN) if allowed[act.RETURN] else None,
        "dispatch": _dispatch(page, letter) if letter else None,
        "letter": letter,
        "may_close": allowed[act.CLOSE],
    }
    return CasePanel(KEY, _("Next step"), "inquiries/steps.html", context)


def done_panel(page: CasePage) -> CasePanel:
    """The steps taken, and those that few inquiries come to: a new letter, and withdrawal."""
    corrects = may_take(page.request.user, page.inquiry, InquiryAct.CORRECT)
    context = {
        "steps": page.inquiry.steps.all(),
        "urls": {name: _url(page, name) for name in ("correct", "withdraw")},
        "correct_form": _reason(page, InquiryAct.CORRECT) if corrects else None,
        "may_withdraw": may_take(page.request.user, page.inquiry, InquiryAct.WITHDRAW),
    }
    return CasePanel(DONE, _("Steps"), "inquiries/steps_done.html", context)


_ADDRESSES = ("submit", "clear", "return", "dispatch", "close")


def _url(page: CasePage, name: str) -> str:
    return reverse(f"inquiry_{name}", args=[page.inquiry.year, page.inquiry.number])


def _bound(page: CasePage, act: InquiryAct) -> Any:
    """The form as it was sent, where this step was refused."""
    opened = page.is_open(f"step-{act}")
    return opened.form if opened else None


def _submit(page: CasePage) -> SubmitForm:
    seen = fingerprint(page.reply)
    form = _bound(page, InquiryAct.SUBMIT)
    if form:
        # What the page shows now is what is sent next time.
        form.data = form.data.copy()
        form.data["seen"] = seen
    form = form or SubmitForm(inquiry=page.inquiry, initial={"seen": seen})
    if not stale(page.reply) and not form.errors.get("reason"):
        form.fields["reason"].widget = HiddenInput()
    return form


def _dispatch(page: CasePage, letter: Letter) -> DispatchForm:
    initial = {"sent_on": letter.letter_date, "seen": letter.sha256}
    bound = _bound(page, InquiryAct.DISPATCH)
    return bound or DispatchForm(initial=initial, auto_id="id_dispatch_%s")


def _reason(page: CasePage, act: InquiryAct) -> ReasonForm:
    return _bound(page, act) or ReasonForm(auto_id=f"id_{act}_%s")


def _sent_back(page: CasePage) -> InquiryStep | None:
    """Why the letter is a draft again, told until it goes to clearance anew."""
    if not page.inquiry.is_open:
        return None
    turns = (InquiryAct.RETURN, InquiryAct.CORRECT, InquiryAct.SUBMIT)
    last = page.inquiry.steps.filter(act__in=turns).last()
    return last if last and last.act != InquiryAct.SUBMIT else None


def _approvers(page: CasePage) -> list[dict[str, Any]]:
    """Each approver in order, with the word that was given in that place, if it was."""
    submission = page.reply.submissions.filter(ended_at__isnull=True).first()
    if submission is None:
        return []
    given = {word.position: word for word in submission.clearances.all()}
    return [
        {"approver": row, "word": given.get(row.position)}
        for row in page.reply.approvers.select_related("user")
    ]


def _clears(page: CasePage) -> Approver | None:
    """The place in which the person may clear the letter now."""
    waited_for = next_approver(page.reply)
    return waited_for if waited_for and clears_for(page.request.user, waited_for) else None
