"""What plans add to key figures and to the home page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.figures import Figure, plan_figures, share
from activities.models import Chapter, SafetyPlan
from activities.permissions import may_edit_plan
from activities.services.completeness import missing_in
from activities.services.content import chapters_with_content
from activities.services.said import unanswered_by_chapter
from partnership.home import HomeItem
from partnership.requests import Request


def figures(plan: SafetyPlan, chapters: Iterable[Chapter]) -> Iterable[Figure]:
    written = [chapter for chapter in chapters if not chapter.money_only]
    complete = sum(1 for chapter in written if not missing_in(chapter))
    unit = _("of %(count)s") % {"count": len(written)}
    yield Figure(_("Chapters complete"), str(complete), unit, share(complete, len(written)))


def home_plans(request: Request) -> Iterable[HomeItem]:
    """The newest plan of each partnership the person sits in."""
    plans = (
        SafetyPlan.objects.visible_to(request.user)
        .select_related("partnership", "agreement")
        .order_by("partnership__sort_key", "-year")
    )
    seen: set[int] = set()
    for plan in plans:
        if plan.partnership_id not in seen:
            seen.add(plan.partnership_id)
            yield HomeItem("activities/home_plan.html", _home_plan(request, plan))


def _home_plan(request: Request, plan: SafetyPlan) -> dict[str, object]:
    chapters = chapters_with_content(plan)
    mine = set(
        Chapter.objects.editable_by(request.user).filter(plan=plan).values_list("pk", flat=True)
    )
    own = [chapter for chapter in chapters if chapter.pk in mine]
    return {
        "plan": plan,
        "url": reverse("plan", args=[plan.partnership.slug, plan.year]),
        "figures": [figure for source in plan_figures for figure in source(plan, chapters)],
        "waiting": [row for row in _waiting(request, plan, own) if row.missing or row.comments],
        "mine": [chapter for chapter in own if not chapter.money_only],
    }


@dataclass(frozen=True)
class Waiting:
    """A chapter, or the front matter, with what it lacks and how many comments wait in it."""

    name: str
    url: str
    missing: Sequence[str]
    comments: int


def _waiting(request: Request, plan: SafetyPlan, own: Iterable[Chapter]) -> Iterable[Waiting]:
    unanswered = unanswered_by_chapter(plan)
    address = [plan.partnership.slug, plan.year]
    for chapter in own:
        url = reverse("chapter", args=[*address, chapter.activity.slug])
        yield Waiting(str(chapter), url, missing_in(chapter), unanswered[chapter.pk])
    if unanswered[None] and may_edit_plan(request.user, plan):
        url = reverse("front_matter", args=address)
        yield Waiting(_("Front matter"), url, (), unanswered[None])
