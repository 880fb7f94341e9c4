"""Addresses of the register of inquiries."""

from django.urls import path

from inquiries.views import (
    access,
    accounts,
    attachments,
    cases,
    clearing,
    councillors,
    readers,
    registering,
    stand_ins,
    steps,
)

CASE = "<int:year>-<int:number>/"

urlpatterns = [
    path("", cases.InquiryList.as_view(), name="inquiries"),
    path("new/", registering.inquiry_new, name="inquiry_new"),
    path(CASE, cases.inquiry, name="inquiry"),
    path(f"{CASE}edit/", registering.inquiry_edit, name="inquiry_edit"),
    path(f"{CASE}questions/", registering.questions_edit, name="inquiry_questions"),
    path(f"{CASE}withdraw/", registering.inquiry_withdraw, name="inquiry_withdraw"),
    path(f"{CASE}submit/", steps.submit, name="inquiry_submit"),
    path(f"{CASE}clear/", clearing.clear, name="inquiry_clear"),
    path(f"{CASE}return/", steps.return_to_draft, name="inquiry_return"),
    path(f"{CASE}dispatch/", steps.send, name="inquiry_dispatch"),
    path(f"{CASE}close/", steps.close, name="inquiry_close"),
    path(f"{CASE}correct/", steps.correct, name="inquiry_correct"),
    path(f"{CASE}readers/", readers.inquiry_readers, name="inquiry_readers"),
    path(f"{CASE}package.zip", accounts.inquiry_package, name="inquiry_package"),
    path(f"{CASE}access/", access.inquiry_access, name="inquiry_access"),
    path(f"{CASE}attachments/", attachments.attachment_add, name="attachment_add"),
    path("attachments/<uuid:uuid>/", attachments.attachment, name="attachment"),
    path(
        "attachments/<uuid:uuid>/remove/", attachments.attachment_remove, name="attachment_remove"
    ),
    path("units/<uuid:uuid>/stand-ins/", stand_ins.stand_ins, name="stand_ins"),
    path("stand-ins/<uuid:uuid>/remove/", stand_ins.stand_in_remove, name="stand_in_remove"),
    path("list.xlsx", accounts.inquiries_xlsx, name="inquiries_xlsx"),
    path("account/", accounts.account, name="inquiry_account"),
    path("account.xlsx", accounts.account_file, name="inquiry_account_xlsx"),
    path("councillors/", councillors.CouncillorList.as_view(), name="councillors"),
    path("councillors/new/", councillors.councillor_add, name="councillor_add"),
    path("councillors/<uuid:uuid>/", councillors.councillor_edit, name="councillor_edit"),
]
