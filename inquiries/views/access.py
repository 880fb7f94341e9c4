"""A copy of a letter for somebody who has asked for access, with names struck out."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.document.pdf import PdfUnavailable
from inquiries.case_forms import AccessForm
from inquiries.document.files import letter_pdf
from inquiries.document.redaction import occurrences, redacted
from inquiries.document.storage import letter_from_json
from inquiries.exports.package import letters_of
from inquiries.models import Inquiry
from inquiries.permissions import works_in
from inquiries.services.confidentiality import note_taken
from inquiries.views.case_page import case_breadcrumbs, visible_inquiry
from partnership.requests import Request


@require_http_methods(["GET", "POST"])
def inquiry_access(request: Request, year: int, number: int) -> HttpResponse:
    """The copy as PDF; a name that is nowhere in the letter is said, and no copy made."""
    inquiry = visible_inquiry(request, year, number)
    works_in(request.user, inquiry.unit).require()
    letters = letters_of(inquiry)
    if not letters:
        raise PermissionDenied(_("There is no letter to hand out before one is sent."))
    form = AccessForm(request.POST if request.method == "POST" else None, letters=letters)
    if form.is_valid() and (copy := _copy(request, inquiry, form)):
        return copy
    context = {
        "form": form,
        "inquiry": inquiry,
        "breadcrumbs": case_breadcrumbs(inquiry, _("Copy for access")),
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/access.html", context, status=status)


def _copy(request: Request, inquiry: Inquiry, form: AccessForm) -> HttpResponse | None:
    document = letter_from_json(form.cleaned_data["letter"].content)
    names = form.cleaned_data["names"]
    missing = [name for name in names if not occurrences(document, [name])]
    if missing:
        told = {"names": ", ".join(missing)}
        form.add_error("names", _("The letter does not mention: %(names)s") % told)
        return None
    try:
        content = letter_pdf(redacted(document, names))
    except PdfUnavailable as error:
        form.add_error(None, str(error))
        return None
    note_taken("access", inquiry, by=request.user)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"Svar-{inquiry.designation}-aktindsigt.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
