"""What has a history in plans and chapters, and what it is made of."""

from activities.choices import PartKind, Placement, SectionKind
from activities.models import (
    Chapter,
    Deliverable,
    Goal,
    ListPart,
    Milestone,
    PlanSection,
    Responsibility,
    SafetyPlan,
    Section,
    Source,
    Target,
    TargetGroup,
)
from activities.services.snapshots import read_chapter, read_plan, read_source
from partnership.history import Item, ItemKind, Subject, item_kinds, subjects
from partnership.models import TheoryItem


def _named(*names: str):
    """The first of the values that says something."""

    def heading(item: Item) -> str:
        values = (item.fields.get(name) for name in names)
        found = next((value for value in values if value), "")
        return found["name"] if isinstance(found, dict) else str(found)

    return heading


def _chosen(choices, name: str = "kind"):
    return lambda item: str(choices(item.fields[name]).label)


def _placed(item: Item) -> str:
    return item.fields["heading"] or str(Placement(item.fields["placement"]).label)


def _target(item: Item) -> str:
    row = Target(**{name: item.fields[name] for name in ("minimum", "maximum", "unit")})
    return str(row)


TEXT_ROW = ("group", "title", "body")
DATES = ("starts_on", "ends_on")

KINDS = (
    ItemKind(Chapter, ("title", "is_new", "formerly"), _named("title")),
    ItemKind(Section, ("kind", "body"), _chosen(SectionKind), is_part=True),
    ItemKind(ListPart, ("kind", "intro", "closing"), _chosen(PartKind), is_part=True),
    ItemKind(Goal, TEXT_ROW, _named("title")),
    ItemKind(TargetGroup, (*TEXT_ROW, "age_from", "age_to"), _named("title")),
    ItemKind(Milestone, ("when", *DATES, "recurrence", *TEXT_ROW), _named("title")),
    ItemKind(Deliverable, TEXT_ROW, _named("title")),
    ItemKind(Target, ("minimum", "maximum", "unit", "basis", "exception"), _target),
    ItemKind(
        Responsibility,
        ("role", "organisation", "body", "name", "duty", *DATES, "tentative"),
        _named("organisation", "body", "name"),
    ),
    ItemKind(SafetyPlan, ("title",), _named("title")),
    ItemKind(PlanSection, ("placement", "heading", "body"), _placed, is_part=True),
    ItemKind(TheoryItem, ("column", "focus_area", "text"), _named("text")),
    ItemKind(Source, ("author", "title", "publisher", "year", "url"), _named("author", "title")),
)
#: Where an activity stands in its plan; what its chapter says is in the chapter's own history.
PLACE = ItemKind(Chapter, ("number",), lambda item: str(item.fields["number"]), name="place")

SUBJECTS = {
    Chapter: Subject(
        read_chapter, lambda chapter: chapter.plan.partnership, lambda chapter: chapter.plan.uuid
    ),
    SafetyPlan: Subject(read_plan, lambda plan: plan.partnership, lambda plan: plan.uuid),
    Source: Subject(read_source, lambda source: source.partnership, lambda source: source.uuid),
}


def register() -> None:
    for kind in (*KINDS, PLACE):
        item_kinds.add(kind.key, kind)
    for model, subject in SUBJECTS.items():
        subjects.add(model._meta.label_lower, subject)
