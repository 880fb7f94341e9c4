"""A reallocation as a memo in print."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from activities.document.pdf import PdfUnavailable
from budgets.memo import file_name, memo_pdf
from budgets.services.reallocation_mail import page_of
from budgets.views.reallocations import visible_reallocation
from partnership.requests import Request


@require_safe
def reallocation_memo(request: Request, slug: str, year: int, number: int) -> HttpResponse:
    """The file; a missing library is said on the page of the reallocation."""
    found = visible_reallocation(request, slug, year, number)
    try:
        content = memo_pdf(found)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(page_of(found))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name(found))
    return response
