"""Where the past of something is read and brought back: of a chapter, of what belongs to the
whole plan, and of whatever a higher app keeps a history of."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Chapter, SafetyPlan
from activities.permissions import may_edit_heading, may_edit_text
from activities.services import restore, restore_plan
from activities.services.compared import names_for
from activities.views.page import chapter_url
from activities.views.plans import plan_url
from partnership.models import Revision, User
from partnership.permissions import Decision
from partnership.requests import Request

#: Brings an entry back, or a part of it: subject, entry, part, who, and how it read when shown.
BringBack = Callable[[Any, Revision, UUID | None, User, str], None]


@dataclass(frozen=True)
class Restoring:
    """What of a subject can be brought back, by whom and how.

    `parts` are the kinds of items that come back by themselves, `all` those
    that come back together.
    """

    parts: Container[str]
    all: Container[str]
    bring_back: BringBack
    may: Callable[[User, Any], Decision] = may_edit_text
    #: Whether budget lines stand in the history, which are never brought back.
    beside_money: bool = False


@dataclass(frozen=True)
class Past:
    """Something with a history, and its addresses; `whole` is what it belongs to, `way` the way
    to it."""

    subject: Any
    name: str
    whole: str
    scope: UUID
    way: tuple[tuple[str, str], ...]
    text_url: str
    list_url: str
    versions_url: str
    restore_url: str
    restoring: Restoring
    #: What references point at, by identity.
    names: Callable[[Any], Mapping[UUID, str]] = names_for


def visible_past(request: Request, slug: str, year: int, activity: str) -> Past:
    """Of a chapter, also one with money only, or 404 outside the person's partnerships."""
    chapters = Chapter.objects.visible_to(request.user).with_plan()
    lookup = {"plan__partnership__slug": slug, "plan__year": year, "activity__slug": activity}
    return past_of_chapter(get_object_or_404(chapters, **lookup))


def past_of_chapter(chapter: Chapter) -> Past:
    plan = chapter.plan
    address = [plan.partnership.slug, plan.year, chapter.activity.slug]
    text_url = plan_url(plan) if chapter.money_only else chapter_url(chapter)
    return Past(
        subject=chapter,
        name=str(chapter),
        whole=plan.title,
        scope=plan.uuid,
        way=(*_way_to(plan), (str(chapter), text_url)),
        text_url=text_url,
        list_url=reverse("chapter_history", args=address),
        versions_url=reverse("chapter_versions", args=address),
        restore_url=reverse("chapter_restore", args=[chapter.uuid]),
        restoring=Restoring(
            restore.RESTORABLE, restore.RESTORED, _bring_chapter_back, beside_money=True
        ),
    )


def past_of_plan(plan: SafetyPlan) -> Past:
    """Front matter, theory of change and the order of the activities."""
    address: list[Any] = [plan.partnership.slug, plan.year]
    return Past(
        subject=plan,
        name=_("Common texts and order"),
        whole=plan.title,
        scope=plan.uuid,
        way=_way_to(plan),
        text_url=plan_url(plan),
        list_url=f"{reverse('plan_history', args=address)}?subject_uuid={plan.uuid}",
        versions_url=reverse("plan_versions", args=address),
        restore_url=reverse("plan_restore", args=address),
        restoring=Restoring(restore_plan.RESTORABLE, restore_plan.RESTORED, _bring_plan_back),
    )


def pasts_in(plan: SafetyPlan) -> dict[UUID, Past]:
    """All of a plan by identity, in printed order."""
    pasts = {plan.uuid: past_of_plan(plan)}
    for chapter in plan.chapters.select_related("activity").order_by("number"):
        chapter.plan = plan
        pasts[chapter.uuid] = past_of_chapter(chapter)
    return pasts


def history_breadcrumbs(past: Past, *here: str) -> list[tuple[str, str]]:
    """The way to the list of versions, and on to `here`."""
    crumbs = [*past.way, (_("History"), past.list_url if here else "")]
    return [*crumbs, *((name, "") for name in here)]


def _way_to(plan: SafetyPlan) -> tuple[tuple[str, str], ...]:
    name = f"{plan.partnership.short_name} {plan.year}"
    return (_("Plans"), reverse("plans")), (name, plan_url(plan))


def _bring_chapter_back(
    chapter: Chapter, entry: Revision, part: UUID | None, by: User, seen: str
) -> None:
    if part:
        restore.restore_part(chapter, entry, part, by=by, seen=seen)
    else:
        heading = bool(may_edit_heading(by, chapter))
        restore.restore_chapter(chapter, entry, by=by, seen=seen, heading=heading)


def _bring_plan_back(
    plan: SafetyPlan, entry: Revision, part: UUID | None, by: User, seen: str
) -> None:
    """The plan's own identity means the order of its activities."""
    if part == plan.uuid:
        restore_plan.restore_order(plan, entry, by=by, seen=seen)
    elif part:
        restore_plan.restore_plan_part(plan, entry, part, by=by, seen=seen)
    else:
        restore_plan.restore_plan(plan, entry, by=by, seen=seen)
