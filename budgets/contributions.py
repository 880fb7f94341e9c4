"""Key figures and the outline's column of money."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from activities.figures import Figure, OutlineColumn, share
from activities.models import Chapter, SafetyPlan
from budgets.services.economy import economy_of
from partnership.formats import amount


def figures(plan: SafetyPlan, chapters: Iterable[Chapter]) -> Iterable[Figure]:
    economy = economy_of(plan)
    allocated = amount(economy.allocated)
    if economy.frame is None:
        yield Figure(_("Allocated %(year)s") % {"year": plan.year}, allocated, _("kr."))
        return
    unit = _("kr. of %(frame)s") % {"frame": amount(economy.frame)}
    label = _("Allocated of the frame")
    yield Figure(label, allocated, unit, share(economy.allocated, economy.frame))
    left = economy.frame - economy.allocated
    label = _("Left of the frame") if left >= 0 else _("The frame is exceeded by")
    yield Figure(label, amount(abs(left)), _("kr."))


def outline_column(plan: SafetyPlan) -> OutlineColumn:
    economy = economy_of(plan)
    place = economy.years.index(plan.year)
    cells = {row.chapter.pk: row.totals[place].amount for row in economy.rows if row.chapter}
    return OutlineColumn(str(plan.year), cells, economy.allocated)
