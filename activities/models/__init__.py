"""Plans, activities, chapters and their rows."""

from activities.models.activities import Activity, ActivityFocusArea, Predecessor, Source
from activities.models.chapters import Chapter, ListPart, Section
from activities.models.plans import PlanSection, SafetyPlan
from activities.models.rows import (
    ROW_MODELS,
    Deliverable,
    Goal,
    Milestone,
    Responsibility,
    Row,
    Target,
    TargetGroup,
)

__all__ = [
    "ROW_MODELS",
    "Activity",
    "ActivityFocusArea",
    "Chapter",
    "Deliverable",
    "Goal",
    "ListPart",
    "Milestone",
    "PlanSection",
    "Predecessor",
    "Responsibility",
    "Row",
    "SafetyPlan",
    "Section",
    "Source",
    "Target",
    "TargetGroup",
]
