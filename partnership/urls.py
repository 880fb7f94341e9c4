"""Root addresses. The apps' own are included by name."""

from django.urls import include, path

urlpatterns = [
    path("", include("partnership.base_urls")),
    path("", include("activities.urls")),
    path("", include("budgets.urls")),
    path("", include("inquiries.urls")),
]
