"""Stated figures: adding, changing, explaining and removing.

An explanation is kept with the two figures it explained: when one of them
changes, it does not hide the new difference. The ledger is not locked while it
is read for that; what is posted in between makes the figure open again.

Each function that saves raises `StaleVersion` when somebody saved since, and
`FigureRefused` for what cannot be; the same values write nothing.
"""

from copy import copy
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from activities.services.lifecycle import lock_plan
from budgets.models import StatedFigure
from budgets.services.ledger import require_year
from budgets.services.reconciliation import ledger_of
from budgets.services.refusals import LedgerError
from partnership.models import User
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version, unchanged


class FigureRefused(LedgerError):
    """A stated figure that cannot be kept; the text is for the person."""


@transaction.atomic
def add_stated_figure(
    plan: SafetyPlan,
    *,
    by: User | None,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    **values: Any,
) -> StatedFigure:
    """Add a figure after those of the plan. `stated` is whole kroner or a count.

    `uuid` is the identity that the open form gave it: sent again, it is saved.
    The plan is locked, because two figures added at once would share a place.

    Raises `LedgerError` for a year outside the agreement, `FigureRefused` for a
    line or an activity that is not of the plan's partnership.
    """
    _require_fitting(plan, values)
    locked = lock_plan(plan)
    if uuid and (made := StatedFigure.objects.filter(plan=locked, uuid=uuid).first()):
        return edit_stated_figure(made, seen=seen, by=by, **values)
    last = locked.stated_figures.aggregate(last=Max("position"))["last"] or 0
    identity = new_identity(StatedFigure, uuid)
    added = StatedFigure.objects.create(
        plan=locked,
        position=last + 1,
        changed_by=by,
        **identity,
        **values,
        **_explained(StatedFigure(plan=locked, **values)),
    )
    record("budgets.stated.add", by=by, on=added, partnership=locked.partnership)
    return added


@transaction.atomic
def edit_stated_figure(
    figure: StatedFigure, *, seen: Seen | int, by: User | None, **values: Any
) -> StatedFigure:
    """Save a figure; raises as `add_stated_figure`.

    Another explanation is of the figures as they are now; the same one stays with
    those it explained. The log gets one line for an open window, not one for each
    of its saves.
    """
    if values.get("explanation", figure.explanation) != figure.explanation:
        values |= _explained(_with(figure, values))
    return _save(figure, seen=seen, by=by, **values)


@transaction.atomic
def explain_stated_figure(
    figure: StatedFigure,
    *,
    seen: Seen | int,
    by: User | None,
    explanation: str,
    ledger: int | None,
) -> StatedFigure:
    """Save what explains the difference from the ledger's figure that the person saw.

    The same words given again explain the difference there is by then.
    Raises `StaleVersion`.
    """
    values = _bound(explanation, figure.stated, ledger)
    return _save(figure, seen=seen, by=by, explanation=explanation, **values)


def _explained(figure: StatedFigure) -> dict[str, int | None]:
    """The figures as they are now, for an explanation to be kept with."""
    ledger = ledger_of(figure) if figure.explanation else None
    return _bound(figure.explanation, figure.stated, ledger)


def _bound(explanation: str, stated: int | None, ledger: int | None) -> dict[str, int | None]:
    if not explanation:
        return {"explained_stated": None, "explained_ledger": None}
    return {"explained_stated": stated, "explained_ledger": ledger}


def _with(figure: StatedFigure, values: dict[str, Any]) -> StatedFigure:
    """The figure as it will be."""
    changed = copy(figure)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed


def _save(
    figure: StatedFigure, *, seen: Seen | int, by: User | None, **values: Any
) -> StatedFigure:
    if unchanged(figure, **values):
        return figure
    _require_fitting(figure.plan, values)
    begins = not (isinstance(seen, Seen) and seen.writer and figure.writer == seen.writer)
    saved = save_version(figure, seen=seen, by=by, **values)
    if begins:
        record("budgets.stated.edit", by=by, on=saved, partnership=figure.plan.partnership)
    return saved


@transaction.atomic
def remove_stated_figure(figure: StatedFigure, *, seen: Seen | int, by: User) -> StatedFigure:
    """Take a figure off the list; it is kept."""
    saved = save_version(figure, seen=seen, by=by, removed_at=timezone.now())
    record("budgets.stated.remove", by=by, on=saved, partnership=figure.plan.partnership)
    return saved


def _require_fitting(plan: SafetyPlan, values: dict[str, Any]) -> None:
    if year := values.get("year"):
        require_year(plan.agreement, year)
    line, activity = values.get("line"), values.get("activity")
    foreign = line is not None and line.agreement_id != plan.agreement_id
    foreign |= activity is not None and activity.partnership_id != plan.partnership_id
    if foreign:
        raise FigureRefused(_("The budget line or the activity belongs to another plan."))
    if line is not None and activity is not None and line.activity_id != activity.pk:
        raise FigureRefused(_("The budget line belongs to another activity."))
