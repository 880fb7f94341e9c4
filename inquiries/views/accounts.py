"""The list as Excel, the yearly account, and the filing package of one inquiry."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.xlsx import CONTENT_TYPE
from inquiries.exports.lists import account_xlsx, list_xlsx
from inquiries.exports.package import letters_of, package, package_name
from inquiries.filters import InquiryFilter
from inquiries.models import Inquiry
from inquiries.permissions import may_register
from inquiries.services.account import Account, account_of, years_of
from inquiries.services.confidentiality import note_taken
from inquiries.views.case_page import CasePage, CasePanel, visible_inquiry
from partnership.requests import Request


@require_safe
def inquiries_xlsx(request: Request) -> HttpResponse:
    """The list as it is filtered; with an invalid filter, no file that looks like a result."""
    may_register(request.user).require()
    rows = Inquiry.objects.visible_to(request.user).for_list().by_deadline()
    filterset = InquiryFilter(request.GET or None, queryset=rows, request=request)
    if request.GET and not filterset.is_valid():
        raise Http404
    return _file(list_xlsx(filterset.qs), CONTENT_TYPE, "Politikerspoergsmaal.xlsx")


@require_safe
def account(request: Request) -> HttpResponse:
    may_register(request.user).require()
    found = _account(request)
    context = {
        "account": found,
        "years": years_of(Inquiry.objects.visible_to(request.user)),
        "groups": [
            (_("By councillor"), found.by_asker),
            (_("By party"), found.by_party),
            (_("By unit"), found.by_unit),
        ],
        "breadcrumbs": [
            (_("Council questions"), reverse("inquiries")),
            (_("Yearly account"), ""),
        ],
    }
    return render(request, "inquiries/account.html", context)


@require_safe
def account_file(request: Request) -> HttpResponse:
    may_register(request.user).require()
    found = _account(request)
    name = f"Politikerspoergsmaal-{found.year}.xlsx"
    return _file(account_xlsx(found), CONTENT_TYPE, name)


def _account(request: Request) -> Account:
    """The year asked for, else the newest with a question in it."""
    rows: Any = Inquiry.objects.visible_to(request.user)
    years = years_of(rows) or [timezone.localdate().year]
    asked = request.GET.get("year", "")
    if asked and asked not in {str(year) for year in years}:
        raise Http404
    return account_of(rows, int(asked or years[0]))


def filing_panel(page: CasePage) -> CasePanel:
    """What may be taken out of the case."""
    context = {"inquiry": page.inquiry, "is_sent": letters_of(page.inquiry).exists()}
    return CasePanel("filing", _("Filing"), "inquiries/filing.html", context, aside=True)


@require_safe
def inquiry_package(request: Request, year: int, number: int) -> HttpResponse:
    """What the record system is to have; there is none before a letter is sent."""
    inquiry = visible_inquiry(request, year, number)
    if not letters_of(inquiry):
        raise PermissionDenied(_("There is nothing to file before the letter is sent."))
    note_taken("package", inquiry, by=request.user)
    return _file(package(inquiry), "application/zip", package_name(inquiry))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
