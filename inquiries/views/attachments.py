"""The files of an inquiry: adding, reading and removing them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from inquiries.case_forms import FilesForm
from inquiries.models import Attachment
from inquiries.permissions import may_edit_inquiry
from inquiries.services import attachments
from inquiries.services.confidentiality import note_seen
from inquiries.services.refusals import InquiryRefused
from inquiries.views.case_page import (
    CasePage,
    CasePanel,
    case_url,
    show_case,
    visible_inquiry,
)
from partnership.requests import Request
from partnership.views.editing import Opened

KEY = "attachments"


def panel(page: CasePage) -> CasePanel:
    """The inquiry's files, with a form to add more."""
    opened: Any = page.is_open(KEY)
    context = {
        "rows": page.inquiry.attachments.filter(removed_at__isnull=True).defer("content"),
        "form": opened.form if opened else FilesForm(),
        "may_edit": page.may_edit,
        "inquiry": page.inquiry,
    }
    return CasePanel(KEY, _("Attachments"), "inquiries/attachments.html", context, aside=True)


@require_POST
def attachment_add(request: Request, year: int, number: int) -> HttpResponse:
    """All of the files, or none with the reason."""
    inquiry = visible_inquiry(request, year, number)
    may_edit_inquiry(request.user, inquiry).require()
    form: Any = FilesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            attachments.attach_all(inquiry, form.cleaned_data["added"], by=request.user)
        except InquiryRefused as refused:
            form.add_error("added", refused.words)
        else:
            messages.success(request, _("The files are added."))
            return HttpResponseRedirect(case_url(inquiry, KEY))
    return show_case(request, inquiry, Opened(KEY, form, request.path), status=422)


@require_safe
def attachment(request: Request, uuid: str) -> HttpResponse:
    """Always saved as a file, never shown as a page of ours."""
    found = visible_attachment(request, uuid)
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


@require_POST
def attachment_remove(request: Request, uuid: str) -> HttpResponse:
    found = visible_attachment(request, uuid)
    may_edit_inquiry(request.user, found.inquiry).require()
    if attachments.remove_attachment(found, by=request.user):
        told = {"name": found.name}
        messages.success(request, _("%(name)s is removed from the inquiry.") % told)
    return HttpResponseRedirect(case_url(found.inquiry, KEY))


def visible_attachment(request: Request, uuid: str) -> Attachment:
    rows = Attachment.objects.visible_to(request.user).filter(removed_at__isnull=True)
    found = get_object_or_404(rows.select_related("inquiry__unit"), uuid=uuid)
    note_seen(found.inquiry, by=request.user)
    return found
