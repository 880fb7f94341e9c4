"""Addresses of the draft of a reply: its parts, what is put into them, and its history."""

from django.urls import path

from inquiries.views import drafting, facts, inserting, remarks, reply_history

DRAFT = "<int:year>-<int:number>/draft/"
ANSWER = f"{DRAFT}answers/<uuid:uuid>/"

urlpatterns = [
    path(DRAFT, drafting.reply_part, name="reply_part"),
    path(f"{DRAFT}edit/", drafting.reply_edit, name="reply_edit"),
    path(f"{DRAFT}presence/", drafting.reply_presence, name="reply_presence"),
    path(f"{DRAFT}history/", reply_history.ReplyHistory.as_view(), name="reply_history"),
    path(f"{DRAFT}versions/", reply_history.reply_versions, name="reply_versions"),
    path(f"{DRAFT}restore/", reply_history.reply_restore, name="reply_restore"),
    path(f"{DRAFT}facts/<uuid:uuid>/", facts.fact_take_again, name="fact_take_again"),
    path(ANSWER, drafting.answer_part, name="answer"),
    path(f"{ANSWER}edit/", drafting.answer_edit, name="answer_edit"),
    path(f"{ANSWER}remarks/", remarks.answer_remarks, name="answer_remarks"),
    path(f"{DRAFT}remarks/<uuid:uuid>/<slug:act>/", remarks.remark_act, name="remark_act"),
    path(f"{ANSWER}facts/", inserting.answer_facts, name="answer_facts"),
    path(f"{ANSWER}contacts/", inserting.answer_contacts, name="answer_contacts"),
    path(f"{ANSWER}passages/", inserting.answer_passages, name="answer_passages"),
    path(f"{ANSWER}blocks/", inserting.answer_blocks, name="answer_blocks"),
]
