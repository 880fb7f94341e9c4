"""Reading a plan's chapters with everything in them, in few queries."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activities.choices import PartKind
from activities.models import (
    ROW_MODELS,
    Activity,
    Chapter,
    Deliverable,
    ListPart,
    Responsibility,
    SafetyPlan,
    Source,
    Target,
)

#: The relation from a list part to its rows.
RELATIONS: dict[str, str] = {
    kind: model._meta.get_field("part").remote_field.related_name
    for kind, model in ROW_MODELS.items()
}


def chapters_with_content(plan: SafetyPlan) -> list[Chapter]:
    """The plan's chapters by number; a fixed number of queries for any size."""
    return list(with_content(Chapter.objects.filter(plan=plan).order_by("number")))


def with_content(chapters: Any) -> QuerySet[Chapter]:
    """Prefetches what a chapter's page and its print show."""
    return chapters.with_plan().prefetch_related(
        "activity__activityfocusarea_set__focus_area",
        "sections",
        Prefetch("parts", queryset=_parts()),
    )


def _parts():
    rows: dict[str, QuerySet[Any]] = {
        PartKind.DELIVERABLES: Deliverable.objects.standing().prefetch_related(
            Prefetch("targets", queryset=Target.objects.standing().order_by("position", "id"))
        ),
        PartKind.RESPONSIBILITIES: Responsibility.objects.standing().select_related(
            "organisation", "body"
        ),
    }
    return ListPart.objects.prefetch_related(
        *(
            Prefetch(
                RELATIONS[kind],
                queryset=rows.get(kind, model.objects.standing()).order_by("position", "id"),
            )
            for kind, model in ROW_MODELS.items()
        )
    )


def sources_by_uuid(plan: SafetyPlan) -> dict[UUID, Source]:
    return {source.uuid: source for source in plan.partnership.sources.all()}


def activities_by_uuid(plan: SafetyPlan) -> dict[UUID, Activity]:
    return {activity.uuid: activity for activity in plan.partnership.activities.all()}
