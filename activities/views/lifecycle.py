"""Approving a plan, and putting an approved one under revision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.choices import PlanAct
from activities.decision_forms import ApproveForm, ReasonForm
from activities.figures import plan_figures
from activities.models import SafetyPlan
from activities.permissions import decides_plan, may_decide_plan
from activities.services.approval import Basis, basis_of
from activities.services.lifecycle import PlanMoved, PlanStepRefused, approve_plan, reopen_plan
from activities.views.plans import plan_breadcrumbs, plan_url, visible_plan
from partnership.requests import Request
from partnership.views.editing import posted


@require_http_methods(["GET", "POST"])
def plan_approve(request: Request, slug: str, year: int) -> HttpResponse:
    """What is approved, what speaks against it, and the button."""
    plan = visible_plan(request, slug, year)
    _require(request, plan, PlanAct.APPROVE)
    basis = basis_of(plan)
    form = _approve_form(request, basis)
    if form.is_valid():
        given = form.cleaned_data
        try:
            approve_plan(
                plan,
                by=request.user,
                seen=request.POST["seen"],
                reason=given["reason"],
                override=given.get("override_reason", ""),
            )
        except PlanMoved:
            basis = basis_of(plan)
            form = _approve_form(request, basis, has_moved=True)
        except PlanStepRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is approved."))
            return redirect(plan_url(plan))
    return _approval(request, plan, basis, form)


def _require(request: Request, plan: SafetyPlan, act: PlanAct) -> None:
    """What is sent to a plan that somebody has just decided about is refused by the service, so
    that what was typed is kept."""
    if request.method == "POST":
        decides_plan(request.user, plan).require()
    else:
        may_decide_plan(request.user, plan, act).require()


def _approve_form(request: Request, basis: Basis, *, has_moved: bool = False) -> ApproveForm:
    """`has_moved`: whether what was sent is about something else than what is to be seen now."""
    data = posted(request)
    if data is not None:
        has_moved = has_moved or data.get("seen") != basis.fingerprint
    return ApproveForm(data, has_errors=bool(basis.errors), has_moved=has_moved)


def _approval(request: Request, plan: SafetyPlan, basis: Basis, form: ApproveForm) -> HttpResponse:
    figures = [figure for source in plan_figures for figure in source(plan, basis.chapters)]
    context = {
        "plan": plan,
        "form": form,
        "figures": figures,
        "basis": basis,
        # What was written where there is no field for it any more.
        "left_over": "" if basis.errors else request.POST.get("override_reason", ""),
        "breadcrumbs": plan_breadcrumbs(plan, _("Approve the plan")),
    }
    status = (409 if form.has_moved else 422) if form.is_bound else 200
    return render(request, "activities/plan_approve.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_reopen(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    _require(request, plan, PlanAct.REOPEN)
    form = ReasonForm(posted(request))
    form.fields["reason"].label = _("Why it is put under revision")
    if form.is_valid():
        try:
            reopen_plan(plan, by=request.user, **form.cleaned_data)
        except PlanStepRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is under revision, and its texts are open."))
            return redirect(plan_url(plan))
    context = {
        "plan": plan,
        "form": form,
        "breadcrumbs": plan_breadcrumbs(plan, _("Put the plan under revision")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "activities/plan_reopen.html", context, status=status)
