"""Addresses of reallocations and their hearings."""

from django.urls import path

from budgets.views import (
    hearing_guests,
    hearings,
    memo,
    reallocation_drafts,
    reallocation_steps,
    reallocations,
)

REALLOCATIONS = "plans/<slug:slug>/<int:year>/reallocations/"
REALLOCATION = f"{REALLOCATIONS}<int:number>/"

urlpatterns = [
    path(REALLOCATIONS, reallocations.ReallocationList.as_view(), name="reallocations"),
    path(f"{REALLOCATIONS}new/", reallocation_drafts.reallocation_new, name="reallocation_new"),
    path(REALLOCATION, reallocations.reallocation, name="reallocation"),
    path(f"{REALLOCATION}edit/", reallocation_drafts.reallocation_edit, name="reallocation_edit"),
    path(f"{REALLOCATION}send/", reallocation_steps.send, name="reallocation_send"),
    path(f"{REALLOCATION}withdraw/", reallocation_steps.withdraw, name="reallocation_withdraw"),
    path(f"{REALLOCATION}approve/", reallocation_steps.approve, name="reallocation_approve"),
    path(f"{REALLOCATION}refuse/", reallocation_steps.refuse, name="reallocation_refuse"),
    path(f"{REALLOCATION}reverse/", reallocation_steps.reverse, name="reallocation_reverse"),
    path(f"{REALLOCATION}copy/", reallocation_steps.copy_anew, name="reallocation_copy"),
    path(f"{REALLOCATION}statements/", hearings.state, name="reallocation_state"),
    path(f"{REALLOCATION}memo.pdf", memo.reallocation_memo, name="reallocation_memo"),
    path(f"{REALLOCATION}links/", hearings.link_add, name="hearing_link_add"),
    path("hearing-links/<uuid:uuid>/revoke/", hearings.link_revoke, name="hearing_link_revoke"),
    path("hearing/<slug:token>/", hearing_guests.hearing, name="hearing"),
    path(
        "hearing/<slug:token>/statement/",
        hearing_guests.hearing_statement,
        name="hearing_statement",
    ),
]
