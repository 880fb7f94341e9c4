"""The way to pages under a plan's economy and its reallocations."""

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from activities.views.plans import plan_breadcrumbs

Crumb = tuple[str, str]


def economy_breadcrumbs(plan: SafetyPlan, *below: Crumb) -> list[Crumb]:
    """To the economy, and the crumbs under it: names with their addresses, the last without one."""
    return _under("economy", _("Economy"), plan, below)


def reallocation_breadcrumbs(plan: SafetyPlan, *below: Crumb) -> list[Crumb]:
    """To the list of reallocations, and the crumbs under it."""
    return _under("reallocations", _("Reallocations"), plan, below)


def _under(address: str, name: str, plan: SafetyPlan, below: tuple[Crumb, ...]) -> list[Crumb]:
    *above, _here = plan_breadcrumbs(plan, name)
    url = reverse(address, args=[plan.partnership.slug, plan.year]) if below else ""
    return [*above, (name, url), *below]
