"""Extending a deadline, stopping its clock and letting it go on."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inquiries.deadline_forms import ExtendForm, PauseForm, ResumeForm
from inquiries.models import Inquiry
from inquiries.permissions import may_move_deadline
from inquiries.services import extensions
from inquiries.services.clock_words import moved_in_words, rule_in_words, time_left
from inquiries.services.extensions import Moved
from inquiries.views.case_page import case_breadcrumbs, case_url, visible_inquiry
from inquiries.views.deadline_panel import KEY
from inquiries.views.refused import done_or_refused
from partnership.requests import Request
from partnership.views.editing import posted


@require_http_methods(["GET", "POST"])
def inquiry_extend(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _movable(request, year, number)
    form = ExtendForm(posted(request), initial={"seen": inquiry.extensions.count()})
    return _page(
        request,
        inquiry,
        form,
        lambda: extensions.extend(inquiry, by=request.user, **form.cleaned_data),
        heading=_("Extend the deadline"),
    )


@require_http_methods(["GET", "POST"])
def inquiry_pause(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _movable(request, year, number)
    form = PauseForm(posted(request))
    return _page(
        request,
        inquiry,
        form,
        lambda: extensions.pause(inquiry, by=request.user, **form.cleaned_data),
        heading=_("Pause the deadline"),
    )


@require_http_methods(["GET", "POST"])
def inquiry_resume(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = _movable(request, year, number)
    form = ResumeForm(posted(request))
    return _page(
        request,
        inquiry,
        form,
        lambda: extensions.resume(inquiry, by=request.user, **form.cleaned_data),
        heading=_("Let the deadline go on"),
    )


def _movable(request: Request, year: int, number: int) -> Inquiry:
    inquiry = visible_inquiry(request, year, number)
    may_move_deadline(request.user, inquiry).require()
    return inquiry


def _page(
    request: Request,
    inquiry: Inquiry,
    form: forms.BaseForm,
    move: Callable[[], Moved],
    *,
    heading: str | Promise,
) -> HttpResponse:
    def act() -> None:
        messages.success(request, moved_in_words(move()))

    if done_or_refused(form, act):
        return HttpResponseRedirect(case_url(inquiry, KEY))
    context = {
        "form": form,
        "inquiry": inquiry,
        "heading": heading,
        "rule": rule_in_words(inquiry),
        "left": time_left(inquiry),
        "back": case_url(inquiry, KEY),
        "breadcrumbs": case_breadcrumbs(inquiry, str(heading)),
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/deadlines/move.html", context, status=status)
