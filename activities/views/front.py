"""A plan's front matter and theory of change, edited in place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from activities.document.context import NoteBook
from activities.forms import PlanSectionForm, TheoryItemForm
from activities.models import PlanSection, SafetyPlan
from activities.permissions import may_edit_plan
from activities.services import texts
from activities.services.said import Said
from activities.views.merging import united_with_proposal
from activities.views.page import building_of, reference_choices
from activities.views.plans import plan_breadcrumbs, visible_plan
from partnership.choices import TheoryColumn
from partnership.forms import VersionedForm
from partnership.models import TheoryItem
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, answer, is_autosave, posted


@require_safe
def front_matter(request: Request, slug: str, year: int) -> HttpResponse:
    return _show_front(request, visible_plan(request, slug, year))


@require_http_methods(["GET", "POST"])
def plan_section_edit(request: Request, uuid: str) -> HttpResponse:
    sections = PlanSection.objects.visible_to(request.user).select_related(
        "plan__partnership", "plan__agreement"
    )
    section = get_object_or_404(sections, uuid=uuid)
    may_edit_plan(request.user, section.plan).require()
    form = PlanSectionForm(instance=section, **_form_kwargs(request, section.plan))
    return _edit(
        request,
        form,
        show=lambda opened, status: _show_front(request, section.plan, opened, status),
        save=lambda: texts.edit_plan_section(
            section, **form.values, seen=form.seen_version, by=request.user
        ),
        done=_address("front_matter", section.plan) + f"#section-{section.uuid}",
        key=str(section.uuid),
    )


@require_safe
def theory_of_change(request: Request, slug: str, year: int) -> HttpResponse:
    return _show_theory(request, visible_plan(request, slug, year))


@require_http_methods(["GET", "POST"])
def theory_item_edit(request: Request, slug: str, year: int, uuid: str) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    item = get_object_or_404(TheoryItem, agreement=plan.agreement_id, uuid=uuid)
    may_edit_plan(request.user, plan).require()
    form = TheoryItemForm(instance=item, data=posted(request))
    return _edit(
        request,
        form,
        show=lambda opened, status: _show_theory(request, plan, opened, status),
        save=lambda: texts.edit_theory_item(
            item, **form.values, seen=form.seen_version, by=request.user
        ),
        done=_address("theory_of_change", plan) + f"#item-{item.uuid}",
        key=str(item.uuid),
    )


def _form_kwargs(request: Request, plan: SafetyPlan) -> dict[str, Any]:
    references = () if is_autosave(request) else reference_choices(building_of(plan))
    return {
        "data": posted(request),
        "references": references,
        "initial": united_with_proposal(request),
    }


def _edit(
    request: Request,
    form: VersionedForm,
    *,
    show: Callable[[Opened, int], HttpResponse],
    save: Callable[[], Any],
    done: str,
    key: str,
) -> HttpResponse:
    opened = Opened(key, form, request.path)

    def finished() -> HttpResponse:
        messages.success(request, _("The text is saved."))
        return HttpResponseRedirect(done)

    edit = Edit(
        form=form,
        save=save,
        show=lambda status: show(opened, status),
        done=finished,
        leave=lambda: HttpResponseRedirect(done),
    )
    return answer(request, edit)


def _show_front(
    request: Request, plan: SafetyPlan, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    building = building_of(plan)
    book = NoteBook("front")
    said = Said(plan)
    rows = [
        {
            "section": section,
            "blocks": building.blocks(section.body, book, level=3),
            "opened": opened if opened and opened.key == str(section.uuid) else None,
            "talk": said.on("plan_section", section.uuid),
        }
        for section in plan.sections.all()
    ]
    context = {
        "plan": plan,
        "rows": rows,
        "sources": building.notes(book),
        "may_edit": may_edit_plan(request.user, plan),
        "opened": opened,
        "breadcrumbs": plan_breadcrumbs(plan, _("Front matter")),
    }
    return render(request, "activities/front_matter.html", context, status=status)


def _show_theory(
    request: Request, plan: SafetyPlan, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    items = list(plan.agreement.theory_items.select_related("focus_area"))
    context = {
        "plan": plan,
        "columns": [
            {
                "title": title,
                "groups": _groups([item for item in items if item.column == column]),
            }
            for column, title in (
                (TheoryColumn.EFFORT, _("Efforts")),
                (TheoryColumn.RESULT, _("Results")),
                (TheoryColumn.EFFECT, _("Effect")),
            )
        ],
        "may_edit": may_edit_plan(request.user, plan),
        "opened": opened,
        "breadcrumbs": plan_breadcrumbs(plan, _("Theory of change")),
    }
    return render(request, "activities/theory.html", context, status=status)


def _groups(items: list[TheoryItem]) -> list[dict[str, Any]]:
    groups: dict[Any, list[TheoryItem]] = {}
    for item in items:
        groups.setdefault(item.focus_area, []).append(item)
    return [{"focus_area": area, "items_list": members} for area, members in groups.items()]


def _address(name: str, plan: SafetyPlan) -> str:
    return reverse(name, args=[plan.partnership.slug, plan.year])
