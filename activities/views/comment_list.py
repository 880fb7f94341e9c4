"""All comments on a plan: what waits, and what is settled."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.filters import CommentFilter
from activities.models import SafetyPlan
from activities.tables import CommentTable
from activities.views.plans import plan_breadcrumbs, visible_plan
from partnership.views.lists import ListPage


class CommentList(ListPage):
    filterset_class = CommentFilter
    table_class = CommentTable
    heading = gettext_lazy("Comments")

    @cached_property
    def plan(self) -> SafetyPlan:
        return visible_plan(self.request, self.kwargs["slug"], self.kwargs["year"])

    def get_queryset(self):
        return self.plan.comments.for_list()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return plan_breadcrumbs(self.plan, _("Comments"))
