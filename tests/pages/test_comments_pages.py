"""Commenting through the pages: under a part with htmx, on a page of its own without."""

import pytest
from django.urls import reverse

from activities.choices import CommentState, PlanState
from activities.models import Comment, Section
from activities.services import comments, rows, texts
from activities.services.commented import fingerprint
from activities.services.proposals import accept_proposal
from activities.tables import CommentTable
from partnership.models import Seat
from tests import factories
from tests.pages.html import fields_of, main_text, messages_of, open_form, soup_of, summary_of
from tests.pages.matrix import route_named
from tests.pages.test_permissions import url_of
from tests.pages.world import footprint

HTMX = {"HX-Request": "true"}
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def reader(cast, log_in):
    return log_in(cast.reader)


def on(row, kind: str = "section") -> str:
    return reverse("comments_on", args=[kind, row.uuid])


def act(comment: Comment, verb: str) -> str:
    return reverse(f"comment_{verb}", args=[comment.uuid])


def acts_in(answer, comment: Comment) -> set[str]:
    """What the page offers to do with a comment."""
    thread = soup_of(answer).select_one(f"#comment-{comment.uuid}")
    addresses = [form["action"] for form in thread.select("form")]
    return {address.rstrip("/").split("/")[-1] for address in addresses}


# Writing


def test_a_comment_is_sent_and_shown(here, reader):
    answer = reader.post(on(here.section), {"text": "Hvem er <alle>?\n\nOgså os?"}, follow=True)
    assert messages_of(answer) == ["Din kommentar er sendt."]
    comment = Comment.objects.latest("pk")
    shown = soup_of(answer).select_one(f"#comment-{comment.uuid}")
    assert "Hvem er <alle>?" in shown.text
    assert answer.redirect_chain[0][0].endswith(f"#comment-{comment.uuid}")


def test_an_empty_comment_is_refused(here, reader):
    before = footprint(), Comment.objects.count()
    answer = reader.post(on(here.section), {"text": "  "})
    assert answer.status_code == 422
    assert summary_of(answer)
    assert (footprint(), Comment.objects.count()) == before


def test_too_long_a_comment_is_refused_and_kept(here, reader):
    answer = reader.post(on(here.section), {"text": "x" * 10_001})
    assert answer.status_code == 422
    assert len(fields_of(answer)["text"]) == 10_001


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_asking_for_a_proposal_keeps_what_is_typed_and_saves_nothing(here, reader, headers):
    before = Comment.objects.count()
    answer = reader.post(on(here.section), {"text": "Fordi", "propose": "1"}, headers=headers)
    sent = fields_of(answer)
    assert (answer.status_code, sent["text"], sent["proposal"]) == (200, "Fordi", here.section.body)
    assert Comment.objects.count() == before


@pytest.mark.parametrize("javascript", [True, False])
def test_a_proposal_is_made_from_the_text_as_it_is(here, reader, javascript):
    texts.edit_section(here.section, body="<p>Haven er for alle.</p>", seen=1, by=None)
    form = reader.post(on(here.section), {"propose": "1"})
    sent = fields_of(form, javascript=javascript)
    if javascript:
        sent["proposal"] = "<p>Haven er for naboer.</p>"
    else:
        sent["proposal_plain"] = "Haven er for naboer."
    assert reader.post(on(here.section), sent).status_code == 302
    comment = Comment.objects.latest("pk")
    assert (comment.proposal, comment.field) == ("<p>Haven er for naboer.</p>", "body")


def test_a_proposal_left_as_the_text_is_refused(here, reader):
    sent = fields_of(reader.post(on(here.section), {"propose": "1"})) | {"proposal": "<p></p>"}
    assert reader.post(on(here.section), sent).status_code == 422
    texts.edit_section(here.section, body="<p>Haven.</p>", seen=1, by=None)
    sent = fields_of(reader.post(on(here.section), {"propose": "1"}))
    answer = reader.post(on(here.section), sent)
    assert answer.status_code == 409
    assert "samme som teksten" in summary_of(answer).text


def test_a_text_changed_while_a_proposal_is_typed_is_told_and_nothing_is_lost(here, reader, cast):
    sent = fields_of(reader.post(on(here.section), {"propose": "1"}))
    sent |= {"text": "Fordi", "proposal": "<p>Mit forslag</p>"}
    section = texts.edit_section(here.section, body="<p>Ny tekst</p>", seen=1, by=cast.lead)
    before = footprint(), Comment.objects.count()
    answer = reader.post(on(here.section), sent)
    assert answer.status_code == 409
    assert "ændret" in summary_of(answer).text
    assert "Ny tekst" in main_text(answer)
    again = fields_of(answer)
    assert (again["text"], again["proposal"]) == ("Fordi", "<p>Mit forslag</p>")
    assert again["seen"] == fingerprint(section.body)
    assert (footprint(), Comment.objects.count()) == before
    assert reader.post(on(here.section), again).status_code == 302


