"""Addresses of the base app."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from partnership.views import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("login/", pages.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("organisations/", pages.OrganisationList.as_view(), name="organisations"),
    path("organisations/<uuid:uuid>/", pages.organisation, name="organisation"),
]
