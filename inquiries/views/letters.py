"""A reply as the letter it will be: on screen, as PDF and as a Word file."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.document.pdf import PdfUnavailable
from inquiries.document.files import document_to_show, file_of
from inquiries.services.clearance import letters_standing, shortcomings
from inquiries.services.drafts import reply_of
from inquiries.views.case_page import (
    CasePage,
    CasePanel,
    case_breadcrumbs,
    case_url,
    visible_inquiry,
)
from partnership.requests import Request


@require_safe
def letter(request: Request, year: int, number: int) -> HttpResponse:
    """The letter that is cleared, or the draft with what it lacks."""
    inquiry = visible_inquiry(request, year, number)
    reply = reply_of(inquiry)
    document, cleared = document_to_show(reply)
    context = {
        "inquiry": inquiry,
        "letter": document,
        "cleared": cleared,
        "lacks": [] if cleared else shortcomings(reply),
        "breadcrumbs": case_breadcrumbs(inquiry, _("Letter")),
    }
    return render(request, "inquiries/letter/preview.html", context)


@require_safe
def letter_pdf(request: Request, year: int, number: int) -> HttpResponse:
    return _file(request, year, number, "pdf")


@require_safe
def letter_docx(request: Request, year: int, number: int) -> HttpResponse:
    return _file(request, year, number, "docx")


def _file(request: Request, year: int, number: int, extension: str) -> HttpResponse:
    """The file; a missing library is said on the page of the inquiry."""
    inquiry = visible_inquiry(request, year, number)
    try:
        made = file_of(reply_of(inquiry), extension)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(case_url(inquiry))
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(True, made.name)
    return response


def letter_panel(page: CasePage) -> CasePanel:
    """The way to the letter, from the page of its inquiry."""
    context = {"inquiry": page.inquiry, "is_cleared": letters_standing(page.reply).exists()}
    return CasePanel("letter", _("Letter"), "inquiries/letter/panel.html", context, aside=True)
