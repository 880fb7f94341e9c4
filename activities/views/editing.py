"""Opening and saving the texts of a chapter, each in its place on the page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import HeadingForm, PartForm, SectionForm
from activities.models import Chapter, ListPart, Section
from activities.permissions import may_edit_chapter, may_edit_heading
from activities.services import texts
from activities.views.page import (
    Opened,
    asked_again,
    load_page,
    reference_choices,
    saved,
    show,
    visible_chapter,
)
from partnership.forms import VersionedForm
from partnership.requests import Request
from partnership.services.versions import StaleVersion


def edit_in_place(
    request: Request,
    chapter: Chapter,
    *,
    panel: str,
    key: str,
    form: VersionedForm,
    save: Callable[[], Any],
    message: str,
) -> HttpResponse:
    """The answer to GET and POST of a form that stands in a chapter's page.

    `save` is called once the form is valid. Whatever goes wrong, the page
    comes back with what was typed and nothing is saved.
    """
    opened = Opened(key, form, request.path)
    if request.method == "GET":
        return show(request, chapter, panel, opened)
    if not form.is_valid():
        return show(request, chapter, panel, opened, status=422)
    try:
        save()
    except StaleVersion as stale:
        if getattr(stale.current, "removed_at", None):
            # Removed after this request read it: the view knows what to do with such a row.
            return asked_again(request)
        form.refuse_stale(stale.current)
        return show(request, chapter, panel, opened, status=409)
    return saved(request, chapter, panel, message)


def form_kwargs(request: Request, chapter: Chapter) -> dict[str, Any]:
    """Bound data, and what the form's rich texts may refer to."""
    references = reference_choices(load_page(request, chapter).building)
    return {"data": request.POST if request.method == "POST" else None, "references": references}


@require_http_methods(["GET", "POST"])
def section_edit(request: Request, uuid: str) -> HttpResponse:
    section = get_object_or_404(Section.objects.visible_to(request.user), uuid=uuid)
    chapter = visible_chapter(request, pk=section.chapter_id)
    may_edit_chapter(request.user, chapter).require()
    form = SectionForm(instance=section, **form_kwargs(request, chapter))
    return edit_in_place(
        request,
        chapter,
        panel=section.kind,
        key=f"section-{section.uuid}",
        form=form,
        save=lambda: texts.edit_section(
            section, body=form.values["body"], seen=form.seen_version, by=request.user
        ),
        message=_("%(part)s is saved.") % {"part": section.get_kind_display()},
    )


@require_http_methods(["GET", "POST"])
def part_edit(request: Request, uuid: str) -> HttpResponse:
    part = get_object_or_404(ListPart.objects.visible_to(request.user), uuid=uuid)
    chapter = visible_chapter(request, pk=part.chapter_id)
    may_edit_chapter(request.user, chapter).require()
    form = PartForm(instance=part, **form_kwargs(request, chapter))
    return edit_in_place(
        request,
        chapter,
        panel=part.kind,
        key=f"part-{part.uuid}",
        form=form,
        save=lambda: texts.edit_part(part, **form.values, seen=form.seen_version, by=request.user),
        message=_("%(part)s is saved.") % {"part": part.get_kind_display()},
    )


@require_http_methods(["GET", "POST"])
def heading_edit(request: Request, uuid: str) -> HttpResponse:
    chapter = visible_chapter(request, uuid=uuid)
    may_edit_heading(request.user, chapter).require()
    form = HeadingForm(instance=chapter, data=request.POST if request.method == "POST" else None)
    return edit_in_place(
        request,
        chapter,
        panel="",
        key="heading",
        form=form,
        save=lambda: texts.edit_heading(
            chapter, **form.values, seen=form.seen_version, by=request.user
        ),
        message=_("The heading is saved."),
    )
