"""A chapter's page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from activities.views.page import show, visible_chapter


@require_safe
def chapter_page(request: HttpRequest, slug: str, year: int, activity: str) -> HttpResponse:
    chapter = visible_chapter(
        request, plan__partnership__slug=slug, plan__year=year, activity__slug=activity
    )
    return show(request, chapter)
