"""The rows of a chapter's lists: add, change, move, remove, put back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.choices import PartKind
from activities.forms import ROW_FORMS
from activities.models import ROW_MODELS, Chapter, ListPart, Row
from activities.permissions import may_edit_chapter
from activities.services import rows
from activities.views.editing import edit_in_place, form_kwargs
from activities.views.page import saved, show
from partnership.forms import VersionedForm
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import Opened, Removed, is_autosave, seen_version


def _row_form(request: Request, chapter: Chapter, kind: str, row: Row | None) -> VersionedForm:
    kwargs = form_kwargs(request, chapter)
    if kind == PartKind.RESPONSIBILITIES:
        kwargs["partnership"] = chapter.plan.partnership
    return ROW_FORMS[kind](instance=row or ROW_MODELS[kind](), **kwargs)


def _editable_row(request: Request, kind: str, uuid: str) -> tuple[Any, Chapter]:
    """The row and its chapter: 404 outside, 403 without the right."""
    if kind not in ROW_MODELS:
        raise Http404
    rows_of_kind = ROW_MODELS[kind].objects.visible_to(request.user).with_chapter()
    row = get_object_or_404(rows_of_kind, uuid=uuid)
    chapter = row.part.chapter
    may_edit_chapter(request.user, chapter).require()
    return row, chapter


def editable_deliverable(request: Request, uuid: str) -> tuple[Any, Chapter]:
    return _editable_row(request, PartKind.DELIVERABLES, uuid)


def _warn_of_dates(request: Request, chapter: Chapter, values: dict[str, Any]) -> None:
    """Dates may lie outside the plan's year; the writer is told."""
    if is_autosave(request):
        return
    days = [values.get("starts_on"), values.get("ends_on")]
    if any(day and day.year != chapter.plan.year for day in days):
        text = _("The dates reach outside the plan's year, %(year)s.")
        messages.warning(request, text % {"year": chapter.plan.year})


@require_http_methods(["GET", "POST"])
def row_add(request: Request, uuid: str) -> HttpResponse:
    part = get_object_or_404(ListPart.objects.visible_to(request.user).with_chapter(), uuid=uuid)
    chapter = part.chapter
    may_edit_chapter(request.user, chapter).require()
    form = _row_form(request, chapter, part.kind, None)

    def save() -> Any:
        _warn_of_dates(request, chapter, form.values)
        identity = form.cleaned_data["identity"]
        return rows.add_row(
            part, by=request.user, uuid=identity, seen=form.seen_version, **form.values
        )

    return edit_in_place(
        request,
        chapter,
        panel=part.kind,
        opened=Opened(f"new-{part.uuid}", form, request.path),
        save=save,
        message=_("The row is added."),
        address=lambda row: reverse("row_edit", args=[part.kind, row.uuid]),
    )


@require_http_methods(["GET", "POST"])
def row_edit(request: Request, kind: str, uuid: str) -> HttpResponse:
    row, chapter = _editable_row(request, kind, uuid)
    form = _row_form(request, chapter, kind, row)

    def save() -> Any:
        _warn_of_dates(request, chapter, form.values)
        return rows.edit_row(row, seen=form.seen_version, by=request.user, **form.values)

    return edit_in_place(
        request,
        chapter,
        panel=kind,
        opened=_opened(request, row, form),
        save=save,
        message=_("The row is saved."),
        removed=_removed(row),
    )


def _opened(request: Request, row: Any, form: VersionedForm) -> Opened:
    """The row's own form, or once it is removed a form that adds it anew."""
    if row.removed_at is None:
        return Opened(f"row-{row.uuid}", form, request.path)
    return Opened(f"new-{row.part.uuid}", form, reverse("row_add", args=[row.part.uuid]))


def _removed(row: Any) -> Removed | None:
    """Somebody removed the row meanwhile: what was typed can become a new one."""
    if row.removed_at is None:
        return None
    text = _("The row has been removed since you opened it. Save to add your text as a new row.")
    return Removed(text, reverse("row_add", args=[row.part.uuid]))


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
        return changed_meanwhile(request, chapter, kind)
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


def changed_meanwhile(request: Request, chapter: Chapter, panel: str) -> HttpResponse:
    text = _("Somebody has changed the row since you saw it. It is not removed.")
    messages.error(request, text)
    return show(request, chapter, panel, status=409)
