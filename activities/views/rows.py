"""The rows of a chapter's lists: add, change, move, remove, put back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.choices import PartKind
from activities.forms import ROW_FORMS, TargetForm
from activities.models import ROW_MODELS, Chapter, Deliverable, ListPart, Row, Target
from activities.permissions import may_edit_chapter
from activities.services import rows
from activities.views.editing import edit_in_place, form_kwargs
from activities.views.page import (
    Opened,
    saved,
    seen_version,
    show,
    show_removed,
    visible_chapter,
)
from partnership.forms import VersionedForm
from partnership.requests import Request
from partnership.services.versions import StaleVersion


def _row_form(request: Request, chapter: Chapter, kind: str, row: Row | None) -> VersionedForm:
    kwargs = form_kwargs(request, chapter)
    if kind == PartKind.RESPONSIBILITIES:
        kwargs["partnership"] = chapter.plan.partnership
    return ROW_FORMS[kind](instance=row or ROW_MODELS[kind](), **kwargs)


def _editable_row(request: Request, kind: str, uuid: str) -> tuple[Any, Chapter]:
    """The row and its chapter: 404 outside, 403 without the right."""
    if kind not in ROW_MODELS:
        raise Http404
    row = get_object_or_404(ROW_MODELS[kind].objects.visible_to(request.user), uuid=uuid)
    chapter = visible_chapter(request, pk=row.part.chapter_id)
    may_edit_chapter(request.user, chapter).require()
    return row, chapter


def _warn_of_dates(request: Request, chapter: Chapter, values: dict[str, Any]) -> None:
    """Dates may lie outside the plan's year; the writer is told."""
    days = [values.get("starts_on"), values.get("ends_on")]
    if any(day and day.year != chapter.plan.year for day in days):
        text = _("The dates reach outside the plan's year, %(year)s.")
        messages.warning(request, text % {"year": chapter.plan.year})


@require_http_methods(["GET", "POST"])
def row_add(request: Request, uuid: str) -> HttpResponse:
    part = get_object_or_404(ListPart.objects.visible_to(request.user), uuid=uuid)
    chapter = visible_chapter(request, pk=part.chapter_id)
    may_edit_chapter(request.user, chapter).require()
    form = _row_form(request, chapter, part.kind, None)

    def save() -> None:
        rows.add_row(part, by=request.user, **form.values)
        _warn_of_dates(request, chapter, form.values)

    return edit_in_place(
        request,
        chapter,
        panel=part.kind,
        key=f"new-{part.uuid}",
        form=form,
        save=save,
        message=_("The row is added."),
    )


@require_http_methods(["GET", "POST"])
def row_edit(request: Request, kind: str, uuid: str) -> HttpResponse:
    row, chapter = _editable_row(request, kind, uuid)
    form = _row_form(request, chapter, kind, row)
    if row.removed_at is not None:
        return _offer_as_new(request, chapter, row, kind, form)

    def save() -> None:
        rows.edit_row(row, seen=form.seen_version, by=request.user, **form.values)
        _warn_of_dates(request, chapter, form.values)

    return edit_in_place(
        request,
        chapter,
        panel=kind,
        key=f"row-{row.uuid}",
        form=form,
        save=save,
        message=_("The row is saved."),
    )


def _offer_as_new(
    request: Request, chapter: Chapter, row: Any, kind: str, form: VersionedForm
) -> HttpResponse:
    """Somebody removed the row meanwhile: what was typed can become a new one."""
    opened = Opened(f"new-{row.part.uuid}", form, reverse("row_add", args=[row.part.uuid]))
    text = _("The row has been removed since you opened it. Save to add your text as a new row.")
    return show_removed(request, chapter, kind, opened, text)


@require_POST
def row_move(request: Request, kind: str, uuid: str, direction: str) -> HttpResponse:
    row, chapter = _editable_row(request, kind, uuid)
    if rows.move_row(row, up=direction == "up", by=request.user):
        return saved(request, chapter, kind, _("The row is moved."))
    messages.info(request, _("The row stands at the end already."))
    return show(request, chapter, kind)


@require_POST
def row_remove(request: Request, kind: str, uuid: str) -> HttpResponse:
    row, chapter = _editable_row(request, kind, uuid)
    try:
        rows.remove_row(row, seen=seen_version(request), by=request.user)
    except StaleVersion:
        return _changed_meanwhile(request, chapter, kind)
    request.session["removed_row"] = {
        "part": str(row.part.uuid),
        "kind": kind,
        "uuid": str(row.uuid),
        "text": str(row),
    }
    return saved(request, chapter, kind, _("Removed: %(row)s") % {"row": str(row)})


@require_POST
def row_restore(request: Request, kind: str, uuid: str) -> HttpResponse:
    row, chapter = _editable_row(request, kind, uuid)
    if row.removed_at is not None:
        rows.restore_row(row, by=request.user)
    request.session.pop("removed_row", None)
    return saved(request, chapter, kind, _("The row is back in its place."))


@require_http_methods(["GET", "POST"])
def target_add(request: Request, uuid: str) -> HttpResponse:
    row, chapter = _editable_row(request, PartKind.DELIVERABLES, uuid)
    return _target(request, chapter, row, None, f"new-target-{row.uuid}")


@require_http_methods(["GET", "POST"])
def target_edit(request: Request, uuid: str) -> HttpResponse:
    target, chapter = _editable_target(request, uuid)
    return _target(request, chapter, target.deliverable, target, f"target-{target.uuid}")


@require_POST
def target_remove(request: Request, uuid: str) -> HttpResponse:
    target, chapter = _editable_target(request, uuid)
    try:
        rows.remove_target(target, seen=seen_version(request), by=request.user)
    except StaleVersion:
        return _changed_meanwhile(request, chapter, PartKind.DELIVERABLES)
    return saved(
        request, chapter, PartKind.DELIVERABLES, _("Removed: %(row)s") % {"row": str(target)}
    )


def _editable_target(request: Request, uuid: str) -> tuple[Target, Chapter]:
    target = get_object_or_404(Target.objects.visible_to(request.user), uuid=uuid)
    chapter = visible_chapter(request, pk=target.deliverable.part.chapter_id)
    may_edit_chapter(request.user, chapter).require()
    return target, chapter


def _target(
    request: Request, chapter: Chapter, row: Deliverable, target: Target | None, key: str
) -> HttpResponse:
    form = TargetForm(
        instance=target or Target(), data=request.POST if request.method == "POST" else None
    )
    if row.removed_at is not None:
        opened = Opened(f"new-{row.part.uuid}", form, request.path)
        text = _("The deliverable has been removed since you opened it. Nothing of yours is saved.")
        return show_removed(request, chapter, PartKind.DELIVERABLES, opened, text)
    if target is not None and target.removed_at is not None:
        opened = Opened(f"new-target-{row.uuid}", form, reverse("target_add", args=[row.uuid]))
        text = _("The target has been removed since you opened it. Save to add it as a new one.")
        return show_removed(request, chapter, PartKind.DELIVERABLES, opened, text)
    return edit_in_place(
        request,
        chapter,
        panel=PartKind.DELIVERABLES,
        key=key,
        form=form,
        save=lambda: rows.save_target(
            row, target, seen=form.seen_version, by=request.user, **form.values
        ),
        message=_("The target is saved."),
    )


def _changed_meanwhile(request: Request, chapter: Chapter, panel: str) -> HttpResponse:
    text = _("Somebody has changed the row since you saw it. It is not removed.")
    messages.error(request, text)
    return show(request, chapter, panel, status=409)
