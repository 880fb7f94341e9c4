"""Addresses of letters: how one reads, its files, and what a unit's letters have at their head."""

from django.urls import path

from inquiries.case_urls import CASE
from inquiries.views import letterhead, letters

HEAD = "units/<uuid:uuid>/letterhead/"
ROW = f"{HEAD}<str:kind>/<uuid:row>/"

urlpatterns = [
    path(f"{CASE}letter/", letters.letter, name="letter"),
    path(f"{CASE}letter.pdf", letters.letter_pdf, name="letter_pdf"),
    path(f"{CASE}letter.docx", letters.letter_docx, name="letter_docx"),
    path(HEAD, letterhead.letterhead, name="letterhead"),
    path(f"{HEAD}<str:kind>/new/", letterhead.letterhead_add, name="letterhead_add"),
    path(ROW, letterhead.letterhead_edit, name="letterhead_edit"),
    path(f"{ROW}remove/", letterhead.letterhead_remove, name="letterhead_remove"),
    path(f"{ROW}restore/", letterhead.letterhead_restore, name="letterhead_restore"),
]
