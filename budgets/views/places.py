"""Where an activity's budget table stands: in its chapter's page, or on a page of its own.

Activities with money only, those that have ended and those that have joined since have no
chapter to read; their tables are kept by the same forms at addresses of the plan's economy.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from activities.models import Activity, Chapter, SafetyPlan
from activities.views.page import chapter_url, visible_chapter
from activities.views.plans import visible_plan
from budgets.models import BudgetLine, BudgetNote
from budgets.permissions import (
    may_correct,
    may_edit_amounts,
    may_edit_cofinancing,
    may_edit_words,
)
from partnership.permissions import Decision
from partnership.requests import Request


@dataclass(frozen=True)
class MoneyPlace:
    """An activity's table in a plan; `chapter` is None for one without a chapter in it."""

    request: Request
    plan: SafetyPlan
    activity: Activity
    chapter: Chapter | None

    @property
    def has_page(self) -> bool:
        """Whether the table stands in the page of its chapter."""
        return self.chapter is not None and not self.chapter.money_only

    @cached_property
    def may_edit_words(self) -> Decision:
        return may_edit_words(self.request.user, self.plan, self.chapter)

    @cached_property
    def may_edit_amounts(self) -> Decision:
        return may_edit_amounts(self.request.user, self.plan, self.chapter)

    def may_write_in(self, line: BudgetLine) -> Decision:
        """The line's amounts of the plan's year and later."""
        if line.counts_in_total:
            return self.may_edit_amounts
        return may_edit_cofinancing(self.request.user, self.plan, self.chapter)

    @cached_property
    def may_correct(self) -> Decision:
        return may_correct(self.request.user, self.plan)

    @property
    def url(self) -> str:
        if self.chapter and self.has_page:
            return chapter_url(self.chapter)
        return self.address("activity_money")

    def address(self, name: str, *args: Any) -> str:
        """The address of an act on the table, by its name in a chapter's page."""
        if self.chapter and self.has_page:
            return reverse(name, args=[self.chapter.uuid, *args])
        name = name if name == "activity_money" else f"money_{name}"
        own = [self.plan.partnership.slug, self.plan.year, self.activity.slug]
        return reverse(name, args=[*own, *args])

    @property
    def lines(self) -> Any:
        own = {"agreement": self.plan.agreement_id, "activity": self.activity.pk}
        return BudgetLine.objects.filter(**own).select_related("agreement__partnership")

    @property
    def notes(self) -> Any:
        own = {"agreement": self.plan.agreement_id, "activity": self.activity.pk}
        return BudgetNote.objects.filter(**own).select_related("agreement__partnership")


def find_place(request: Request, **where: Any) -> MoneyPlace:
    """The table that the address names, or 404 outside the person's partnerships.

    `where`: a chapter's identity, or the plan's slug and year and the activity's.
    """
    if "chapter" in where:
        chapter = visible_chapter(request, uuid=where["chapter"])
        return MoneyPlace(request, chapter.plan, chapter.activity, chapter)
    plan = visible_plan(request, where["slug"], where["year"])
    activity = get_object_or_404(plan.partnership.activities, slug=where["activity"])
    chapters = plan.chapters.with_plan().filter(activity=activity)
    return MoneyPlace(request, plan, activity, chapters.first())
