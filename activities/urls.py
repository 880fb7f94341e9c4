"""Addresses of plans and chapters."""

from django.urls import path

from activities.views import (
    chapters,
    comment_list,
    comments,
    editing,
    front,
    history,
    invitations,
    invited,
    joining,
    lifecycle,
    order,
    plans,
    presence,
    rows,
    sources,
    targets,
    versions,
)

PLAN = "plans/<slug:slug>/<int:year>/"

urlpatterns = [
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path(PLAN, plans.plan_outline, name="plan"),
    path(f"{PLAN}preview/", plans.plan_preview, name="plan_preview"),
    path(f"{PLAN}plan.pdf", plans.plan_export, {"format": "pdf"}, name="plan_pdf"),
    path(f"{PLAN}approve/", lifecycle.plan_approve, name="plan_approve"),
    path(f"{PLAN}reopen/", lifecycle.plan_reopen, name="plan_reopen"),
    path(f"{PLAN}activities/new/", joining.activity_add, name="activity_add"),
    path(f"{PLAN}front-matter/", front.front_matter, name="front_matter"),
    path(f"{PLAN}theory-of-change/", front.theory_of_change, name="theory_of_change"),
    path(f"{PLAN}theory-of-change/<uuid:uuid>/", front.theory_item_edit, name="theory_item_edit"),
    path(f"{PLAN}history/", history.PlanHistory.as_view(), name="plan_history"),
    path(f"{PLAN}history/versions/", versions.plan_versions, name="plan_versions"),
    path(f"{PLAN}history/restore/", versions.plan_restore, name="plan_restore"),
    path(f"{PLAN}chapters/<slug:activity>/", chapters.chapter_page, name="chapter"),
    path(
        f"{PLAN}chapters/<slug:activity>/history/",
        history.ChapterHistory.as_view(),
        name="chapter_history",
    ),
    path(
        f"{PLAN}chapters/<slug:activity>/history/versions/",
        versions.chapter_versions,
        name="chapter_versions",
    ),
    path("chapters/<uuid:uuid>/restore/", versions.chapter_restore, name="chapter_restore"),
    path("plan-sections/<uuid:uuid>/", front.plan_section_edit, name="plan_section_edit"),
    path("chapters/<uuid:uuid>/heading/", editing.heading_edit, name="heading_edit"),
    path("chapters/<uuid:uuid>/move/", order.chapter_move, name="chapter_move"),
    path("chapters/<uuid:uuid>/presence/", presence.chapter_presence, name="chapter_presence"),
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
    path("deliverables/<uuid:uuid>/targets/new/", targets.target_add, name="target_add"),
    path("targets/<uuid:uuid>/", targets.target_edit, name="target_edit"),
    path("targets/<uuid:uuid>/remove/", targets.target_remove, name="target_remove"),
    path("partnerships/<slug:slug>/sources/", sources.SourceList.as_view(), name="sources"),
    path("partnerships/<slug:slug>/sources/new/", sources.source_add, name="source_add"),
    path("sources/<uuid:uuid>/", sources.source_page, name="source"),
    path("sources/<uuid:uuid>/edit/", sources.source_edit, name="source_edit"),
    path("sources/<uuid:uuid>/remove/", sources.source_remove, name="source_remove"),
    path("sources/<uuid:uuid>/restore/", sources.source_restore, name="source_restore"),
    path(f"{PLAN}comments/", comment_list.CommentList.as_view(), name="comments"),
    path(f"{PLAN}invitations/", invitations.invitations, name="invitations"),
    path(
        "invitations/<uuid:uuid>/revoke/", invitations.invitation_revoke, name="invitation_revoke"
    ),
    path("invited/<slug:token>/", invited.invited, name="invited"),
    path(
        "invited/<slug:token>/chapters/<slug:activity>/",
        invited.invited_chapter,
        name="invited_chapter",
    ),
    path(
        "invited/<slug:token>/comments/<slug:kind>/<uuid:uuid>/",
        invited.invited_comment,
        name="invited_comment",
    ),
    path(
        "invited/<slug:token>/comments/<uuid:uuid>/answer/",
        invited.invited_answer,
        name="invited_answer",
    ),
    path("comments/<slug:kind>/<uuid:uuid>/", comments.comments_on, name="comments_on"),
    path("comments/<uuid:uuid>/answer/", comments.comment_answer, name="comment_answer"),
    path("comments/<uuid:uuid>/accept/", comments.comment_accept, name="comment_accept"),
    path("comments/<uuid:uuid>/settle/", comments.comment_settle, name="comment_settle"),
    path("comments/<uuid:uuid>/reopen/", comments.comment_reopen, name="comment_reopen"),
]
