"""Moving a budget line to another activity of the plan."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.models import Activity, Chapter
from budgets.forms import TransferForm
from budgets.models import BudgetLine
from budgets.services.transfers import transfer_line
from budgets.views.money import edited, saved
from budgets.views.places import MoneyPlace, find_place
from partnership.requests import Request
from partnership.views.editing import Opened, posted


@require_http_methods(["GET", "POST"])
def line_transfer(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    lines = BudgetLine.objects.filter(agreement=place.plan.agreement_id)
    line = get_object_or_404(lines.select_related("agreement__partnership", "activity"), uuid=uuid)
    place.may_edit_words.require()
    targets = _targets(place)
    if line.activity_id != place.activity.pk:
        return _moved_already(place, line, targets)
    form = TransferForm(instance=line, data=posted(request), activities=targets)

    def save() -> BudgetLine:
        activity = form.cleaned_data["activity"]
        return transfer_line(line, activity, seen=form.seen_version, by=request.user)

    opened = Opened(f"transfer-{line.uuid}", form, request.path)
    return edited(place, opened, save, _("The budget line is moved to the other activity."))


def _targets(place: MoneyPlace) -> Any:
    """Activities with a chapter in the plan that the person writes in too."""
    own = Chapter.objects.kept_by(place.request.user).filter(plan=place.plan)
    activities = Activity.objects.filter(chapters__in=own).exclude(pk=place.activity.pk)
    return activities.order_by("sort_key", "pk").distinct()


def _moved_already(place: MoneyPlace, line: BudgetLine, targets: Any) -> HttpResponse:
    """The answer to a form that is sent twice: done. No other line is found here."""
    if place.request.POST.get("activity") == str(line.activity_id) and line.activity in targets:
        return saved(place, _("The budget line is moved to the other activity."))
    raise Http404
