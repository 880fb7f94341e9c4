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
from activities.views.merging import united_with_proposal
from activities.views.page import (
    closed,
    load_page,
    reference_choices,
    saved,
    show,
    visible_chapter,
)
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, Removed, answer, is_autosave, posted


def edit_in_place(
    request: Request,
    chapter: Chapter,
    *,
    panel: str,
    opened: Opened,
    save: Callable[[], Any],
    message: str,
    address: Callable[[Any], str] | None = None,
    removed: Removed | None = None,
) -> HttpResponse:
    """The answer to a form that stands in a chapter's page; see `answer`."""
    edit = Edit(
        form=opened.form,
        save=save,
        show=lambda status: show(request, chapter, panel, opened, status=status),
        done=lambda: saved(request, chapter, panel, message),
        leave=lambda: closed(request, chapter, panel),
        address=address,
        removed=removed,
    )
    return answer(request, edit)


def form_kwargs(request: Request, chapter: Chapter) -> dict[str, Any]:
    """Bound data, and what the form's rich texts may refer to.

    A page that saves by itself sends no names of references, so none are read.
    """
    if is_autosave(request):
        return {"data": request.POST}
    return {
        "data": posted(request),
        "references": reference_choices(load_page(request, chapter).building),
        "initial": united_with_proposal(request),
    }


@require_http_methods(["GET", "POST"])
def section_edit(request: Request, uuid: str) -> HttpResponse:
    section = get_object_or_404(Section.objects.visible_to(request.user).with_chapter(), uuid=uuid)
    chapter = section.chapter
    may_edit_chapter(request.user, chapter).require()
    form = SectionForm(instance=section, **form_kwargs(request, chapter))
    return edit_in_place(
        request,
        chapter,
        panel=section.kind,
        opened=Opened(f"section-{section.uuid}", form, request.path),
        save=lambda: texts.edit_section(
            section, body=form.values["body"], seen=form.seen_version, by=request.user
        ),
        message=_("%(part)s is saved.") % {"part": section.get_kind_display()},
    )


@require_http_methods(["GET", "POST"])
def part_edit(request: Request, uuid: str) -> HttpResponse:
    part = get_object_or_404(ListPart.objects.visible_to(request.user).with_chapter(), uuid=uuid)
    chapter = part.chapter
    may_edit_chapter(request.user, chapter).require()
    form = PartForm(instance=part, **form_kwargs(request, chapter))
    return edit_in_place(
        request,
        chapter,
        panel=part.kind,
        opened=Opened(f"part-{part.uuid}", form, request.path),
        save=lambda: texts.edit_part(part, **form.values, seen=form.seen_version, by=request.user),
        message=_("%(part)s is saved.") % {"part": part.get_kind_display()},
    )


@require_http_methods(["GET", "POST"])
def heading_edit(request: Request, uuid: str) -> HttpResponse:
    chapter = visible_chapter(request, uuid=uuid)
    may_edit_heading(request.user, chapter).require()
    form = HeadingForm(instance=chapter, data=posted(request))
    return edit_in_place(
        request,
        chapter,
        panel="",
        opened=Opened("heading", form, request.path),
        save=lambda: texts.edit_heading(
            chapter, **form.values, seen=form.seen_version, by=request.user
        ),
        message=_("The heading is saved."),
    )
