"""Addresses of deadlines: moving them, what they follow from, and the calendar of them."""

from django.urls import path

from inquiries.case_urls import CASE
from inquiries.views import calendars, deadlines, follow_ups, rules

urlpatterns = [
    path(f"{CASE}extend/", deadlines.inquiry_extend, name="inquiry_extend"),
    path(f"{CASE}pause/", deadlines.inquiry_pause, name="inquiry_pause"),
    path(f"{CASE}resume/", deadlines.inquiry_resume, name="inquiry_resume"),
    path(f"{CASE}follow-ups/new/", follow_ups.follow_up_add, name="follow_up_add"),
    path("units/<uuid:uuid>/rules/", rules.unit_rules, name="unit_rules"),
    path("closing-days/", rules.closing_days, name="closing_days"),
    path("closing-days/new/", rules.closing_day_add, name="closing_day_add"),
    path("closing-days/<uuid:uuid>/remove/", rules.closing_day_remove, name="closing_day_remove"),
    path("calendar/", calendars.calendar_feed, name="calendar_feed"),
    path("calendar/renew/", calendars.calendar_feed_renew, name="calendar_feed_renew"),
    path("calendar/revoke/", calendars.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
]
