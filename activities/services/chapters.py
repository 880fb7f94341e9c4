"""Making a chapter with all the parts it is made of, and an activity with its chapter."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from activities.choices import PartKind, SectionKind
from activities.models import (
    Activity,
    ActivityFocusArea,
    Chapter,
    ListPart,
    SafetyPlan,
    Section,
)
from activities.services.lifecycle import lock_plan
from partnership.models import FocusArea, Partnership, User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import new_identity, save_version
from partnership.sorting import fold


@transaction.atomic
def add_chapter(
    plan: SafetyPlan,
    activity: Activity,
    *,
    number: int,
    title: str,
    by: User | None,
    is_new: bool = False,
    formerly: str = "",
    money_only: bool = False,
) -> Chapter:
    """A chapter with empty sections and lists; without text if money only."""
    chapter = Chapter.objects.create(
        plan=plan,
        activity=activity,
        number=number,
        title=title,
        is_new=is_new,
        formerly=formerly,
        money_only=money_only,
    )
    if not money_only:
        Section.objects.bulk_create(Section(chapter=chapter, kind=kind) for kind in SectionKind)
        ListPart.objects.bulk_create(ListPart(chapter=chapter, kind=kind) for kind in PartKind)
    record("activities.chapter.add", by=by, on=chapter, partnership=plan.partnership)
    return chapter


@transaction.atomic
def add_activity(
    plan: SafetyPlan,
    *,
    title: str,
    focus_areas: Sequence[FocusArea],
    by: User,
    is_new: bool = False,
    money_only: bool = False,
    uuid: UUID | None = None,
) -> Chapter:
    """A new activity with a chapter at the plan's end, also for one that joins mid-year.

    `uuid` is the identity that the open form gave it: sent again, it is the same
    activity. With another title it is another one; the first is not renamed.
    The plan is locked, because two activities added at once would share a number.
    """
    identity: Any = uuid
    made = plan.chapters.filter(activity__uuid=identity, activity__name=title)
    if not made:
        history.writing(plan, by=by)
        locked = lock_plan(plan)
    # Asked again under the lock: the same form may have been sent twice at once.
    if chapter := made.all().first():
        return chapter
    save_version(locked, seen=locked.version, by=by)
    activity = Activity.objects.create(
        partnership=plan.partnership,
        name=title,
        slug=_free_address(plan.partnership, title),
        started=plan.year,
        **new_identity(Activity, uuid),
    )
    ActivityFocusArea.objects.bulk_create(
        ActivityFocusArea(activity=activity, focus_area=area, position=position)
        for position, area in enumerate(focus_areas)
    )
    last = locked.chapters.aggregate(last=Max("number"))["last"] or 0
    return add_chapter(
        locked,
        activity,
        number=last + 1,
        title=title,
        by=by,
        is_new=is_new,
        money_only=money_only,
    )


def _free_address(partnership: Partnership, title: str) -> str:
    """The title as an address that no other activity of the partnership has.

    The partnership is locked, because the plans of two years could take one address.
    """
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    wanted = slugify(fold(title))[:70].strip("-") or "aktivitet"
    taken = set(partnership.activities.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(a for a in numbered if a not in taken)
