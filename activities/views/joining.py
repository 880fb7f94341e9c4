"""An activity that joins the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import ActivityForm
from activities.permissions import may_edit_plan
from activities.services.chapters import add_activity
from activities.views.page import chapter_url
from activities.views.plans import plan_breadcrumbs, plan_url, visible_plan
from partnership.requests import Request
from partnership.views.editing import posted


@require_http_methods(["GET", "POST"])
def activity_add(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_edit_plan(request.user, plan).require()
    form = ActivityForm(plan, data=posted(request))
    if form.is_valid():
        values = form.cleaned_data
        chapter = add_activity(plan, by=request.user, uuid=values.pop("identity"), **values)
        messages.success(request, _("%(title)s stands last in the plan.") % {"title": chapter})
        return redirect(plan_url(plan) if chapter.money_only else chapter_url(chapter))
    context = {
        "plan": plan,
        "form": form,
        "breadcrumbs": plan_breadcrumbs(plan, _("New activity")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "activities/activity_new.html", context, status=status)
