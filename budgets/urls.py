"""Addresses of the budget."""

from django.urls import URLPattern, include, path

from budgets.views import changes, economy_files, reconciliation

ECONOMY = "plans/<slug:slug>/<int:year>/economy/"


def _file(address: str, kind: str, name: str) -> URLPattern:
    return path(f"{ECONOMY}{address}", economy_files.economy_file, {"kind": kind}, name=name)


urlpatterns = [
    path(f"{ECONOMY}changes/", changes.budget_changes, name="budget_changes"),
    path(f"{ECONOMY}changes.pdf", changes.budget_changes_pdf, name="budget_changes_pdf"),
    path(f"{ECONOMY}changes.xlsx", changes.budget_changes_xlsx, name="budget_changes_xlsx"),
    _file("economy.xlsx", "xlsx", "economy_xlsx"),
    _file("economy.csv", "csv", "economy_csv"),
    _file("postings.csv", "postings-csv", "postings_csv"),
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
