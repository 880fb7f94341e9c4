"""Addresses of the budget."""

from django.urls import path

from budgets.views import economy, editing

CHAPTER = "chapters/<uuid:chapter>/budget/"

urlpatterns = [
    path("plans/<slug:slug>/<int:year>/economy/", economy.economy, name="economy"),
    path(f"{CHAPTER}lines/new/", editing.line_add, name="line_add"),
    path(f"{CHAPTER}lines/<uuid:uuid>/", editing.line_edit, name="line_edit"),
    path(f"{CHAPTER}notes/new/", editing.note_add, name="note_add"),
    path(f"{CHAPTER}notes/<uuid:uuid>/", editing.note_edit, name="note_edit"),
    path(f"{CHAPTER}notes/<uuid:uuid>/remove/", editing.note_remove, name="note_remove"),
]
