"""The steps of an inquiry: to clearance, back to the draft, sent, closed and corrected."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inquiries.choices import InquiryAct
from inquiries.models import Inquiry
from inquiries.permissions import may_take
from inquiries.services import clearance, dispatch, register
from inquiries.services.drafts import reply_of
from inquiries.services.refusals import InquiryRefused
from inquiries.step_forms import DispatchForm, ReasonForm, SubmitForm
from inquiries.views.case_page import case_url, show_case, visible_inquiry
from inquiries.views.refused import tell
from partnership.requests import Request
from partnership.views.editing import Opened


@require_POST
def submit(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _inquiry(request, year, number, InquiryAct.SUBMIT)
    form = SubmitForm(request.POST, inquiry=inquiry)
    return take(
        request,
        inquiry,
        InquiryAct.SUBMIT,
        form,
        lambda: clearance.submit(
            reply_of(inquiry),
            by=request.user,
            approvers=form.approvers,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
        ),
        _("The letter is sent to clearance."),
    )


@require_POST
def return_to_draft(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _inquiry(request, year, number, InquiryAct.RETURN)
    form = ReasonForm(request.POST, auto_id="id_return_%s")
    return take(
        request,
        inquiry,
        InquiryAct.RETURN,
        form,
        lambda: clearance.return_to_draft(reply_of(inquiry), by=request.user, **form.cleaned_data),
        _("The letter is returned to the draft."),
    )


@require_POST
def send(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _inquiry(request, year, number, InquiryAct.DISPATCH)
    form = DispatchForm(request.POST, auto_id="id_dispatch_%s")
    return take(
        request,
        inquiry,
        InquiryAct.DISPATCH,
        form,
        lambda: dispatch.dispatch(reply_of(inquiry), by=request.user, **form.cleaned_data),
        _("The dispatch is recorded. The inquiry can be closed."),
    )


@require_POST
def close(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _inquiry(request, year, number, InquiryAct.CLOSE)
    return take(
        request,
        inquiry,
        InquiryAct.CLOSE,
        None,
        lambda: register.close(inquiry, by=request.user),
        _("The inquiry is closed."),
    )


@require_POST
def correct(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _inquiry(request, year, number, InquiryAct.CORRECT)
    form = ReasonForm(request.POST, auto_id="id_correct_%s")
    return take(
        request,
        inquiry,
        InquiryAct.CORRECT,
        form,
        lambda: dispatch.correct(inquiry, by=request.user, **form.cleaned_data),
        _("A new letter is begun. It names the one that it corrects."),
    )


def _inquiry(request: Request, year: int, number: int, act: InquiryAct) -> Inquiry:
    """The inquiry, if the person may take the step; its state may have changed on the way."""
    inquiry = visible_inquiry(request, year, number)
    may_take(request.user, inquiry, act).require()
    return inquiry


def take(
    request: Request,
    inquiry: Inquiry,
    act: InquiryAct,
    form: Any,
    step: Callable[[], Any],
    message: str,
) -> HttpResponse:
    """Take the step, or show the page with the reason why not and all that was typed."""
    if form is None or form.is_valid():
        try:
            step()
        except InquiryRefused as refused:
            if form is None:
                messages.error(request, refused.words)
                return HttpResponseRedirect(case_url(inquiry, "steps"))
            tell(form, refused)
        else:
            messages.success(request, message)
            return HttpResponseRedirect(case_url(inquiry, "steps"))
    fresh = visible_inquiry(request, inquiry.year, inquiry.number)
    return show_case(request, fresh, Opened(f"step-{act}", form, request.path), status=422)
