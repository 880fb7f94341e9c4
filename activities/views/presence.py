"""Who else is in a chapter."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from activities.views.page import chapter_panels, visible_chapter
from partnership.requests import Request
from partnership.views.presence import be_present


@require_POST
def chapter_presence(request: Request, uuid: str) -> HttpResponse:
    chapter = visible_chapter(request, uuid=uuid)
    return be_present(request, chapter.uuid, chapter_panels.names())
