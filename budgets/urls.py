"""Addresses of the budget."""

from django.urls import include, path

from activities.views import plans
from budgets.views import changes, reconciliation

ECONOMY = "plans/<slug:slug>/<int:year>/economy/"

urlpatterns = [
    path(f"{ECONOMY}changes/", changes.budget_changes, name="budget_changes"),
    path(f"{ECONOMY}changes.pdf", changes.budget_changes_pdf, name="budget_changes_pdf"),
    path(f"{ECONOMY}changes.xlsx", changes.budget_changes_xlsx, name="budget_changes_xlsx"),
    path(f"{ECONOMY}economy.xlsx", plans.plan_export, {"format": "xlsx"}, name="economy_xlsx"),
    path(f"{ECONOMY}economy.csv", plans.plan_export, {"format": "csv"}, name="economy_csv"),
    path(
        f"{ECONOMY}postings.csv", plans.plan_export, {"format": "postings-csv"}, name="postings_csv"
    ),
    path("", include("budgets.economy_urls")),
    path(
        "plans/<slug:slug>/<int:year>/reconciliation/",
        reconciliation.reconciliation,
        name="reconciliation",
    ),
    path(
        "plans/<slug:slug>/<int:year>/reconciliation/new/",
        reconciliation.stated_add,
        name="stated_add",
    ),
    path("stated-figures/<uuid:uuid>/", reconciliation.stated_edit, name="stated_edit"),
    path(
        "stated-figures/<uuid:uuid>/explain/", reconciliation.stated_explain, name="stated_explain"
    ),
    path("stated-figures/<uuid:uuid>/remove/", reconciliation.stated_remove, name="stated_remove"),
    path("", include("budgets.reallocation_urls")),
]
