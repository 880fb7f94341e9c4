"""The plan's activities in another order."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.forms import MoveForm
from activities.models import Chapter, SafetyPlan
from activities.permissions import may_edit_plan
from activities.services.order import move_chapter
from activities.views.plans import order_url, places_of, show_plan
from partnership.requests import Request
from partnership.services.versions import StaleVersion


@require_POST
def chapter_move(request: Request, uuid: str) -> HttpResponse:
    """Let an activity stand before the one that the form names, or last."""
    chapters = Chapter.objects.visible_to(request.user).with_plan()
    chapter = get_object_or_404(chapters, uuid=uuid)
    may_edit_plan(request.user, chapter.plan).require()
    form = MoveForm(chapter.plan, data=request.POST)
    if not form.is_valid():
        messages.error(request, _("The activity is not moved. This is the order as it is now."))
        return _show(request, chapter.plan, 422)
    try:
        plan = move_chapter(chapter, **form.cleaned_data, by=request.user)
    except StaleVersion as stale:
        messages.error(request, _refusal(stale.current))
        return _show(request, chapter.plan, 409)
    chapter.refresh_from_db(fields=["number"])
    messages.success(
        request,
        _("%(title)s is now number %(number)s.")
        % {"title": chapter.title, "number": chapter.number},
    )
    if request.htmx:
        return _show(request, plan, 200)
    return HttpResponseRedirect(f"{order_url(plan)}#place-{chapter.uuid}")


def _refusal(plan: Any) -> str:
    name = plan.changed_by.name if plan.changed_by else _("Somebody")
    text = _(
        "%(name)s has changed the order since you opened it. Nothing is moved; this is the "
        "order as it is now."
    )
    return text % {"name": name}


def _show(request: Request, plan: SafetyPlan, status: int) -> HttpResponse:
    """The order as it is now: with htmx the list, otherwise the plan's page."""
    plan = SafetyPlan.objects.select_related("partnership", "agreement").get(pk=plan.pk)
    if not request.htmx:
        return show_plan(request, plan, arranging=True, status=status)
    context = {"plan": plan, "places": places_of(list(plan.chapters.order_by("number")))}
    return render(request, "activities/arrange_fragment.html", context, status=status)
