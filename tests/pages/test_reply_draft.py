"""Writing a reply on its page: saved, compared, put in, brought back."""

import pytest
from django.test import Client
from django.urls import reverse

from inquiries.models import Fact, Inquiry
from inquiries.services.drafts import reply_of
from partnership.choices import Role
from partnership.models import Revision, Seat
from partnership.services import history
from tests import factories, inquiry_factories
from tests.pages.html import fields_of, main_text, messages_of, soup_of
from tests.pages.inquiry_world import Desk

AUTOSAVE = {"X-Autosave": "1"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(desks) -> Desk:
    return desks.here


@pytest.fixture
def drafter(desks):
    client = Client()
    client.force_login(desks.people["drafter"])
    return client


@pytest.fixture
def colleague(desks):
    client = Client()
    client.force_login(desks.people["approver"])
    return client


def url(desk: Desk, name: str) -> str:
    inquiry = desk.inquiry
    return reverse(name, args=[inquiry.year, inquiry.number, desk.answer.uuid])


def case(desk: Desk, name: str = "inquiry") -> str:
    return reverse(name, args=[desk.inquiry.year, desk.inquiry.number])


def body(desk: Desk) -> str:
    return inquiry_factories.answer_of(desk.inquiry).body


def to_clearance(desk: Desk) -> None:
    Inquiry.objects.filter(pk=desk.inquiry.pk).update(state="clearance")


def test_an_answer_saves_itself(desk, drafter):
    seen = inquiry_factories.answer_of(desk.inquiry).version
    sent = {"seen": seen, "body": "<p>Ja.</p>"}
    answer = drafter.post(url(desk, "answer_edit"), sent, headers=AUTOSAVE)
    assert answer.json()["state"] == "saved"
    assert body(desk) == "<p>Ja.</p>"


def test_without_javascript_an_answer_is_saved_as_plain_text(desk, drafter):
    opened = drafter.get(url(desk, "answer_edit"))
    fields = fields_of(opened, javascript=False) | {"body_plain": "Ja. [[21]]"}
    assert drafter.post(url(desk, "answer_edit"), fields).status_code == 302
    assert body(desk) == f'<p>Ja. <span data-ref="{desk.fact.uuid}"></span></p>'


def test_of_ten_who_open_the_draft_one_saves_and_nine_choose(desk, desks):
    clients = []
    for _ in range(10):
        client = Client()
        client.force_login(inquiry_factories.make_drafter(desk.unit))
        fields = fields_of(client.get(url(desk, "answer_edit")))
        clients.append((client, fields))
    told = [
        client.post(url(desk, "answer_edit"), fields | {"body": f"<p>Svar {place}.</p>"})
        for place, (client, fields) in enumerate(clients)
    ]
    assert [answer.status_code for answer in told] == [302, *[409] * 9]
    assert body(desk) == "<p>Svar 0.</p>"
    assert fields_of(told[7])["body"] == "<p>Svar 7.</p>"
    assert soup_of(told[7]).select_one(".conflict del").text.endswith("0")


def test_what_is_sent_to_a_closed_draft_is_kept_and_refused(desk, drafter):
    fields = fields_of(drafter.get(url(desk, "answer_edit")))
    to_clearance(desk)
    answer = drafter.post(url(desk, "answer_edit"), fields | {"body": "<p>For sent.</p>"})
    assert answer.status_code == 422
    assert fields_of(answer)["body"] == "<p>For sent.</p>"
    assert "For sent" not in body(desk)


def test_the_letters_own_fields_are_saved(desk, drafter):
    fields = fields_of(drafter.get(case(desk, "reply_edit")))
    fields |= {"letter_date": "2. december 2024", "closing": "<p>Med venlig hilsen</p>"}
    assert drafter.post(case(desk, "reply_edit"), fields).status_code == 302
    reply = reply_of(desk.inquiry)
    assert (reply.letter_date.isoformat(), reply.closing) == (
        "2024-12-02",
        "<p>Med venlig hilsen</p>",
    )


def test_a_date_that_is_none_is_told_beside_the_field(desk, drafter):
    fields = fields_of(drafter.get(case(desk, "reply_edit"))) | {"letter_date": "snart"}
    answer = drafter.post(case(desk, "reply_edit"), fields)
    assert answer.status_code == 422
    assert "snart" in soup_of(answer).select_one("#id_framing_letter_date_error").text


def test_with_htmx_a_figure_comes_into_the_open_text(desk, drafter):
    seen = inquiry_factories.answer_of(desk.inquiry).version
    sent = {"seen": seen, "pick": f"figure.{desk.fact.figure_id}."}
    answer = drafter.post(url(desk, "answer_facts"), sent, headers=HTMX)
    assert answer.status_code == 200
    assert soup_of(answer).select_one("#answer-1 form.part-form")
    assert Fact.objects.filter(reply=desk.answer.reply).count() == 2


def test_nothing_is_put_into_a_text_that_has_changed_since(desk, drafter):
    old = inquiry_factories.answer_of(desk.inquiry).version
    inquiry_factories.write_answer(desk.inquiry, "<p>En anden.</p>")
    sent = {"seen": old, "pick": str(desk.block.pk)}
    answer = drafter.post(url(desk, "answer_blocks"), sent, headers=HTMX)
    assert (answer.status_code, answer["HX-Reswap"]) == (409, "none")
    assert messages_of(answer)
    assert body(desk) == "<p>En anden.</p>"


def test_a_figure_of_a_plan_one_may_not_see_is_neither_shown_nor_taken(desk, desks, drafter):
    plan = desks.cast.plan
    factories.make_line(desks.cast.chapter, {2024: 123_000})
    key = f"year.{plan.pk}.2024"
    page = drafter.get(url(desk, "answer_facts"), {"plan": plan.pk, "q": ""})
    assert "123.000" not in main_text(page)
    sent = {"seen": 9, "plan": plan.pk, "pick": key}
    drafter.post(url(desk, "answer_facts"), sent, headers=HTMX)
    assert Fact.objects.filter(reply=desk.answer.reply).count() == 1


def test_figures_are_looked_for_by_their_words(desk, desks, drafter):
    Seat.objects.create(
        user=desks.people["drafter"], role=Role.READER, partnership=desks.cast.partnership
    )
    factories.make_line(desks.cast.chapter, {2024: 123_000}, label="Lys i haven")
    page = drafter.get(url(desk, "answer_facts"), {"plan": desks.cast.plan.pk, "q": "LYS haven"})
    rows = soup_of(page).select("main .row-item")
    assert ["123.000" in row.text for row in rows] == [True]


def test_chosen_contacts_become_a_list_the_oldest_first(desk, drafter):
    organisation = desk.inquiry.organisations.get()
    first = inquiry_factories.make_contact(
        desk.unit, organisation, "De skrev.", on="2024-03-01", channel="mail"
    )
    later = desk.unit.contacts.exclude(pk=first.pk).get()
    seen = inquiry_factories.answer_of(desk.inquiry).version
    sent = {"seen": seen, "contact": [str(later.uuid), str(first.uuid)]}
    drafter.post(url(desk, "answer_contacts"), sent)
    items = soup_of(drafter.get(case(desk))).select("#answer-1 .prose li")
    assert [item.text for item in items] == [
        "1. marts 2024: De skrev.",
        f"2. september 2024: {later.text}",
    ]


def test_an_earlier_answer_is_put_in_with_its_origin(desk, drafter):
    seen = inquiry_factories.answer_of(desk.inquiry).version
    drafter.post(url(desk, "answer_passages"), {"seen": seen, "pick": desk.passage.pk})
    number = desk.passage.letter.reply.inquiry.designation
    origin = f"(fra svar {number} af 2. december 2024)"
    assert body(desk).endswith(f"{desk.passage.body}<p>{origin}</p>")


def test_an_unchosen_pick_says_so(desk, drafter):
    answer = drafter.post(url(desk, "answer_contacts"), {"seen": 2}, follow=True)
    assert messages_of(answer)


def test_a_changed_figure_is_shown_with_old_and_new(desk, drafter):
    shown = soup_of(drafter.get(case(desk))).select_one("#facts").get_text(" ")
    assert "21" in shown
    assert "22" in shown


def test_the_new_figure_of_a_hidden_source_is_told_to_nobody_who_may_not_see_it(
    desk, desks, drafter, colleague
):
    Seat.objects.create(
        user=desks.people["drafter"], role=Role.READER, partnership=desks.cast.partnership
    )
    line = factories.make_line(desks.cast.chapter, {2024: 123_000}, label="Lys")
    seen = inquiry_factories.answer_of(desk.inquiry).version
    sent = {"seen": seen, "plan": desks.cast.plan.pk, "pick": f"line.{line.pk}.2024", "q": ""}
    drafter.post(url(desk, "answer_facts"), sent)
    factories.set_amount(line, 2024, 99_000, by=None)
    assert "99.000" in main_text(drafter.get(case(desk)))
    hidden = main_text(colleague.get(case(desk)))
    assert "123.000" in hidden
    assert "99.000" not in hidden


def test_a_version_is_brought_back_with_its_figure(desk, drafter):
    before = body(desk)
    history.settle(desk.answer.reply)
    number = Revision.objects.filter(subject_uuid=desk.answer.reply.uuid).latest("number").number
    inquiry_factories.write_answer(desk.inquiry, "<p>Uden tal.</p>", None)
    history.settle(desk.answer.reply)
    page = drafter.get(case(desk, "reply_versions"), {"left": number, "right": "now"})
    form = next(
        form
        for form in soup_of(page).select("main form[method=post]")
        if form.select_one("[name=part]")["value"] == str(desk.answer.uuid)
    )
    sent = {field["name"]: field["value"] for field in form.select("input[name]")}
    assert drafter.post(form["action"], sent).status_code == 302
    assert body(desk) == before
    assert "22" in main_text(drafter.get(case(desk)))


def test_a_proposed_wording_is_put_in_as_its_authors_edit(desk, desks, drafter, colleague):
    page = colleague.get(url(desk, "answer_remarks"), {"propose": "1"})
    fields = fields_of(page) | {"proposal": "<p>Bedre.</p>"}
    colleague.post(f"{url(desk, 'answer_remarks')}?propose=1", fields)
    remark = desk.answer.remarks.latest("pk")
    drafter.post(
        reverse("remark_act", args=[desk.inquiry.year, desk.inquiry.number, remark.uuid, "accept"])
    )
    assert body(desk) == "<p>Bedre.</p>"
    entry = Revision.objects.filter(subject_uuid=desk.answer.reply.uuid).latest("number")
    assert entry.by == desks.people["approver"]
    assert entry.accepted_by == desks.people["drafter"]


def test_a_proposal_for_a_text_that_has_changed_is_not_put_in(desk, desks, drafter):
    remark = inquiry_factories.make_remark(
        desk.inquiry, desks.people["approver"], proposal="<p>Bedre.</p>"
    )
    inquiry_factories.write_answer(desk.inquiry, "<p>Andet.</p>", desks.people["drafter"])
    address = [desk.inquiry.year, desk.inquiry.number, remark.uuid, "accept"]
    drafter.post(reverse("remark_act", args=address))
    remark.refresh_from_db()
    assert (body(desk), remark.state) == ("<p>Andet.</p>", "open")


def test_a_removed_text_block_can_be_put_back(desk, drafter):
    args = ["text-blocks", desk.block.uuid]
    drafter.post(reverse("kept_remove", args=args), {"seen": desk.block.version})
    listed = drafter.get(reverse("text_blocks"))
    assert desk.block.name not in soup_of(listed).select_one(".table, .empty").text
    drafter.post(reverse("kept_restore", args=args))
    desk.block.refresh_from_db()
    assert desk.block.removed_at is None


def test_a_contact_without_any_time_is_refused_beside_the_field(desk, drafter):
    fields = fields_of(drafter.get(reverse("kept_add", args=["contacts"])))
    organisation = desk.inquiry.organisations.get().pk
    fields |= {"organisation": organisation, "channel": "mail", "text": "De skrev."}
    answer = drafter.post(reverse("kept_add", args=["contacts"]), fields)
    assert answer.status_code == 422
    assert soup_of(answer).select_one("#id_on_error")


def test_the_contact_log_is_looked_through_by_words_and_organisation(desk, drafter):
    inquiry_factories.make_contact(desk.unit, factories.make_organisation(), "Helt andet.")
    page = drafter.get(reverse("unit_contacts"), {"q": "HELT andet"})
    assert len(soup_of(page).select("tbody tr")) == 1
