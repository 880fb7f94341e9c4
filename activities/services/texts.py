"""Saving the texts of a plan and its chapters."""

from django.db import transaction

from activities.models import Chapter, ListPart, PlanSection, Section
from partnership.models import TheoryItem, User
from partnership.richtext import canonical
from partnership.services.audit import record
from partnership.services.versions import save_version


@transaction.atomic
def edit_section(section: Section, *, body: str, seen: int, by: User) -> Section:
    """Save a chapter's section. Raises `StaleVersion`; the same text writes nothing."""
    if section.version == seen and canonical(body) == section.body:
        return section
    saved = save_version(section, seen=seen, by=by, body=body)
    partnership = section.chapter.plan.partnership
    record("activities.section.edit", by=by, on=saved, partnership=partnership)
    return saved


@transaction.atomic
def edit_plan_section(
    section: PlanSection, *, heading: str, body: str, seen: int, by: User
) -> PlanSection:
    """Save a section of the front matter. Raises `StaleVersion`."""
    same = section.heading == heading and section.body == canonical(body)
    if section.version == seen and same:
        return section
    saved = save_version(section, seen=seen, by=by, heading=heading, body=body)
    partnership = section.plan.partnership
    record("activities.plan_section.edit", by=by, on=saved, partnership=partnership)
    return saved


@transaction.atomic
def edit_part(part: ListPart, *, intro: str, closing: str, seen: int, by: User) -> ListPart:
    """Save the text before and after a list's rows. Raises `StaleVersion`."""
    same = part.intro == canonical(intro) and part.closing == canonical(closing)
    if part.version == seen and same:
        return part
    saved = save_version(part, seen=seen, by=by, intro=intro, closing=closing)
    partnership = part.chapter.plan.partnership
    record("activities.part.edit", by=by, on=saved, partnership=partnership)
    return saved


@transaction.atomic
def edit_heading(
    chapter: Chapter, *, title: str, formerly: str, is_new: bool, seen: int, by: User
) -> Chapter:
    """Save what a chapter's heading says. Raises `StaleVersion`."""
    values = {"title": title, "formerly": formerly, "is_new": is_new}
    if chapter.version == seen and all(getattr(chapter, key) == values[key] for key in values):
        return chapter
    saved = save_version(chapter, seen=seen, by=by, **values)
    record("activities.chapter.edit", by=by, on=saved, partnership=chapter.plan.partnership)
    return saved


@transaction.atomic
def edit_theory_item(item: TheoryItem, *, text: str, seen: int, by: User) -> TheoryItem:
    """Save one box of the theory of change. Raises `StaleVersion`."""
    if item.version == seen and item.text == text:
        return item
    saved = save_version(item, seen=seen, by=by, text=text)
    record("partnership.theory_item.edit", by=by, on=saved, partnership=item.agreement.partnership)
    return saved
