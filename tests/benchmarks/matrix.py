"""The matrix with 200 activities and 1,000 lines against a plain Django view of as many cells.

Both go through the same middleware and the same login, and both ask the database.
"""

import re
from itertools import cycle, islice

from django.db.models import Sum
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import path, reverse

from activities.models import SafetyPlan
from budgets.models import BudgetLine, Entry
from partnership import urls
from partnership.choices import Role
from tests import factories
from tests.benchmarks.measure import paired, tell
from tests.big_plan import make_big_plan

WIDTH = 6
PLAIN = Template(
    "<!doctype html><title>Plain</title><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def run() -> None:
    plan = make_big_plan(activities=200, lines=1000)
    client = Client()
    client.force_login(factories.make_user(role=Role.SECRETARIAT, partnership=plan.partnership))
    address = reverse("economy", args=[plan.partnership.slug, plan.year]) + "?lines=all"
    cells = cells_of(client, address)
    urls.urlpatterns.append(path("plain-cells/", lambda request: plain(plan, cells)))
    assert cells_of(client, "/plain-cells/") == cells
    ours, theirs, ratio = paired(
        lambda: cells_of(client, address), lambda: cells_of(client, "/plain-cells/"), pairs=5
    )
    tell("matrix_cells", cells, "cells")
    tell("matrix_page", ours * 1000, "ms")
    tell("matrix_plain_view", theirs * 1000, "ms")
    tell("matrix_vs_plain_view", ratio, "ratio")


def cells_of(client: Client, address: str) -> int:
    """How many cells the page's tables have."""
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, address
    return len(re.findall(rb"<t[dh][ >]", answer.content))


def plain(plan: SafetyPlan, cells: int) -> HttpResponse:
    """Labels and sums of the lines, over and over until there are as many."""
    labels = dict(BudgetLine.objects.filter(agreement=plan.agreement_id).values_list("pk", "label"))
    sums = Entry.objects.filter(line__agreement=plan.agreement_id).order_by()
    found = [
        value
        for line, year, amount in sums.values_list("line", "year").annotate(Sum("amount"))
        for value in (labels[line], year, amount)
    ]
    values = list(islice(cycle(found), cells))
    rows = [values[start : start + WIDTH] for start in range(0, cells, WIDTH)]
    return HttpResponse(PLAIN.render(Context({"rows": rows})))
