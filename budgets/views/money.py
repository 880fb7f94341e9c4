"""The table of an activity that has no chapter to read, and any table after an act on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.models import SafetyPlan
from activities.views.page import show
from budgets.document import row_name
from budgets.services.economy import economy_of
from budgets.services.refusals import LedgerError
from budgets.views.crumbs import economy_breadcrumbs
from budgets.views.panel import NAME, table_panel
from budgets.views.places import MoneyPlace, find_place
from partnership.formats import kroner
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, Removed, SaveRefused, answer


@require_safe
def activity_money(request: Request, slug: str, year: int, activity: str) -> HttpResponse:
    place = find_place(request, slug=slug, year=year, activity=activity)
    return redirect(place.url) if place.has_page else show_table(place)


def show_table(place: MoneyPlace, opened: Opened | None = None, status: int = 200) -> HttpResponse:
    """The page that the table stands in, or with htmx the table alone."""
    if place.chapter and place.has_page:
        return show(place.request, place.chapter, NAME, opened, status=status)
    panel = table_panel(place, opened)
    plan = place.plan
    context = {
        "panel": panel,
        "plan": plan,
        "heading": row_name(panel.context["table"]),
        "breadcrumbs": economy_breadcrumbs(plan, (place.activity.name, "")),
    }
    kind = "fragment" if place.request.htmx else "page"
    response = render(place.request, f"budgets/money_{kind}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def saved(place: MoneyPlace, message: str) -> HttpResponse:
    messages.success(place.request, message)
    return closed(place)


def closed(place: MoneyPlace) -> HttpResponse:
    """The table without its form, as it is saved."""
    if place.request.htmx:
        return show_table(place)
    return HttpResponseRedirect(f"{place.url}#{NAME}")


def edited(
    place: MoneyPlace,
    opened: Opened,
    save: Callable[[], Any],
    message: str,
    removed: Removed | None = None,
) -> HttpResponse:
    """The answer to a form in a table, as for the texts; what the ledger refuses is said in it."""

    def saved_in_ledger() -> Any:
        try:
            row = save()
        except LedgerError as error:
            opened.form.add_error(None, str(error))
            raise SaveRefused from error
        _warn_of_frame(place.request, place.plan)
        return row

    edit = Edit(
        form=opened.form,
        save=saved_in_ledger,
        show=lambda status: show_table(place, opened, status),
        done=lambda: saved(place, message),
        leave=lambda: closed(place),
        removed=removed,
    )
    return answer(place.request, edit)


def _warn_of_frame(request: Request, plan: SafetyPlan) -> None:
    """More may be allocated than the frame while a plan is written; it is said."""
    difference = economy_of(plan).difference
    if difference is not None and difference < 0:
        text = _("The frame for %(year)s is exceeded by %(amount)s.")
        over = {"year": plan.year, "amount": kroner(-difference)}
        messages.warning(request, text % over)
