"""Figures of a reply that no longer hold."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inquiries.models import Fact
from inquiries.permissions import works_in
from inquiries.services.facts import seen_sources, take_again
from inquiries.services.refusals import InquiryRefused
from inquiries.views.case_page import case_url, visible_inquiry
from partnership.requests import Request


@require_POST
def fact_take_again(request: Request, year: int, number: int, uuid: str) -> HttpResponse:
    """Let the letter say what the figure's source says now."""
    inquiry = visible_inquiry(request, year, number)
    works_in(request.user, inquiry.unit).require()
    rows = Fact.objects.filter(reply__inquiry=inquiry, reply__corrected_by__isnull=True)
    fact = get_object_or_404(rows.with_sources().select_related("reply__inquiry"), uuid=uuid)
    if fact.pk not in seen_sources(request.user, [fact]):
        raise Http404
    try:
        taken = take_again(fact, by=request.user)
    except InquiryRefused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("The letter says %(figure)s now.") % {"figure": taken.text})
    return HttpResponseRedirect(case_url(inquiry, "draft"))
