"""The table of an activity that has no chapter to read, and any table after an act on it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from activities.views.page import show
from budgets.document import row_name
from budgets.views.panel import NAME, table_panel
from budgets.views.places import MoneyPlace, economy_breadcrumbs, find_place
from partnership.requests import Request
from partnership.views.editing import Opened


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
        "breadcrumbs": economy_breadcrumbs(plan, place.activity.name),
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
