"""Key figures and the outline's column of money."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from activities.figures import Figure, OutlineColumn, share
from activities.models import Chapter, SafetyPlan
from budgets.services.economy import economy_of
from budgets.services.economy_rows import Economy
from budgets.services.reconciliation import reconciliation_of
from partnership.formats import amount, kroner


def figures(plan: SafetyPlan, chapters: Iterable[Chapter]) -> Iterable[Figure]:
    """What is allocated of the frame, and how many printed figures differ unexplained."""
    economy = economy_of(plan)
    yield from _allocated(economy)
    if found := reconciliation_of(plan, economy=economy).open:
        yield Figure(_("Open in the reconciliation"), amount(found))


def _allocated(economy: Economy) -> Iterable[Figure]:
    allocated = amount(economy.allocated)
    if economy.frame is None:
        yield Figure(_("Allocated %(year)s") % {"year": economy.plan.year}, allocated, _("kr."))
        return
    unit = _("kr. of %(frame)s") % {"frame": amount(economy.frame)}
    label = _("Allocated of the frame")
    yield Figure(label, allocated, unit, share(economy.allocated, economy.frame))
    left = economy.frame - economy.allocated
    label = _("Left of the frame") if left >= 0 else _("The frame is exceeded by")
    yield Figure(label, amount(abs(left)), _("kr."))


def approval_warnings(plan: SafetyPlan) -> Iterable[str]:
    """Rows that do not add up to the frame."""
    economy = economy_of(plan)
    if not economy.difference:
        return
    values = {"year": plan.year, "amount": kroner(abs(economy.difference))}
    if economy.difference < 0:
        yield _("The frame for %(year)s is exceeded by %(amount)s.") % values
    else:
        yield _("%(amount)s of the frame for %(year)s is not allocated.") % values


def outline_column(plan: SafetyPlan) -> OutlineColumn:
    economy = economy_of(plan)
    place = economy.years.index(plan.year)
    cells = {row.chapter.pk: row.totals[place].amount for row in economy.rows if row.chapter}
    return OutlineColumn(str(plan.year), cells, economy.allocated)
