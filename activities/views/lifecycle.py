"""Approving a plan, and putting an approved one under revision."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.choices import PlanAct
from activities.figures import plan_figures
from activities.forms import ReasonForm
from activities.models import PlanStep
from activities.permissions import may_decide_plan
from activities.services.completeness import missing_in
from activities.services.content import chapters_with_content
from activities.services.lifecycle import (
    PlanStepRefused,
    approve_plan,
    reopen_plan,
    warnings_of,
)
from activities.views.plans import plan_breadcrumbs, plan_url, visible_plan
from partnership.requests import Request
from partnership.views.editing import posted


@require_http_methods(["GET", "POST"])
def plan_approve(request: Request, slug: str, year: int) -> HttpResponse:
    """What is approved, what speaks against it, and the button."""
    plan = visible_plan(request, slug, year)
    may_decide_plan(request.user, plan, PlanAct.APPROVE).require()
    warnings = warnings_of(plan)
    form = ReasonForm(posted(request))
    form.fields["reason"].required = bool(warnings)
    form.fields["reason"].label = (
        _("Why it is approved all the same") if warnings else _("Remark to the approval")
    )
    if form.is_valid() and _taken(
        form, lambda reason: approve_plan(plan, by=request.user, reason=reason)
    ):
        messages.success(request, _("The plan is approved."))
        return redirect(plan_url(plan))
    chapters = chapters_with_content(plan)
    context = {
        "plan": plan,
        "form": form,
        "figures": [figure for source in plan_figures for figure in source(plan, chapters)],
        "warnings": warnings,
        "missing": [(chapter, found) for chapter in chapters if (found := missing_in(chapter))],
        "breadcrumbs": plan_breadcrumbs(plan, _("Approve the plan")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "activities/plan_approve.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_reopen(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_decide_plan(request.user, plan, PlanAct.REOPEN).require()
    form = ReasonForm(posted(request))
    form.fields["reason"].label = _("Why it is put under revision")
    if form.is_valid() and _taken(
        form, lambda reason: reopen_plan(plan, by=request.user, reason=reason)
    ):
        messages.success(request, _("The plan is under revision, and its texts are open."))
        return redirect(plan_url(plan))
    context = {
        "plan": plan,
        "form": form,
        "breadcrumbs": plan_breadcrumbs(plan, _("Put the plan under revision")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "activities/plan_reopen.html", context, status=status)


def _taken(form: ReasonForm, step: Callable[[str], PlanStep]) -> bool:
    """Take the step; what the service refuses is said in the form."""
    try:
        step(form.cleaned_data["reason"])
    except PlanStepRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True
