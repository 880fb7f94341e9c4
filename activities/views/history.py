"""Who wrote what, and when: in a chapter, and in a whole plan."""

from abc import abstractmethod
from functools import partial
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from activities.filters import HistoryFilter, PlanHistoryFilter
from activities.models import Chapter, SafetyPlan
from activities.tables import HistoryTable, PlanHistoryTable
from activities.views.pasts import Past, history_breadcrumbs, pasts_in, visible_past
from activities.views.plans import plan_breadcrumbs, visible_plan
from partnership.models import Revision
from partnership.services.timeline import close_ended, closed_entries, going_on
from partnership.views.lists import ListPage


class PastHistory(ListPage):
    """The entries of one thing with a history."""

    template_name = "activities/history/list.html"
    filterset_class = HistoryFilter
    per_page = 25

    @abstractmethod
    def find_past(self) -> Past:
        """What the address names, or 404."""

    @cached_property
    def past(self) -> Past:
        past = self.find_past()
        close_ended(past.scope)
        return past

    @property
    def table_class(self) -> Any:
        return partial(HistoryTable, pasts={self.past.subject.uuid: self.past})

    @property
    def heading(self) -> str:
        return _("History of %(name)s") % {"name": self.past.name}

    def get_queryset(self) -> QuerySet[Revision]:
        return closed_entries(subject_uuid=self.past.subject.uuid)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return history_breadcrumbs(self.past)

    def get_action(self) -> tuple[str, str]:
        return _("Compare two versions"), self.past.versions_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uuid = self.past.subject.uuid
        writing = [(entry, self.past) for entry in going_on(subject_uuid=uuid)]
        return super().get_context_data(**kwargs) | {"writing": writing}


class ChapterHistory(PastHistory):
    def find_past(self) -> Past:
        return visible_past(self.request, **self.kwargs)


class PlanHistory(ListPage):
    """The entries of a plan: of its chapters, and of what belongs to them all."""

    template_name = "activities/history/list.html"
    per_page = 25

    @cached_property
    def plan(self) -> SafetyPlan:
        plan = visible_plan(self.request, self.kwargs["slug"], self.kwargs["year"])
        close_ended(plan.uuid)
        return plan

    @cached_property
    def pasts(self) -> dict[Any, Past]:
        return pasts_in(self.plan)

    @property
    def filterset_class(self) -> Any:
        return partial(PlanHistoryFilter, pasts=self.pasts)

    @property
    def table_class(self) -> Any:
        return partial(PlanHistoryTable, pasts=self.pasts)

    @property
    def heading(self) -> str:
        return _("History of %(name)s") % {"name": self.plan.title}

    def get_queryset(self) -> QuerySet[Revision]:
        place = Chapter.objects.filter(uuid=OuterRef("subject_uuid")).values("number")
        entries = closed_entries(scope_uuid=self.plan.uuid, subject_uuid__in=self.pasts)
        return entries.annotate(place=Subquery(place[:1]))

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return plan_breadcrumbs(self.plan, _("History"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_ones = going_on(scope_uuid=self.plan.uuid, subject_uuid__in=self.pasts)
        writing = [(entry, self.pasts[entry.subject_uuid]) for entry in open_ones]
        return super().get_context_data(**kwargs) | {"writing": writing}
