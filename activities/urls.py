"""Addresses of plans and chapters."""

from django.urls import path

from activities.views import chapters, editing, front, plans, rows

PLAN = "plans/<slug:slug>/<int:year>/"

urlpatterns = [
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path(PLAN, plans.plan_outline, name="plan"),
    path(f"{PLAN}preview/", plans.plan_preview, name="plan_preview"),
    path(f"{PLAN}plan.pdf", plans.plan_export, {"format": "pdf"}, name="plan_pdf"),
    path(f"{PLAN}front-matter/", front.front_matter, name="front_matter"),
    path(f"{PLAN}theory-of-change/", front.theory_of_change, name="theory_of_change"),
    path(f"{PLAN}theory-of-change/<uuid:uuid>/", front.theory_item_edit, name="theory_item_edit"),
    path(f"{PLAN}chapters/<slug:activity>/", chapters.chapter_page, name="chapter"),
    path("plan-sections/<uuid:uuid>/", front.plan_section_edit, name="plan_section_edit"),
    path("chapters/<uuid:uuid>/heading/", editing.heading_edit, name="heading_edit"),
    path("sections/<uuid:uuid>/", editing.section_edit, name="section_edit"),
    path("parts/<uuid:uuid>/", editing.part_edit, name="part_edit"),
    path("parts/<uuid:uuid>/rows/new/", rows.row_add, name="row_add"),
    path("rows/<slug:kind>/<uuid:uuid>/", rows.row_edit, name="row_edit"),
    path("rows/<slug:kind>/<uuid:uuid>/up/", rows.row_move, {"direction": "up"}, name="row_up"),
    path(
        "rows/<slug:kind>/<uuid:uuid>/down/", rows.row_move, {"direction": "down"}, name="row_down"
    ),
    path("rows/<slug:kind>/<uuid:uuid>/remove/", rows.row_remove, name="row_remove"),
    path("rows/<slug:kind>/<uuid:uuid>/restore/", rows.row_restore, name="row_restore"),
    path("deliverables/<uuid:uuid>/targets/new/", rows.target_add, name="target_add"),
    path("targets/<uuid:uuid>/", rows.target_edit, name="target_edit"),
    path("targets/<uuid:uuid>/remove/", rows.target_remove, name="target_remove"),
]
