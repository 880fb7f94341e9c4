"""The chapter's page: panels in printed order, any one of them open for editing.

Page and fragment come from the same address: with htmx the answer is the one
panel, otherwise the whole page with that panel open.
"""

import re
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
from activities.models import Chapter
from activities.permissions import may_edit_chapter, may_edit_heading
from activities.services.completeness import missing_in
from activities.services.content import (
    activities_by_uuid,
    sources_by_uuid,
    with_content,
)
from activities.services.texts_of import citations_of
from partnership.forms import ReferenceChoice, VersionedForm
from partnership.permissions import Decision
from partnership.registry import Registry
from partnership.requests import Request


@dataclass(frozen=True)
class Opened:
    """What is open for editing: a key such as "row-UUID", and its form."""

    key: str
    form: VersionedForm
    action: str


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
    """The chapter with its content, or 404 outside the person's partnerships."""
    chapters = with_content(Chapter.objects.visible_to(request.user).with_text())
    return get_object_or_404(chapters, **lookup)


def load_page(request: Request, chapter: Chapter, opened: Opened | None = None) -> ChapterPage:
    chapter = visible_chapter(request, pk=chapter.pk)
    building = Building(
        plan=chapter.plan,
        chapters=list(chapter.plan.chapters.select_related("activity").order_by("number")),
        sources=sources_by_uuid(chapter.plan),
        activities=activities_by_uuid(chapter.plan),
    )
    book = NoteBook("kapitel", citations_of(chapter, building.sources))
    may_edit = may_edit_chapter(request.user, chapter)
    return ChapterPage(request, chapter, may_edit, building, book, opened)


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
    if request.htmx:
        return show(request, chapter, panel_name)
    return HttpResponseRedirect(f"{chapter_url(chapter)}#{panel_name}")


def show_removed(
    request: Request, chapter: Chapter, panel_name: str, opened: Opened, text: str
) -> HttpResponse:
    """The page when somebody has removed what is edited: the text says so, and what
    was typed is kept in `opened`."""
    if opened.form.is_bound:
        opened.form.add_error(None, text)
    else:
        messages.error(request, text)
    return show(request, chapter, panel_name, opened, status=409)


def seen_version(request: Request) -> int:
    """The version a small action was sent from; 0, which none has, if garbled."""
    seen = request.POST.get("seen", "")
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0


def asked_again(request: Request) -> HttpResponse:
    """Run the view once more on the rows as they are by now."""
    view = request.resolver_match
    return view.func(request, *view.args, **view.kwargs)


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


def reference_choices(page_or_building: Building) -> list[ReferenceChoice]:
    """What a text of the plan can refer to: its sources and its other chapters."""
    sources = sorted(page_or_building.sources.values(), key=lambda source: source.short_name)
    choices = [ReferenceChoice(s.uuid, s.short_name, _("Sources")) for s in sources]
    return choices + [
        ReferenceChoice(chapter.activity.uuid, str(chapter), _("Activities"))
        for chapter in page_or_building.chapters
    ]


def leads_of(chapter: Chapter) -> list[Any]:
    from_part = next((p for p in chapter.parts.all() if p.kind == "responsibilities"), None)
    rows = from_part.responsibilities.all() if from_part else []
    return [row for row in rows if row.role == ResponsibilityRole.LEAD]


def _neighbours(page: ChapterPage) -> dict[str, Chapter | None]:
    chapters = [chapter for chapter in page.building.chapters if not chapter.money_only]
    place = next(i for i, other in enumerate(chapters) if other.pk == page.chapter.pk)
    return {
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
