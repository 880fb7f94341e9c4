"""Addresses of the inquiries."""

from django.urls import include, path

urlpatterns = [
    path("inquiries/", include("inquiries.case_urls")),
    path("inquiries/", include("inquiries.deadline_urls")),
    path("inquiries/", include("inquiries.draft_urls")),
    path("inquiries/", include("inquiries.keeping_urls")),
    path("inquiries/", include("inquiries.letter_urls")),
]
