"""Addresses of the matrix and of the tables it is made of."""

from django.urls import URLPattern, path

from budgets.views import cells, economy, editing, grid, money, transfers

CHAPTER = "chapters/<uuid:chapter>/budget/"
ECONOMY = "plans/<slug:slug>/<int:year>/economy/"
ACTIVITY = f"{ECONOMY}activities/<slug:activity>/"


def _table(prefix: str, name: str) -> list[URLPattern]:
    """What is done to the rows of an activity's table."""
    line, note = f"{prefix}lines/<uuid:uuid>/", f"{prefix}notes/<uuid:uuid>/"
    up, down = {"direction": "up"}, {"direction": "down"}
    return [
        path(f"{prefix}lines/new/", editing.line_add, name=f"{name}line_add"),
        path(line, editing.line_edit, name=f"{name}line_edit"),
        path(f"{line}up/", editing.line_move, up, name=f"{name}line_up"),
        path(f"{line}down/", editing.line_move, down, name=f"{name}line_down"),
        path(f"{line}close/", editing.line_close, name=f"{name}line_close"),
        path(f"{line}reopen/", editing.line_reopen, name=f"{name}line_reopen"),
        path(f"{line}transfer/", transfers.line_transfer, name=f"{name}line_transfer"),
        path(f"{prefix}notes/new/", editing.note_add, name=f"{name}note_add"),
        path(note, editing.note_edit, name=f"{name}note_edit"),
        path(f"{note}up/", editing.note_move, up, name=f"{name}note_up"),
        path(f"{note}remove/", editing.note_remove, name=f"{name}note_remove"),
    ]


urlpatterns = [
    path(ECONOMY, economy.economy, name="economy"),
    path(f"{ECONOMY}edit/", grid.economy_edit, name="economy_edit"),
    path(f"{ECONOMY}lines/<uuid:uuid>/<int:cell_year>/", cells.cell_history, name="cell_history"),
    path(ACTIVITY, money.activity_money, name="activity_money"),
    *_table(CHAPTER, ""),
    *_table(ACTIVITY, "money_"),
]