def test_a_row_removed_while_a_comment_is_typed_is_told_and_nothing_is_lost(here, reader, cast):
    row = here.rows["goals"]
    url = on(row, "goals")
    sent = fields_of(reader.post(url, {"propose": "1"}))
    sent |= {"text": "Fordi", "proposal": "En anden ordlyd"}
    rows.remove_row(row, seen=1, by=cast.lead)
    before = Comment.objects.count()
    answer = reader.post(url, sent)
    assert answer.status_code == 409
    assert "fjernet" in summary_of(answer).text
    assert Comment.objects.count() == before
    form = open_form(answer)
    assert form["action"] == on(here.part, "part")
    assert fields_of(answer)["text"].split() == ["Fordi", "En", "anden", "ordlyd"]
    assert reader.post(form["action"], fields_of(answer)).status_code == 302


def test_a_removed_rows_address_shows_the_list(here, reader):
    answer = reader.get(on(here.removed, "goals"))
    assert answer.status_code == 200
    assert open_form(answer)["action"] == on(here.part, "part")
    assert messages_of(answer)


def test_a_plan_closed_while_a_comment_is_typed_is_told_and_nothing_is_lost(here, reader):
    here.plan.state = PlanState.CLOSED
    here.plan.save(update_fields=["state"])
    before = Comment.objects.count()
    for url in (on(here.section), act(here.comment, "answer")):
        answer = reader.post(url, {"text": "Mine ord"})
        assert answer.status_code == 409
        assert "afsluttet" in summary_of(answer).text
        assert "Mine ord" in [area.text.strip() for area in soup_of(answer).select("textarea")]
    assert Comment.objects.count() == before


def test_a_closed_plan_offers_no_form(here, reader):
    here.plan.state = PlanState.CLOSED
    here.plan.save(update_fields=["state"])
    answer = reader.get(on(here.section))
    assert not soup_of(answer).select("main form")
    assert "ikke længere kommenteres" in main_text(answer)


# Acting


def test_each_is_offered_what_they_may_do(here, cast, log_in):
    offered = {
        role: acts_in(log_in(getattr(cast, role)).get(on(here.section)), here.comment)
        for role in ("secretariat", "lead", "other_lead", "reader")
    }
    assert offered == {
        "secretariat": {"accept", "settle", "answer"},
        "lead": {"accept", "settle", "answer"},
        "other_lead": {"answer"},
        "reader": {"answer"},
    }


def test_a_settled_comment_is_opened_again_and_nothing_else(here, cast, log_in):
    assert acts_in(log_in(cast.lead).get(on(here.section)), here.settled) == {"reopen"}
    assert acts_in(log_in(cast.reader).get(on(here.section)), here.settled) == set()


def test_ones_own_comment_is_settled_and_opened(here, cast, reader):
    own = factories.make_comment(here.section, by=cast.reader)
    assert acts_in(reader.get(on(here.section)), own) == {"answer", "settle"}
    assert reader.post(act(own, "settle")).status_code == 302
    assert reader.post(act(own, "reopen")).status_code == 302


def test_an_answer_is_shown_under_its_comment(here, cast, log_in):
    answer = log_in(cast.lead).post(act(here.comment, "answer"), {"text": "Ja."}, follow=True)
    thread = soup_of(answer).select_one(f"#comment-{here.comment.uuid}")
    assert cast.lead.name in thread.select_one("ol").text
    assert "Ja." in thread.select_one("ol").text


def test_an_answer_to_what_was_settled_meanwhile_is_kept(here, cast, reader):
    comments.settle_comment(here.comment, by=cast.lead)
    answer = reader.post(act(here.comment, "answer"), {"text": "Mine ord"})
    assert answer.status_code == 409
    assert cast.lead.name in soup_of(answer).select_one(".errorlist").text
    assert "Mine ord" in [area.text.strip() for area in soup_of(answer).select("textarea")]


def test_an_empty_answer_is_refused_beside_its_own_comment(here, cast, reader):
    other = factories.make_comment(here.section, by=cast.lead)
    answer = reader.post(act(other, "answer"), {"text": ""})
    assert answer.status_code == 422
    opened = soup_of(answer).select("details[open]:has(form)")
    assert [box.select_one("form")["action"] for box in opened] == [act(other, "answer")]


