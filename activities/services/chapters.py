"""Making a chapter with all the parts it is made of."""

from django.db import transaction

from activities.choices import PartKind, SectionKind
from activities.models import Activity, Chapter, ListPart, SafetyPlan, Section
from partnership.models import User
from partnership.services.audit import record


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
