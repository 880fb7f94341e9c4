"""The numbers of a deliverable: add, change, remove."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.choices import PartKind
from activities.forms import TargetForm
from activities.models import Chapter, Deliverable, Target
from activities.permissions import may_edit_chapter
from activities.services import rows
from activities.views.editing import edit_in_place
from activities.views.page import saved
from activities.views.rows import changed_meanwhile, editable_deliverable
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import Opened, Removed, posted, seen_version


@require_http_methods(["GET", "POST"])
def target_add(request: Request, uuid: str) -> HttpResponse:
    row, chapter = editable_deliverable(request, uuid)
    return _target(request, chapter, row, None)


@require_http_methods(["GET", "POST"])
def target_edit(request: Request, uuid: str) -> HttpResponse:
    target, chapter = _editable_target(request, uuid)
    return _target(request, chapter, target.deliverable, target)


@require_POST
def target_remove(request: Request, uuid: str) -> HttpResponse:
    target, chapter = _editable_target(request, uuid)
    try:
        rows.remove_target(target, seen=seen_version(request), by=request.user)
    except StaleVersion:
        return changed_meanwhile(request, chapter, PartKind.DELIVERABLES)
    return saved(
        request, chapter, PartKind.DELIVERABLES, _("Removed: %(row)s") % {"row": str(target)}
    )


def _editable_target(request: Request, uuid: str) -> tuple[Target, Chapter]:
    target = get_object_or_404(Target.objects.visible_to(request.user).with_chapter(), uuid=uuid)
    chapter = target.deliverable.part.chapter
    may_edit_chapter(request.user, chapter).require()
    return target, chapter


def _target(
    request: Request, chapter: Chapter, row: Deliverable, target: Target | None
) -> HttpResponse:
    form = TargetForm(instance=target or Target(), data=posted(request))

    def save() -> Target:
        return rows.save_target(
            row,
            target,
            uuid=form.cleaned_data["identity"],
            seen=form.seen_version,
            by=request.user,
            **form.values,
        )

    return edit_in_place(
        request,
        chapter,
        panel=PartKind.DELIVERABLES,
        opened=_opened(request, row, target, form),
        save=save,
        message=_("The target is saved."),
        address=lambda saved_target: reverse("target_edit", args=[saved_target.uuid]),
        removed=_removed(row, target),
    )


def _opened(request: Request, row: Deliverable, target: Target | None, form: TargetForm) -> Opened:
    """The form in its place; where that is removed, where it can still be added."""
    if row.removed_at is not None:
        return Opened(f"new-{row.part.uuid}", form, request.path)
    if target is None:
        return Opened(f"new-target-{row.uuid}", form, request.path)
    if target.removed_at is not None:
        return Opened(f"new-target-{row.uuid}", form, reverse("target_add", args=[row.uuid]))
    return Opened(f"target-{target.uuid}", form, request.path)


def _removed(row: Deliverable, target: Target | None) -> Removed | None:
    if row.removed_at is not None:
        return Removed(
            _("The deliverable has been removed since you opened it. Nothing of yours is saved.")
        )
    if target is not None and target.removed_at is not None:
        text = _("The target has been removed since you opened it. Save to add it as a new one.")
        return Removed(text, reverse("target_add", args=[row.uuid]))
    return None
