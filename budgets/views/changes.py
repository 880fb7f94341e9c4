"""What changed in the budget between two days: on screen, as PDF and as Excel."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.document.pdf import PdfUnavailable, file_name
from activities.views.plans import visible_plan
from budgets.exports import xlsx
from budgets.exports.changes import changes_pdf, changes_xlsx
from budgets.forms import ChangesForm
from budgets.services.changes import Changes, changes_between
from budgets.services.changes_told import events_of
from budgets.views.places import economy_breadcrumbs
from partnership.requests import Request


@require_safe
def budget_changes(request: Request, slug: str, year: int) -> HttpResponse:
    """Days that cannot be read are told beside their fields, and no table passes for a result."""
    plan = visible_plan(request, slug, year)
    form = ChangesForm(request.GET or None)
    changes = None
    if form.is_valid() or not form.is_bound:
        changes = changes_between(plan, form.first, form.last)
    context = {
        "plan": plan,
        "form": form,
        "changes": changes,
        "events": events_of(changes) if changes else [],
        "query": request.GET.urlencode(),
        "breadcrumbs": economy_breadcrumbs(plan, _("Changes")),
    }
    return render(request, "budgets/changes.html", context)


@require_safe
def budget_changes_pdf(request: Request, slug: str, year: int) -> HttpResponse:
    return _file(request, slug, year, changes_pdf, "pdf", "application/pdf")


@require_safe
def budget_changes_xlsx(request: Request, slug: str, year: int) -> HttpResponse:
    return _file(request, slug, year, changes_xlsx, "xlsx", xlsx.CONTENT_TYPE)


def _file(
    request: Request,
    slug: str,
    year: int,
    make: Callable[[Changes], bytes],
    extension: str,
    content_type: str,
) -> HttpResponse:
    """The file, or the page that says why there is none."""
    plan = visible_plan(request, slug, year)
    form = ChangesForm(request.GET or None)
    page = f"{reverse('budget_changes', args=[slug, year])}?{request.GET.urlencode()}"
    if form.is_bound and not form.is_valid():
        return redirect(page)
    try:
        content = make(changes_between(plan, form.first, form.last))
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect(page)
    response = HttpResponse(content, content_type=content_type)
    name = file_name(plan, extension, "aendringer")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
