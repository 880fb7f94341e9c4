"""The figures that a person may take into a letter: those of what the person may see."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.translation import gettext as _

from activities.models import SafetyPlan, Target
from budgets.models import BudgetLine, Pool
from inquiries.choices import FactKind
from inquiries.models import Fact, UnitFigure
from inquiries.services.fact_values import read_now
from partnership.models import Unit, User
from partnership.sorting import fold

#: Figures that are shown at once.
MOST = 15


def offered(by: User, unit: Unit, plan: SafetyPlan | None) -> list[Fact]:
    """Facts that are not stored yet, with their values: of the unit's rounds and of a plan.

    The person may see the plan; see `SafetyPlan.objects.visible_to`.
    """
    facts = [*_of_unit(by, unit), *(_of_plan(plan) if plan else ())]
    found = []
    for fact, now in zip(facts, read_now(facts), strict=True):
        if now is not None and (now.value or fact.kind not in EMPTY_AT_ZERO):
            fact.value, fact.text = now.value, now.text
            found.append(fact)
    return found


#: A line or an activity without money that year is not offered; nor is a pool without any.
EMPTY_AT_ZERO = (FactKind.LINE, FactKind.ACTIVITY, FactKind.POOL, FactKind.GRANTED)


def matching(facts: Iterable[Fact], words: str) -> list[Fact]:
    """The facts whose names hold all the words, whatever their case."""
    wanted = fold(words).split()
    return [fact for fact in facts if all(word in fold(str(fact)) for word in wanted)]


def find(by: User, unit: Unit, plan: SafetyPlan | None, key: str) -> Fact | None:
    """The offered fact of a key."""
    return next((fact for fact in offered(by, unit, plan) if fact.key == key), None)


def _of_unit(by: User, unit: Unit) -> Iterator[Fact]:
    for figure in UnitFigure.objects.visible_to(by).filter(unit=unit).standing():
        year = f", {figure.year}" if figure.year else ""
        yield Fact(
            kind=FactKind.FIGURE, figure=figure, year=figure.year, label=f"{figure}{year}"[:300]
        )


def _of_plan(plan: SafetyPlan) -> Iterator[Fact]:
    """The plan's own year first, then the other years of its agreement, the latest first."""
    name = plan.partnership.short_name
    yield Fact(
        kind=FactKind.FRAME,
        plan=plan,
        label=_("%(name)s: frame of %(year)s") % {"name": name, "year": plan.year},
    )
    lines = list(BudgetLine.objects.filter(agreement=plan.agreement_id).for_table())
    pools = list(Pool.objects.filter(agreement=plan.agreement_id).select_related("activity"))
    years = sorted(plan.agreement.years, key=lambda year: (year != plan.year, -year))
    for year in years:
        yield Fact(
            kind=FactKind.YEAR,
            plan=plan,
            year=year,
            label=_("%(name)s: sum of %(year)s") % {"name": name, "year": year},
        )
        yield from chain(_sums(plan, year, lines), _of_pools(pools, year))
    yield from _of_targets(plan)


def _sums(plan: SafetyPlan, year: int, lines: list[BudgetLine]) -> Iterator[Fact]:
    """Each activity with its lines, as they are printed."""
    by_activity: dict[int, list[BudgetLine]] = {}
    for line in lines:
        by_activity.setdefault(line.activity_id, []).append(line)
    for own in by_activity.values():
        name = {"name": own[0].activity.name, "year": year}
        yield Fact(
            kind=FactKind.ACTIVITY,
            activity=own[0].activity,
            plan=plan,
            year=year,
            label=_("%(name)s: in total %(year)s") % name,
        )
        for line in own:
            label = _("%(name)s: %(line)s %(year)s") % {**name, "line": line.label}
            yield Fact(kind=FactKind.LINE, line=line, plan=plan, year=year, label=label[:300])


def _of_pools(pools: list[Pool], year: int) -> Iterator[Fact]:
    for pool in pools:
        told = {"name": pool, "year": year}
        left = _("%(name)s: left in the pool %(year)s") % told
        yield Fact(kind=FactKind.POOL, pool=pool, year=year, label=left[:300])
        granted = _("%(name)s: granted from the pool %(year)s") % told
        yield Fact(kind=FactKind.GRANTED, pool=pool, year=year, label=granted[:300])


def _of_targets(plan: SafetyPlan) -> Iterator[Fact]:
    rows = Target.objects.standing().filter(
        deliverable__part__chapter__plan=plan, deliverable__removed_at__isnull=True
    )
    order = ("deliverable__part__chapter__number", "deliverable__position", "position", "id")
    for target in rows.select_related("deliverable__part__chapter__activity").order_by(*order):
        deliverable = target.deliverable
        activity = deliverable.part.chapter.activity.name
        label = f"{activity}: {deliverable.title}, {plan.year}"
        yield Fact(kind=FactKind.TARGET, target=target, year=plan.year, label=label[:300])