@pytest.mark.parametrize("verb", ["settle", "accept"])
def test_what_another_did_first_is_told(here, cast, log_in, verb):
    comments.settle_comment(here.comment, by=cast.lead)
    answer = log_in(cast.secretariat).post(act(here.comment, verb))
    assert answer.status_code == 409
    assert cast.lead.name in messages_of(answer)[0]


def test_one_click_puts_the_proposal_into_the_text(here, cast, log_in):
    answer = log_in(cast.lead).post(act(here.comment, "accept"), follow=True)
    assert messages_of(answer) == ["Forslaget er sat ind i teksten."]
    assert "Et forslag" in soup_of(answer).select_one("#purpose .prose").text
    assert answer.redirect_chain[0][0].endswith("#purpose")


def test_a_changed_text_is_not_overwritten_but_opened_with_both(here, cast, log_in):
    client = log_in(cast.lead)
    before = client.get(on(here.section))
    section = texts.edit_section(here.section, body="<p>Ny tekst</p>", seen=1, by=cast.lead)
    assert "accept" in acts_in(before, here.comment)
    refused = client.post(act(here.comment, "accept"))
    assert refused.status_code == 409
    assert "ændret" in messages_of(refused)[0]
    assert "accept" not in acts_in(refused, here.comment)
    thread = soup_of(refused).select_one(f"#comment-{here.comment.uuid}")
    opened = client.get(thread.select_one(f"a[href*='{here.comment.uuid}']")["href"])
    sent = fields_of(opened)
    assert "Ny tekst" in sent["body"]
    assert "Et forslag" in sent["body"]
    assert Section.objects.get(pk=section.pk).body == "<p>Ny tekst</p>"
    assert client.post(open_form(opened)["action"], sent).status_code == 302


@pytest.mark.parametrize("kind", ["part", "plan_section", "goals"])
def test_every_kind_of_text_opens_with_both_wordings(kind, here, cast, secretariat):
    row = here.rows.get(kind) or getattr(here, kind)
    words = "Et helt andet forslag"
    comment = factories.make_comment(row, by=cast.reader, proposal=words)
    field = {"part": "intro", "plan_section": "body", "goals": "title"}[kind]
    texts.save_text(
        row,
        of=here.plan if kind == "plan_section" else here.chapter,
        action="test",
        seen=1,
        by=cast.lead,
        **{field: "<p>Ny</p>" if kind != "goals" else "Ny"},
    )
    page = secretariat.get(on(row, kind))
    link = soup_of(page).select_one(f"a[href*='proposal={comment.uuid}']")["href"]
    assert words in fields_of(secretariat.get(link))[field]


@pytest.mark.parametrize("proposal", [NOWHERE, "x", ""])
def test_a_proposal_that_is_not_there_opens_the_plain_form(proposal, here, secretariat):
    url = url_of(route_named("section_edit"), here)
    plain = fields_of(secretariat.get(url))["body"]
    assert fields_of(secretariat.get(url, {"proposal": proposal}))["body"] == plain


def test_a_proposal_for_another_text_or_partnership_is_not_opened(world, secretariat):
    here = world.here
    other = url_of(route_named("part_edit"), here)
    assert "Et forslag" not in str(secretariat.get(other, {"proposal": here.comment.uuid}).content)
    mine = url_of(route_named("section_edit"), here)
    foreign = world.elsewhere.comment.uuid
    assert "Et forslag" not in fields_of(secretariat.get(mine, {"proposal": foreign}))["body"]


def test_an_accepted_proposal_says_by_whom(here, cast, reader):
    accept_proposal(here.comment, by=cast.lead)
    thread = soup_of(reader.get(on(here.section))).select_one(f"#comment-{here.comment.uuid}")
    assert f"Sat ind i teksten af {cast.lead.name}" in thread.text


# On the chapter's page, and with htmx


def test_the_chapter_counts_what_waits(here, reader):
    page = soup_of(reader.get(url_of(route_named("chapter"), here)))
    assert page.select_one("#purpose .part__talk").text == "Kommentarer (1)"
    assert page.select_one("#goals .part__talk").text == "Kommentér"
    side = page.select_one(f"#side-{here.section.uuid}")
    assert not side.has_attr("hidden")
    assert side.select_one("a")["href"] == on(here.section)
    assert page.select_one(f"#side-{here.part.uuid}").has_attr("hidden")


def test_htmx_gets_the_comments_to_stand_under_the_part(here, reader):
    answer = reader.get(on(here.section), headers=HTMX)
    top = soup_of(answer).find_all(recursive=False)
    assert top[0]["id"] == f"comments-{here.section.uuid}"
    assert {tag["id"] for tag in top[1:]} == {
        "messages",
        f"talk-{here.section.uuid}",
        f"side-{here.section.uuid}",
    }
    assert all(tag.has_attr("hx-swap-oob") for tag in top[1:])
    page = soup_of(reader.get(url_of(route_named("chapter"), here)))
    assert all(page.select_one(f"#{tag['id']}") for tag in top)


