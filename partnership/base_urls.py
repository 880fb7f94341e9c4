"""Addresses of the base app."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from partnership.views import contact_persons, follow_ups, mail, organisations, pages

ORGANISATION = "organisations/<uuid:uuid>/"
CONTACT = f"{ORGANISATION}contacts/<int:pk>/"

urlpatterns = [
    path("", pages.home, name="home"),
    path("login/", pages.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("me/mail/", mail.mail_settings, name="mail_settings"),
    path("follow-ups/", follow_ups.FollowUpList.as_view(), name="follow_ups"),
    path("follow-ups/<uuid:uuid>/", follow_ups.follow_up_edit, name="follow_up_edit"),
    path("follow-ups/<uuid:uuid>/done/", follow_ups.follow_up_done, name="follow_up_done"),
    path("organisations/", organisations.OrganisationList.as_view(), name="organisations"),
    path("organisations/new/", organisations.organisation_add, name="organisation_add"),
    path(ORGANISATION, organisations.organisation, name="organisation"),
    path(f"{ORGANISATION}edit/", organisations.organisation_edit, name="organisation_edit"),
    path(f"{ORGANISATION}contacts/new/", contact_persons.contact_add, name="contact_add"),
    path(CONTACT, contact_persons.contact_edit, name="contact_edit"),
    path(f"{CONTACT}remove/", contact_persons.contact_remove, name="contact_remove"),
    path(f"{CONTACT}restore/", contact_persons.contact_restore, name="contact_restore"),
]
