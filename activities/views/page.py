"""The chapter's page: panels in printed order, any one of them open for editing.

Page and fragment come from the same address: with htmx the answer is the one
panel, otherwise the whole page with that panel open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from activities.choices import ResponsibilityRole
from activities.document.context import Building, NoteBook
from activities.models import Chapter, SafetyPlan
from activities.permissions import may_edit_chapter, may_edit_heading
from activities.services.completeness import missing_in
from activities.services.content import (
    activities_by_uuid,
    sources_by_uuid,
    with_content,
)
from activities.services.said import Said
from activities.services.texts_of import citations_of
from partnership.forms import ReferenceChoice
from partnership.permissions import Decision
from partnership.registry import Registry
from partnership.requests import Request
from partnership.views.editing import Opened


@dataclass(frozen=True)
class Panel:
    """One part of the page. `name` is its registered name and its anchor."""

    name: str
    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    count: int | None = None


@dataclass
class ChapterPage:
    """All that the panels of a chapter's page need."""

    request: Request
    chapter: Chapter
    may_edit: Decision
    building: Building
    book: NoteBook
    said: Said
    opened: Opened | None = None

    @property
    def url(self) -> str:
        return chapter_url(self.chapter)

    def is_open(self, key: str) -> Opened | None:
        return self.opened if self.opened and self.opened.key == key else None


PanelBuilder = Callable[[ChapterPage], Panel | None]

#: The panels of a chapter's page, in printed order.
chapter_panels: Registry[PanelBuilder] = Registry("panels of a chapter's page")


def visible_chapter(request: Request, **lookup: Any) -> Chapter:
    """The chapter, or 404 outside the person's partnerships."""
    chapters = Chapter.objects.visible_to(request.user).with_text().with_plan()
    return get_object_or_404(chapters, **lookup)


def load_page(request: Request, chapter: Chapter, opened: Opened | None = None) -> ChapterPage:
    """The chapter with its content, as it stands now."""
    chapter = with_content(Chapter.objects.filter(pk=chapter.pk)).get()
    building = building_of(chapter.plan)
    book = NoteBook("kapitel", citations_of(chapter, building.sources))
    may_edit = may_edit_chapter(request.user, chapter)
    said = Said(chapter)
    return ChapterPage(request, chapter, may_edit, building, book, said, opened)


def building_of(plan: SafetyPlan) -> Building:
    """What the plan's texts are shown with: its chapters without their content, and its sources."""
    return Building(
        plan=plan,
        chapters=list(plan.chapters.select_related("activity").order_by("number")),
        sources=sources_by_uuid(plan),
        activities=activities_by_uuid(plan),
        page_of=chapter_url,
    )


def show(
    request: Request,
    chapter: Chapter,
    panel_name: str = "",
    opened: Opened | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or with htmx the one panel that `panel_name` names."""
    page = load_page(request, chapter, opened)
    context: dict[str, Any]
    if panel_name and request.htmx:
        panel = chapter_panels[panel_name](page)
        sources = page.building.notes(page.book)
        context = {"page": page, "panel": panel, "sources": sources}
        response = render(request, "activities/panel_fragment.html", context, status=status)
    else:
        panels = [panel for build in chapter_panels if (panel := build(page))]
        context = {
            "page": page,
            "panels": panels,
            "chapter": page.chapter,
            "plan": page.chapter.plan,
            "may_edit_heading": may_edit_heading(request.user, page.chapter),
            "heading": page.is_open("heading"),
            "sources": page.building.notes(page.book),
            "leads": leads_of(page.chapter),
            "missing": missing_in(page.chapter),
            "breadcrumbs": breadcrumbs(page.chapter),
            "neighbours": _neighbours(page),
        }
        response = render(request, "activities/chapter.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def saved(request: Request, chapter: Chapter, panel_name: str, message: str) -> HttpResponse:
    """The answer to a save: the closed panel, or the way back to it."""
    messages.success(request, message)
    return closed(request, chapter, panel_name)


def closed(request: Request, chapter: Chapter, panel_name: str) -> HttpResponse:
    """The part without its form, as it is saved."""
    if request.htmx:
        return show(request, chapter, panel_name)
    return HttpResponseRedirect(f"{chapter_url(chapter)}#{panel_name}")


def chapter_url(chapter: Chapter) -> str:
    plan = chapter.plan
    return reverse("chapter", args=[plan.partnership.slug, plan.year, chapter.activity.slug])


def breadcrumbs(chapter: Chapter) -> list[tuple[str, str]]:
    plan = chapter.plan
    url = reverse("plan", args=[plan.partnership.slug, plan.year])
    return [
        (_("Plans"), reverse("plans")),
        (f"{plan.partnership.short_name} {plan.year}", url),
        (_("Chapter %(number)s") % {"number": chapter.number}, ""),
    ]


def reference_choices(building: Building) -> list[ReferenceChoice]:
    """What a text of the plan can refer to: its sources and its other chapters."""
    standing = (s for s in building.sources.values() if s.removed_at is None)
    sources = sorted(standing, key=lambda source: source.short_name)
    choices = [ReferenceChoice(s.uuid, s.short_name, _("Sources")) for s in sources]
    return choices + [
        ReferenceChoice(chapter.activity.uuid, str(chapter), _("Activities"))
        for chapter in building.chapters
    ]


def leads_of(chapter: Chapter) -> list[Any]:
    from_part = next((p for p in chapter.parts.all() if p.kind == "responsibilities"), None)
    rows = list(from_part.responsibilities.all()) if from_part else []
    return [row for row in rows if row.role == ResponsibilityRole.LEAD]


def _neighbours(page: ChapterPage) -> dict[str, Chapter | None]:
    chapters = [chapter for chapter in page.building.chapters if not chapter.money_only]
    place = next(i for i, other in enumerate(chapters) if other.pk == page.chapter.pk)
    return {
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
