"""The list of plans, a plan's outline, its preview and its export."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from activities.choices import PlanAct, PlanState, ResponsibilityRole
from activities.document.build import build
from activities.document.pdf import PdfUnavailable, file_name
from activities.figures import outline_columns, plan_figures
from activities.filters import PlanFilter
from activities.models import Chapter, PlanStep, SafetyPlan
from activities.permissions import may_decide_plan, may_edit_plan, may_invite
from activities.services.completeness import missing_in
from activities.services.content import chapters_with_content
from activities.services.export import export_formats
from activities.tables import PlanTable
from partnership.models import FocusArea
from partnership.requests import Request
from partnership.views.lists import ListPage


class PlanList(ListPage):
    filterset_class = PlanFilter
    table_class = PlanTable
    heading = gettext_lazy("Plans")

    def get_queryset(self):
        return SafetyPlan.objects.visible_to(self.request.user).for_list()


def visible_plan(request: Request, slug: str, year: int) -> SafetyPlan:
    """The plan, or 404 outside the person's partnerships."""
    plans = SafetyPlan.objects.visible_to(request.user).select_related("partnership", "agreement")
    return get_object_or_404(plans, partnership__slug=slug, year=year)


def plan_url(plan: SafetyPlan) -> str:
    return reverse("plan", args=[plan.partnership.slug, plan.year])


def plan_breadcrumbs(plan: SafetyPlan, here: str = "") -> list[tuple[str, str]]:
    name = f"{plan.partnership.short_name} {plan.year}"
    crumbs = [(_("Plans"), reverse("plans")), (name, plan_url(plan) if here else "")]
    return [*crumbs, (here, "")] if here else crumbs


def order_url(plan: SafetyPlan) -> str:
    """The plan's page with its activities to be moved."""
    return f"{plan_url(plan)}?arrange=1"


@require_safe
def plan_outline(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    return show_plan(request, plan, arranging="arrange" in request.GET)


def show_plan(
    request: Request, plan: SafetyPlan, *, arranging: bool, status: int = 200
) -> HttpResponse:
    """The plan's page, with its activities to be moved for whoever may."""
    chapters = chapters_with_content(plan)
    may_edit = may_edit_plan(request.user, plan)
    columns = [column(plan) for column in outline_columns]
    editable = set(
        Chapter.objects.editable_by(request.user).filter(plan=plan).values_list("pk", flat=True)
    )
    context = {
        "plan": plan,
        "rows": [_outline_row(chapter, columns, editable) for chapter in chapters],
        "columns": columns,
        "figures": [figure for source in plan_figures for figure in source(plan, chapters)],
        "states": _states(plan),
        "steps": _latest_steps(plan),
        "may_approve": may_decide_plan(request.user, plan, PlanAct.APPROVE),
        "may_reopen": may_decide_plan(request.user, plan, PlanAct.REOPEN),
        "focus_areas": plan.agreement.focus_areas.all(),
        "may_edit": may_edit,
        "may_invite": may_invite(request.user, plan),
        "places": places_of(chapters) if arranging and may_edit else [],
        "order_url": order_url(plan),
        "breadcrumbs": plan_breadcrumbs(plan),
    }
    return render(request, "activities/plan.html", context, status=status)


def places_of(chapters: list[Chapter]) -> list[dict[str, Any]]:
    """Each chapter with what it comes to stand before when it moves up or down.

    That is itself at the top, where it stays, and "" where it comes to stand last.
    """
    uuids = [str(chapter.uuid) for chapter in chapters]
    following = [*uuids, "", ""]
    last = len(chapters) - 1
    return [
        {
            "chapter": chapter,
            "up": uuids[max(place - 1, 0)],
            "down": following[place + 2],
            "is_first": place == 0,
            "is_last": place == last,
        }
        for place, chapter in enumerate(chapters)
    ]


def _outline_row(chapter: Chapter, columns: list[Any], editable: set[int]) -> dict[str, Any]:
    parts = {part.kind: part for part in chapter.parts.all()}
    rows = list(parts["responsibilities"].responsibilities.all()) if parts else []
    return {
        "chapter": chapter,
        "focus": _in_agreement_order(chapter),
        "leads": [_short(row) for row in rows if row.role == ResponsibilityRole.LEAD],
        "missing": missing_in(chapter),
        "cells": [column.cells.get(chapter.pk) for column in columns],
        "mine": chapter.pk in editable,
    }


def _in_agreement_order(chapter: Chapter) -> list[FocusArea]:
    """The focus areas in one order for all rows, so that the column can be scanned."""
    areas = [link.focus_area for link in chapter.activity.activityfocusarea_set.all()]
    return sorted(areas, key=lambda area: area.position)


def _short(row: Any) -> str:
    return str(row.organisation) if row.organisation_id else row.party


def _states(plan: SafetyPlan) -> list[dict[str, Any]]:
    shown = [PlanState.DRAFT, PlanState.HEARING, PlanState.RECOMMENDED, PlanState.APPROVED]
    if plan.state not in shown:
        shown.append(PlanState(plan.state))
    return [{"label": state.label, "current": state == plan.state} for state in shown]


def _latest_steps(plan: SafetyPlan) -> list[PlanStep]:
    """The last approval, and the reopening that came after it."""
    steps = list(plan.steps.order_by("-id")[:2])
    if steps and steps[0].act == PlanAct.APPROVE:
        return steps[:1]
    return steps[::-1]


@require_safe
def plan_preview(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    context = {
        "plan": plan,
        "document": build(plan),
        "breadcrumbs": plan_breadcrumbs(plan, _("Preview")),
    }
    return render(request, "activities/preview.html", context)


@require_safe
def plan_export(request: Request, slug: str, year: int, format: str) -> HttpResponse:
    """The plan as a file. A missing library is said on the plan's page."""
    plan = visible_plan(request, slug, year)
    export = export_formats[format]
    try:
        content = export.make(plan)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect(plan_url(plan))
    response = HttpResponse(content, content_type=export.content_type)
    name = file_name(plan, export.extension, export.suffix)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
