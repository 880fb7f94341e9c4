"""What commands about a plan share."""

from django.core.management.base import CommandError

from activities.models import SafetyPlan


def plan_named(partnership: str, year: int) -> SafetyPlan:
    """The plan of a partnership, by its address. Raises `CommandError`, naming those there are."""
    plans = SafetyPlan.objects.select_related("partnership", "agreement")
    if plan := plans.filter(partnership__slug=partnership, year=year).first():
        return plan
    existing = ", ".join(
        f"{slug} {number}"
        for slug, number in plans.order_by("partnership__slug", "year").values_list(
            "partnership__slug", "year"
        )
    )
    raise CommandError(
        f"There is no plan {partnership} {year}. "
        + (f"There are: {existing}." if existing else "There are no plans yet.")
    )
