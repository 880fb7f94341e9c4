"""The order of a plan's activities: whoever moves one renumbers them all."""

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Max, Value, When

from activities.models import Chapter, SafetyPlan
from partnership.models import User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version


@transaction.atomic
def move_chapter(
    chapter: Chapter, *, before: Chapter | None, seen: Seen | int, by: User | None
) -> SafetyPlan:
    """Let an activity stand before another of its plan, or last; the numbers follow.

    Activities with money only take part. An activity that stands there already
    writes nothing. Raises `StaleVersion`, with the plan as it is now, when
    somebody has changed the order since, and `ValueError` when `before` stands
    in another plan.

    The plan's row is written first, which locks it: of two moves at once the
    second finds another version than the one it was made from.
    """
    plan = chapter.plan
    if before is not None and before.plan_id != plan.pk:
        raise ValueError(f"{before} stands in another plan than {chapter}")
    target = before.pk if before else None
    if _moved(order_of(plan), chapter.pk, target) == order_of(plan):
        return plan
    history.writing(plan, by=by)
    saved = save_version(plan, seen=seen, by=by)
    number_chapters(plan, _moved(order_of(plan), chapter.pk, target))
    moved = Chapter.objects.get(pk=chapter.pk)
    details: dict[str, Any] = {"from": chapter.number, "to": moved.number}
    record("activities.chapter.move", by=by, on=moved, partnership=plan.partnership, **details)
    return saved


def order_of(plan: SafetyPlan) -> list[int]:
    return list(Chapter.objects.filter(plan=plan).order_by("number").values_list("pk", flat=True))


def _moved(order: list[int], chapter: int, before: int | None) -> list[int]:
    """The order with the chapter before another, or last."""
    if chapter == before:
        return order
    rest = [other for other in order if other != chapter]
    place = len(rest) if before is None else rest.index(before)
    return [*rest[:place], chapter, *rest[place:]]


def number_chapters(plan: SafetyPlan, order: list[int]) -> None:
    """Number the chapters 1, 2, 3 ... in this order.

    In two steps, for a number may stand only once: first all go above every
    number there is or is to be.
    """
    chapters = Chapter.objects.filter(plan=plan)
    highest = chapters.aggregate(highest=Max("number"))["highest"]
    chapters.update(number=F("number") + max(highest, len(order)) + 1)
    places = (When(pk=pk, then=Value(number)) for number, pk in enumerate(order, start=1))
    chapters.update(number=Case(*places))
