"""Two versions side by side, and bringing the older one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.services.restoring import NothingToRestore, ReadsOtherwise
from activities.views.page import visible_chapter
from activities.views.pasts import (
    Past,
    history_breadcrumbs,
    past_of_chapter,
    past_of_plan,
    visible_past,
)
from activities.views.plans import visible_plan
from activities.views.sides import Sides, sides_of
from partnership.forms import NOW, RestoreForm, VersionsForm
from partnership.models import Revision
from partnership.requests import Request
from partnership.services.timeline import close_ended


@require_safe
def chapter_versions(request: Request, slug: str, year: int, activity: str) -> HttpResponse:
    return show_versions(request, visible_past(request, slug, year, activity), request.GET)


@require_safe
def plan_versions(request: Request, slug: str, year: int) -> HttpResponse:
    return show_versions(request, past_of_plan(visible_plan(request, slug, year)), request.GET)


@require_POST
def chapter_restore(request: Request, uuid: str) -> HttpResponse:
    return restore_version(request, past_of_chapter(visible_chapter(request, uuid=uuid)))


@require_POST
def plan_restore(request: Request, slug: str, year: int) -> HttpResponse:
    return restore_version(request, past_of_plan(visible_plan(request, slug, year)))


def show_versions(request: Request, past: Past, asked: Any, status: int = 200) -> HttpResponse:
    """The two versions asked for; else the last one and the text now."""
    close_ended(past.scope)
    entries = list(_entries(past).defer("content"))
    form = VersionsForm(entries, data=asked if "left" in asked else _latest(entries))
    context = {
        "past": past,
        "form": form,
        "entries": entries,
        "sides": _sides(request, past, **form.cleaned_data) if form.is_valid() else None,
        "breadcrumbs": history_breadcrumbs(past, _("Two versions")),
    }
    return render(request, "activities/history/versions.html", context, status=status)


def _entries(past: Past) -> Any:
    return Revision.objects.filter(subject_uuid=past.subject.uuid).order_by("-number")


def _latest(entries: list[Revision]) -> dict[str, str]:
    return {"left": str(entries[0].number), "right": NOW} if entries else {}


def _sides(request: Request, past: Past, left: str, right: str) -> Sides:
    numbers = [number for number in (left, right) if number != NOW]
    found = {str(entry.number): entry for entry in _entries(past).filter(number__in=numbers)}
    return sides_of(past, found[left], found.get(right), request.user)


def restore_version(request: Request, past: Past) -> HttpResponse:
    """Bring a version back, and go to the text; refused, show both texts again."""
    past.restoring.may(request.user, past.subject).require()
    form = RestoreForm(request.POST)
    if not form.is_valid():
        raise Http404
    version, part, seen = (form.cleaned_data[name] for name in ("version", "part", "seen"))
    entry = get_object_or_404(_entries(past), number=version)
    try:
        past.restoring.bring_back(past.subject, entry, part, request.user, seen)
    except NothingToRestore as nothing:
        raise Http404 from nothing
    except ReadsOtherwise:
        text = _(
            "Somebody has written since you opened the page. Nothing is brought back; this is "
            "what would change now."
        )
        messages.error(request, text)
        return show_versions(request, past, {"left": str(version), "right": NOW}, status=409)
    messages.success(
        request,
        _("Version %(number)s is brought back. What stood before is in the history.")
        % {"number": version},
    )
    return HttpResponseRedirect(past.text_url)
