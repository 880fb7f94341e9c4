"""Keeping the rules of a unit."""

from typing import Any

from django.db import transaction

from inquiries.models import UnitRules
from partnership.models import Unit, User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged


def rules_of(unit: Unit) -> UnitRules:
    """The unit's rules; before it has any, what the form begins with."""
    return UnitRules.objects.filter(unit=unit).first() or UnitRules(unit=unit)


@transaction.atomic
def keep_rules(unit: Unit, *, seen: Seen, by: User, **values: Any) -> UnitRules:
    """Write the unit's rules. Raises `StaleVersion`.

    Inquiries keep the rule they were registered under. The unit is locked: of two who
    write its first rules at once one would be refused by the database.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    rules = rules_of(unit)
    if rules.pk is None:
        # A form of rules that are not written yet carries version 1, and is stale from now on.
        rules = UnitRules.objects.create(unit=unit, changed_by=by, version=2, **values)
    elif unchanged(rules, **values):
        return rules
    else:
        rules = save_version(rules, seen=seen, by=by, **values)
    record("inquiries.unit_rules.edit", by=by, on=rules, rules=values)
    return rules
