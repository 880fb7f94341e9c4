"""Where an activity's budget table stands: in its chapter's page, or on a page of its own.

Activities with money only and discontinued ones have no chapter to read; their
tables are kept by the same forms at addresses of the plan's economy.
"""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Activity, Chapter, SafetyPlan
from activities.views.page import chapter_url, visible_chapter
from activities.views.plans import plan_breadcrumbs, visible_plan
from budgets.models import BudgetLine, BudgetNote
from budgets.permissions import may_correct, may_edit_budget, may_edit_money
from partnership.permissions import Decision
from partnership.requests import Request


@dataclass(frozen=True)
class MoneyPlace:
    """An activity's table in a plan; `chapter` is None for a discontinued activity."""

    request: Request
    plan: SafetyPlan
    activity: Activity
    chapter: Chapter | None

    @property
    def has_page(self) -> bool:
        """Whether the table stands in the page of its chapter."""
        return self.chapter is not None and not self.chapter.money_only

    @property
    def may_edit(self) -> Decision:
        if self.chapter is None:
            return may_edit_money(self.request.user, self.plan)
        return may_edit_budget(self.request.user, self.chapter)

    @property
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


def economy_breadcrumbs(plan: SafetyPlan, here: str) -> list[tuple[str, str]]:
    """The way to a page of the plan's economy."""
    economy = (_("Economy"), reverse("economy", args=[plan.partnership.slug, plan.year]))
    return [*plan_breadcrumbs(plan, _("Economy"))[:-1], economy, (here, "")]


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
