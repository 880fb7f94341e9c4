"""Where the past of a chapter, or of what belongs to the whole plan, is read and brought back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Chapter, SafetyPlan
from activities.views.page import chapter_url
from activities.views.plans import plan_url
from partnership.requests import Request


@dataclass(frozen=True)
class Past:
    """Something with a history, and its addresses."""

    subject: Chapter | SafetyPlan
    name: str
    text_url: str
    list_url: str
    versions_url: str
    restore_url: str

    @property
    def plan(self) -> SafetyPlan:
        return self.subject.plan if isinstance(self.subject, Chapter) else self.subject


def visible_past(request: Request, slug: str, year: int, activity: str) -> Past:
    """Of a chapter, also one with money only, or 404 outside the person's partnerships."""
    chapters = Chapter.objects.visible_to(request.user).with_plan()
    lookup = {"plan__partnership__slug": slug, "plan__year": year, "activity__slug": activity}
    return past_of_chapter(get_object_or_404(chapters, **lookup))


def past_of_chapter(chapter: Chapter) -> Past:
    address = [chapter.plan.partnership.slug, chapter.plan.year, chapter.activity.slug]
    return Past(
        subject=chapter,
        name=str(chapter),
        text_url=plan_url(chapter.plan) if chapter.money_only else chapter_url(chapter),
        list_url=reverse("chapter_history", args=address),
        versions_url=reverse("chapter_versions", args=address),
        restore_url=reverse("chapter_restore", args=[chapter.uuid]),
    )


def past_of_plan(plan: SafetyPlan) -> Past:
    """Front matter, theory of change and the order of the activities."""
    address: list[Any] = [plan.partnership.slug, plan.year]
    return Past(
        subject=plan,
        name=_("Common texts and order"),
        text_url=plan_url(plan),
        list_url=f"{reverse('plan_history', args=address)}?subject_uuid={plan.uuid}",
        versions_url=reverse("plan_versions", args=address),
        restore_url=reverse("plan_restore", args=address),
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
    plan = past.plan
    crumbs = [
        (_("Plans"), reverse("plans")),
        (f"{plan.partnership.short_name} {plan.year}", plan_url(plan)),
    ]
    if isinstance(past.subject, Chapter):
        crumbs.append((past.name, past.text_url))
    crumbs.append((_("History"), past.list_url if here else ""))
    return [*crumbs, *((name, "") for name in here)]
