"""A chapter's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from activities.views.page import chapter_panels, show, visible_chapter
from partnership.requests import Request


@require_safe
def chapter_page(request: Request, slug: str, year: int, activity: str) -> HttpResponse:
    chapter = visible_chapter(
        request, plan__partnership__slug=slug, plan__year=year, activity__slug=activity
    )
    panel = request.GET.get("panel", "")
    return show(request, chapter, panel if panel in chapter_panels.names() else "")
