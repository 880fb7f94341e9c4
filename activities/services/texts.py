"""Saving the texts of a plan and its chapters.

Each function raises `StaleVersion` when somebody saved since; a text that
reads the same writes nothing.
"""

from typing import Any, TypeVar

from django.db import transaction

from activities.models import Chapter, ListPart, PlanSection, SafetyPlan, Section, Source
from partnership.models import TheoryItem, User
from partnership.models.named import Versioned
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged

T = TypeVar("T", bound=Versioned)


@transaction.atomic
def save_text(
    row: T,
    *,
    of: Chapter | SafetyPlan | Source,
    action: str,
    seen: Seen | int,
    by: User | None,
    **values: Any,
) -> T:
    """Save a part `of` what has the history; one line of the log for an entry, not for a save."""
    if unchanged(row, **values) or _came_late(row, seen):
        return row
    begins = history.writing(of, by=by)
    saved = save_version(row, seen=seen, by=by, **values)
    if begins:
        record(action, by=by, on=saved, partnership=history.partnership_of(of))
    return saved


def _came_late(row: Versioned, seen: Seen | int) -> bool:
    """Whether the same window has saved something newer, so that nothing is to be written."""
    return isinstance(seen, Seen) and seen.came_late_to(row)


def edit_section(section: Section, *, body: str, seen: Seen | int, by: User | None) -> Section:
    """Save a chapter's section."""
    return save_text(
        section,
        of=section.chapter,
        action="activities.section.edit",
        seen=seen,
        by=by,
        body=body,
    )


def edit_plan_section(
    section: PlanSection, *, heading: str, body: str, seen: Seen | int, by: User | None
) -> PlanSection:
    """Save a section of the front matter."""
    return save_text(
        section,
        of=section.plan,
        action="activities.plan_section.edit",
        seen=seen,
        by=by,
        heading=heading,
        body=body,
    )


def edit_part(
    part: ListPart, *, intro: str, closing: str, seen: Seen | int, by: User | None
) -> ListPart:
    """Save the text before and after a list's rows."""
    return save_text(
        part,
        of=part.chapter,
        action="activities.part.edit",
        seen=seen,
        by=by,
        intro=intro,
        closing=closing,
    )


def edit_heading(
    chapter: Chapter,
    *,
    title: str,
    formerly: str,
    is_new: bool,
    seen: Seen | int,
    by: User | None,
) -> Chapter:
    """Save what a chapter's heading says."""
    return save_text(
        chapter,
        of=chapter,
        action="activities.chapter.edit",
        seen=seen,
        by=by,
        title=title,
        formerly=formerly,
        is_new=is_new,
    )


@transaction.atomic
def edit_theory_item(
    item: TheoryItem, *, text: str, seen: Seen | int, by: User | None
) -> TheoryItem:
    """Save one box of the theory of change.

    All plans of the agreement show it, so each of their histories is told, in
    the order of their ids: two writers lock them in one order.
    """
    if unchanged(item, text=text) or _came_late(item, seen):
        return item
    plans = SafetyPlan.objects.filter(agreement=item.agreement_id).order_by("pk")
    begins = [history.writing(plan, by=by) for plan in plans.select_related("partnership")]
    saved = save_version(item, seen=seen, by=by, text=text)
    if any(begins):
        partnership = item.agreement.partnership
        record("partnership.theory_item.edit", by=by, on=saved, partnership=partnership)
    return saved
