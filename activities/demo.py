"""Loading the demo's plan: front matter, activities and chapters."""

from typing import Any
from uuid import UUID

from activities.choices import PartKind, SectionKind
from activities.models import (
    Activity,
    ActivityFocusArea,
    Chapter,
    ListPart,
    PlanSection,
    Predecessor,
    SafetyPlan,
    Section,
    Source,
)
from activities.services.chapters import add_chapter
from activities.services.rows import add_row, save_target
from partnership.demo import DemoPartnership, read
from partnership.richtext import from_plain


def load(demo: DemoPartnership) -> None:
    chapters = [read(path) for path in sorted((demo.folder / "chapters").glob("*.toml"))]
    items = demo.data["plan"]
    plan = SafetyPlan.objects.create(
        partnership=demo.partnership,
        agreement=demo.agreement,
        year=items["year"],
        title=items["title"],
    )
    demo.made |= {"plan": plan, "chapters": chapters, "activities": {}}
    targets = _load_sources(demo)
    for item in [chapter["activity"] for chapter in chapters] + demo.data.get("activities", []):
        activity = _load_activity(demo, item)
        targets[f"activity:{item['key']}"] = activity.uuid
    for position, section in enumerate(demo.data.get("sections", [])):
        PlanSection.objects.create(
            plan=plan,
            placement=section["placement"],
            heading=section["heading"],
            body=from_plain(section["body"], targets),
            position=position,
        )
    for chapter in chapters:
        _load_chapter(demo, plan, chapter, targets)
    for item in demo.data.get("activities", []):
        if "number" in item:
            add_chapter(
                plan,
                demo.made["activities"][item["key"]],
                number=item["number"],
                title=item["name"],
                by=None,
                money_only=True,
            )


def _load_sources(demo: DemoPartnership) -> dict[str, UUID]:
    path = demo.folder / "sources.toml"
    if not path.exists():
        return {}
    targets = {}
    for item in read(path)["source"]:
        key = item.pop("key")
        source = Source.objects.create(partnership=demo.partnership, **item)
        targets[f"source:{key}"] = source.uuid
    return targets


def _load_activity(demo: DemoPartnership, item: dict[str, Any]) -> Activity:
    activity = Activity.objects.create(
        partnership=demo.partnership,
        slug=item["key"],
        name=item["name"],
        note=item.get("note", ""),
        grant_period=item["grant"],
        ended=item.get("ended"),
    )
    demo.made["activities"][item["key"]] = activity
    ActivityFocusArea.objects.bulk_create(
        ActivityFocusArea(activity=activity, focus_area=demo.focus_areas[key], position=position)
        for position, key in enumerate(item["focus_areas"])
    )
    Predecessor.objects.bulk_create(
        Predecessor(activity=activity, name=name) for name in item.get("predecessors", [])
    )
    return activity


def _load_chapter(
    demo: DemoPartnership, plan: SafetyPlan, data: dict[str, Any], targets: dict[str, UUID]
) -> None:
    item = data["chapter"]
    chapter = add_chapter(
        plan,
        demo.made["activities"][data["activity"]["key"]],
        number=item["number"],
        title=item["title"],
        is_new=item["is_new"],
        formerly=item["formerly"],
        by=None,
    )
    for kind in SectionKind:
        Section.objects.filter(chapter=chapter, kind=kind).update(
            body=from_plain(item.get(kind, ""), targets)
        )
    for part in chapter.parts.all():
        _load_part(demo, chapter, part, data.get(part.kind, {}), targets)


def _load_part(
    demo: DemoPartnership,
    chapter: Chapter,
    part: ListPart,
    data: dict[str, Any],
    targets: dict[str, UUID],
) -> None:
    ListPart.objects.filter(pk=part.pk).update(
        intro=from_plain(data.get("intro", ""), targets),
        closing=from_plain(data.get("closing", ""), targets),
    )
    for item in data.get("rows", []):
        values = dict(item)
        numbers = values.pop("targets", [])
        if "body" in values and part.kind != PartKind.RESPONSIBILITIES:
            values["body"] = from_plain(values["body"], targets)
        if part.kind == PartKind.RESPONSIBILITIES:
            if "organisation" in values:
                values["organisation"] = demo.organisations[values["organisation"]]
            if "body" in values:
                values["body"] = demo.bodies[values["body"]]
        row = add_row(part, by=None, **values)
        for number in numbers:
            save_target(row, None, seen=1, by=None, **number)
