"""Addresses of the register of inquiries."""

from django.urls import path

from inquiries.views import cases, registering

CASE = "<int:year>-<int:number>/"

urlpatterns = [
    path("", cases.InquiryList.as_view(), name="inquiries"),
    path("new/", registering.inquiry_new, name="inquiry_new"),
    path(CASE, cases.inquiry, name="inquiry"),
    path(f"{CASE}edit/", registering.inquiry_edit, name="inquiry_edit"),
    path(f"{CASE}questions/", registering.questions_edit, name="inquiry_questions"),
    path(f"{CASE}withdraw/", registering.inquiry_withdraw, name="inquiry_withdraw"),
]
