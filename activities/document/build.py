"""From the database to the document tree."""

from django.db.models import Max
from django.utils import timezone

from activities.document.context import Building, plan_parts
from activities.document.tree import Document
from activities.models import SafetyPlan
from activities.services.content import (
    activities_by_uuid,
    chapters_with_content,
    sources_by_uuid,
)


def build(plan: SafetyPlan) -> Document:
    """The whole plan as it reads now; a plan without chapters has a document too."""
    building = Building(
        plan=plan,
        chapters=chapters_with_content(plan),
        sources=sources_by_uuid(plan),
        activities=activities_by_uuid(plan),
    )
    return Document(
        title=plan.title,
        partnership=plan.partnership.name,
        programme=plan.partnership.programme,
        agreement=plan.agreement.title,
        year=plan.year,
        state=plan.get_state_display(),
        draft=plan.is_draft,
        dated=last_changed(plan),
        parts=tuple(part for provide in plan_parts for part in provide(building)),
    )


def last_changed(plan: SafetyPlan) -> str:
    """The day anything in the plan was last written, ISO form, from the log."""
    newest = plan.partnership.audit_entries.aggregate(at=Max("at"))["at"]
    return timezone.localtime(newest).date().isoformat() if newest else f"{plan.year}-01-01"
