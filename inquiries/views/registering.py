"""Registering an inquiry, correcting what is registered, and withdrawing it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inquiries.choices import InquiryAct
from inquiries.forms import InquiryForm, NewInquiryForm, QuestionsForm, WithdrawForm
from inquiries.models import Inquiry
from inquiries.permissions import may_edit_inquiry, may_register, may_take, may_write
from inquiries.services import register
from inquiries.views.case_page import case_breadcrumbs, case_url, visible_inquiry
from inquiries.views.refused import allowed, done_or_refused
from partnership.forms import VersionedForm
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, answer, posted


@require_http_methods(["GET", "POST"])
def inquiry_new(request: Request) -> HttpResponse:
    may_register(request.user).require()
    form = NewInquiryForm(by=request.user, instance=Inquiry(), data=posted(request))
    made: list[Inquiry] = []

    def save() -> Inquiry:
        identity = form.cleaned_data["identity"]
        made.append(register.register(by=request.user, uuid=identity, **form.values))
        return made[0]

    def done() -> HttpResponse:
        told = {"number": made[0].designation}
        messages.success(request, _("The question is registered as number %(number)s.") % told)
        return HttpResponseRedirect(case_url(made[0]))

    way = [(_("Council questions"), reverse("inquiries")), (_("Register a question"), "")]
    return _form_page(request, form, save, done, heading=_("Register a question"), breadcrumbs=way)


@require_http_methods(["GET", "POST"])
def inquiry_edit(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = visible_inquiry(request, year, number)
    may_edit_inquiry(request.user, inquiry).require()
    form = InquiryForm(by=request.user, instance=inquiry, data=posted(request))
    return _form_page(
        request,
        form,
        lambda: register.edit(inquiry, seen=form.seen_version, by=request.user, **form.values),
        _done(request, inquiry, _("The inquiry is saved.")),
        heading=_("Correct what is registered"),
        breadcrumbs=case_breadcrumbs(inquiry, _("Correct")),
    )


@require_http_methods(["GET", "POST"])
def questions_edit(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = visible_inquiry(request, year, number)
    # What was typed while the letter was sent to clearance is refused by the service, and kept.
    may = may_edit_inquiry if request.method == "POST" else may_write
    may(request.user, inquiry).require()
    numbered = "\n\n".join(str(question) for question in inquiry.questions.all())
    form = QuestionsForm(instance=inquiry, data=posted(request), initial={"questions": numbered})
    return _form_page(
        request,
        form,
        lambda: register.edit_questions(
            inquiry, form.cleaned_data["questions"], seen=form.seen_version.version, by=request.user
        ),
        _done(request, inquiry, _("The questions are saved.")),
        heading=_("Correct the questions"),
        breadcrumbs=case_breadcrumbs(inquiry, _("Questions")),
    )


@require_http_methods(["GET", "POST"])
def inquiry_withdraw(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = visible_inquiry(request, year, number)
    may_take(request.user, inquiry, InquiryAct.WITHDRAW).require()
    form = WithdrawForm(posted(request))

    def act() -> None:
        register.withdraw(inquiry, by=request.user, **form.cleaned_data)

    if done_or_refused(form, act):
        return _done(request, inquiry, _("The inquiry is withdrawn. Nothing is deleted."))()
    context = {
        "form": form,
        "inquiry": inquiry,
        "breadcrumbs": case_breadcrumbs(inquiry, _("Withdraw")),
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/withdraw.html", context, status=status)


def _done(request: Request, inquiry: Inquiry, message: str) -> Callable[[], HttpResponse]:
    def finished() -> HttpResponse:
        messages.success(request, message)
        return HttpResponseRedirect(case_url(inquiry))

    return finished


def _form_page(
    request: Request,
    form: VersionedForm,
    save: Callable[[], Any],
    done: Callable[[], HttpResponse],
    *,
    heading: str,
    breadcrumbs: list[tuple[str, str]],
) -> HttpResponse:
    """A page of its own with one form."""
    back = breadcrumbs[-2][1]
    context = {
        "opened": Opened("form", form, request.path),
        "heading": heading,
        "breadcrumbs": breadcrumbs,
        "back": back,
    }
    edit = Edit(
        form=form,
        save=lambda: allowed(form, save),
        show=lambda status: render(request, "inquiries/form.html", context, status=status),
        done=done,
        leave=lambda: HttpResponseRedirect(back),
    )
    return answer(request, edit)
