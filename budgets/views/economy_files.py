"""The economy's page as Excel and CSV, as of the same day and through the same filter."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from activities.views.plans import visible_plan
from budgets.exports.files import FILES
from budgets.filters import MatrixFilter
from partnership.requests import Request


@require_safe
def economy_file(request: Request, slug: str, year: int, kind: str) -> HttpResponse:
    """The file, or the page that says why there is none."""
    plan = visible_plan(request, slug, year)
    filterset = MatrixFilter(request.GET or None, plan=plan, request=request)
    if filterset.is_bound and not filterset.is_valid():
        page = reverse("economy", args=[slug, year])
        return redirect(f"{page}?{request.GET.urlencode()}")
    file, economy = FILES[kind], filterset.chosen
    response = HttpResponse(file.make(economy), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name(economy))
    return response