def test_htmx_can_put_the_comments_away(here, reader):
    answer = reader.get(on(here.section), {"close": "1"}, headers=HTMX)
    place = soup_of(answer).select_one(f"#comments-{here.section.uuid}")
    assert not place.text.strip()


def test_an_act_through_htmx_gives_the_comments_as_they_are_now(here, cast, log_in):
    answer = log_in(cast.lead).post(act(here.comment, "settle"), headers=HTMX)
    assert answer.status_code == 200
    page = soup_of(answer)
    assert page.select_one(f"#talk-{here.section.uuid}").text == "Kommentarer"
    assert page.select_one(f"#side-{here.section.uuid}").has_attr("hidden")
    assert messages_of(answer) == ["Kommentaren er afsluttet."]


def test_the_front_matter_counts_too(here, cast, reader):
    factories.make_comment(here.plan_section, by=cast.reader)
    page = soup_of(reader.get(url_of(route_named("front_matter"), here)))
    link = page.select_one(f"#talk-{here.plan_section.uuid}")
    assert link.text == "Kommentarer (1)"
    answer = reader.get(link["href"], headers=HTMX)
    assert not soup_of(answer).select(f"#side-{here.plan_section.uuid}")


def test_a_row_can_be_commented_on_where_it_stands(here, reader):
    page = soup_of(reader.get(url_of(route_named("chapter"), here)))
    link = page.select_one(f"#row-{here.rows['goals'].uuid} .row-actions__talk")
    answer = reader.get(link["href"])
    assert here.rows["goals"].title in open_form(answer).text


# The list, and the home page


def shown(answer) -> list[str]:
    return [row.select_one("th").get_text(strip=True) for row in soup_of(answer).select("tbody tr")]


@pytest.mark.parametrize(
    ("state", "count"), [("", 3), ("open", 2), ("answered", 1), ("settled", 1), ("all", 4)]
)
def test_the_list_shows_what_is_asked_for(here, cast, reader, state, count):
    factories.make_comment(here.plan_section, by=cast.reader)
    answered = factories.make_comment(here.rows["goals"], by=cast.reader)
    comments.answer_comment(answered, text="Ja", by=cast.lead)
    url = url_of(route_named("comments"), here)
    assert len(shown(reader.get(url, {"state": state} if state else {}))) == count


@pytest.mark.parametrize("column", list(CommentTable.base_columns))
def test_every_column_of_the_list_sorts_both_ways(here, cast, reader, column):
    factories.make_comment(here.plan_section, by=cast.reader)
    answered = factories.make_comment(here.rows["goals"], by=cast.lead)
    comments.answer_comment(answered, text="Ja", by=cast.reader)
    url = url_of(route_named("comments"), here)
    up, down = (shown(reader.get(url, {"sort": sign + column})) for sign in ("", "-"))
    assert len(up) == 3
    assert up[0] != down[0]


def test_the_list_leads_to_each_comment(here, reader):
    page = soup_of(reader.get(url_of(route_named("comments"), here)))
    [link] = [link["href"] for link in page.select("tbody th a")]
    assert soup_of(reader.get(link)).select_one(f"#{link.split('#')[1]}")


def test_home_says_which_of_my_chapters_have_comments_to_answer(here, cast, log_in):
    def waiting(person) -> str:
        page = log_in(person).get(reverse("home"))
        return " ".join(row.text for row in soup_of(page).select(".row-item:has(.row-item__meta)"))

    assert "1 kommentar at besvare" in waiting(cast.lead)
    assert "at besvare" not in waiting(cast.reader)
    comments.answer_comment(here.comment, text="Ja", by=cast.lead)
    assert "at besvare" not in waiting(cast.lead)


def test_home_names_the_front_matter_to_the_secretariat(here, cast, log_in):
    factories.make_comment(here.plan_section, by=cast.reader)
    page = log_in(cast.secretariat).get(reverse("home"))
    assert soup_of(page).select_one(f"a[href='{url_of(route_named('front_matter'), here)}']")


def test_a_person_who_leaves_the_partnership_sees_no_comments(here, cast, reader):
    own = factories.make_comment(here.section, by=cast.reader)
    Seat.objects.filter(user=cast.reader).delete()
    assert reader.get(on(here.section)).status_code == 404
    assert reader.post(act(own, "settle")).status_code == 404
    assert Comment.objects.get(pk=own.pk).state == CommentState.OPEN
