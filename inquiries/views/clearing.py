"""Reading the letter as it will be sent, and clearing exactly that."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.document.pdf import PdfUnavailable
from inquiries.document.files import rendered
from inquiries.document.storage import letter_from_json
from inquiries.models import Inquiry
from inquiries.permissions import may_clear
from inquiries.services import clearance
from inquiries.services.clearance import Rendered
from inquiries.services.drafts import reply_of
from inquiries.services.facts import stale
from inquiries.services.refusals import InquiryRefused
from inquiries.step_forms import ClearForm
from inquiries.views.case_page import case_breadcrumbs, case_url, visible_inquiry
from inquiries.views.refused import tell
from partnership.requests import Request


@require_http_methods(["GET", "POST"])
def clear(request: Request, year: int, number: int) -> HttpResponse:
    """The letter is rendered before anything is locked; what is stored is what was seen."""
    inquiry = visible_inquiry(request, year, number)
    may_clear(request.user, inquiry).require()
    reply = reply_of(inquiry)
    try:
        made = rendered(reply)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(case_url(inquiry))
    form = ClearForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            letter = clearance.clear(reply, by=request.user, rendered=made, **form.cleaned_data)
        except InquiryRefused as refused:
            tell(form, refused)
        else:
            return _done(request, inquiry, is_last=letter is not None)
    return _show(request, inquiry, made, form)


def _done(request: Request, inquiry: Inquiry, *, is_last: bool) -> HttpResponse:
    text = _("The letter is cleared and stored. It can be sent.")
    if not is_last:
        text = _("Your clearance is recorded. The next approver is awaited.")
    messages.success(request, text)
    return HttpResponseRedirect(case_url(inquiry, "steps"))


def _show(request: Request, inquiry: Inquiry, made: Rendered, form: ClearForm) -> HttpResponse:
    context = {
        "inquiry": inquiry,
        "letter": letter_from_json(made.content),
        "form": form,
        # What this page shows, whatever was sent from an older one.
        "seen": made.sha256,
        "stale": stale(reply_of(inquiry)),
        "breadcrumbs": case_breadcrumbs(inquiry, _("Clear the letter")),
    }
    status = 409 if form.errors else 200
    return render(request, "inquiries/clear.html", context, status=status)
