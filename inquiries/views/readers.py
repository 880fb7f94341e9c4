"""Making an inquiry confidential, and naming who may read it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inquiries.case_forms import ReadersForm
from inquiries.permissions import works_in
from inquiries.services import confidentiality
from inquiries.views.case_page import (
    CasePage,
    CasePanel,
    case_breadcrumbs,
    case_url,
    visible_inquiry,
)
from inquiries.views.refused import done_or_refused
from partnership.requests import Request


def panel(page: CasePage) -> CasePanel | None:
    """Who may read a confidential inquiry, and who has."""
    inquiry = page.inquiry
    if not inquiry.confidential:
        return None
    context = {
        "inquiry": inquiry,
        "readers": inquiry.readers.select_related("user").order_by("user__sort_key"),
        "seen": confidentiality.was_seen_by(inquiry),
    }
    return CasePanel("readers", _("Confidential"), "inquiries/readers.html", context, aside=True)


@require_http_methods(["GET", "POST"])
def inquiry_readers(request: Request, year: int, number: int) -> HttpResponse:
    inquiry = visible_inquiry(request, year, number)
    works_in(request.user, inquiry.unit).require()
    data = request.POST if request.method == "POST" else None
    form = ReadersForm(data, inquiry=inquiry)

    def act() -> None:
        confidentiality.set_confidential(inquiry, by=request.user, **form.cleaned_data)

    if done_or_refused(form, act):
        messages.success(request, _("Who may read the inquiry is saved."))
        return HttpResponseRedirect(case_url(inquiry))
    context = {
        "form": form,
        "inquiry": inquiry,
        "breadcrumbs": case_breadcrumbs(inquiry, _("Who may read it")),
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/readers_form.html", context, status=status)
