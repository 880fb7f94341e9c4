"""Plans, activities, chapters and their rows, and what is said about them."""

from activities.models.activities import Activity, ActivityFocusArea, Predecessor, Source
from activities.models.chapters import Chapter, ListPart, Section
from activities.models.comments import Answer, Comment
from activities.models.invitations import Invitation
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
from activities.models.steps import PlanStep

__all__ = [
    "ROW_MODELS",
    "Activity",
    "ActivityFocusArea",
    "Answer",
    "Chapter",
    "Comment",
    "Deliverable",
    "Goal",
    "Invitation",
    "ListPart",
    "Milestone",
    "PlanSection",
    "PlanStep",
    "Predecessor",
    "Responsibility",
    "Row",
    "SafetyPlan",
    "Section",
    "Source",
    "Target",
    "TargetGroup",
]
