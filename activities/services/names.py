"""What the references in a plan's texts are called."""

from uuid import UUID

from activities.models import SafetyPlan
from activities.services.content import sources_by_uuid


def names_in(plan: SafetyPlan) -> dict[UUID, str]:
    """Sources and activities by identity, named as the plan's writer picks them."""
    names = {uuid: source.short_name for uuid, source in sources_by_uuid(plan).items()}
    chapters = plan.chapters.select_related("activity")
    return names | {chapter.activity.uuid: str(chapter) for chapter in chapters}
