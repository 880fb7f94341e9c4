"""A guest reads one plan by a link and comments on it; the link shows nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activities.choices import PlanState
from activities.models import Comment, Invitation
from activities.services import comments, invitations, texts
from activities.services.invitations import revoke_invitation, token_of
from partnership.models import AuditEntry, Revision
from partnership.services.links import Limit
from tests import factories
from tests.pages.html import fields_of, main_text, messages_of, open_form, soup_of, summary_of
from tests.pages.matrix import INVITED, url_names
from tests.pages.world import footprint


@pytest.fixture
def token(here) -> str:
    return token_of(here.invitation)


def addresses(place, token: str) -> dict[str, str]:
    """Every address that a link opens, on the place's own rows."""
    comment = place.invitation.comments.first() or factories.make_comment(
        place.section, by=place.invitation
    )
    return {
        "invited": reverse("invited", args=[token]),
        "invited_chapter": reverse("invited_chapter", args=[token, place.chapter.activity.slug]),
        "invited_comment": commented(token, place.section),
        "invited_answer": reverse("invited_answer", args=[token, comment.uuid]),
    }


def commented(token: str, row, kind: str = "section") -> str:
    return reverse("invited_comment", args=[token, kind, row.uuid])


def written() -> tuple:
    return footprint(), Comment.objects.count(), Revision.objects.count()


def test_every_address_of_a_link_is_told_here(here, token):
    assert set(addresses(here, token)) == INVITED
    assert url_names() >= INVITED


# Reading


def test_the_plan_is_read_without_a_login(here, token, client):
    answer = client.get(reverse("invited", args=[token]))
    page = soup_of(answer)
    assert answer.status_code == 200
    assert "Tekst" in page.select_one("main").text
    assert here.invitation.name in page.select_one(".page-lede").text
    chapter = client.get(page.select_one(".toc a")["href"])
    assert here.rows["goals"].title in main_text(chapter)
    assert "50.000" in main_text(chapter)


def test_a_guests_page_leads_nowhere_else(here, token, client):
    for url in addresses(here, token).values():
        page = soup_of(client.get(url))
        links = [tag["href"] for tag in page.select("body a[href]")]
        inside = (f"/invited/{token}/", "#")
        assert [link for link in links if not link.startswith(inside)] == []
        assert not page.select(".site-nav, .user-menu")


def test_the_header_leads_nowhere_though_somebody_is_logged_in(here, token, cast, log_in):
    page = soup_of(log_in(cast.secretariat).get(reverse("invited", args=[token])))
    assert not page.select("header a, .site-nav, .user-menu")


def test_nobody_keeps_or_lists_a_guests_page(here, token, client):
    for url in [*addresses(here, token).values(), reverse("invited", args=["unknown"])]:
        for answer in (client.get(url), client.post(url)):
            if answer.status_code != 405:
                assert "no-store" in answer["Cache-Control"]
                assert "noindex" in answer["X-Robots-Tag"]


def test_only_the_guests_own_comments_are_shown(here, token, client, cast):
    own = factories.make_comment(here.section, by=here.invitation, text="Mine egne ord")
    comments.answer_comment(own, text="Tak for det", by=cast.lead)
    other = factories.make_invitation(here.plan, cast.secretariat)
    factories.make_comment(here.section, by=other, text="En andens ord")
    factories.make_comment(here.section, by=cast.reader, text="Arbejdsgruppens ord")
    text = main_text(client.get(addresses(here, token)["invited_chapter"]))
    assert "Mine egne ord" in text
    assert "Tak for det" in text
    assert "En andens ord" not in text
    assert "Arbejdsgruppens ord" not in text
    assert "Et forslag" not in text


def test_the_use_of_a_link_is_noted(here, token, client):
    client.get(reverse("invited", args=[token]))
    assert Invitation.objects.get(pk=here.invitation.pk).last_used_at


# Commenting


@pytest.mark.parametrize("kind", ["section", "part", "plan_section"])
def test_a_guest_comments(here, token, client, kind):
    url = commented(token, getattr(here, kind), kind)
    sent = fields_of(client.get(url)) | {"text": "Set fra min opgang"}
    answer = client.post(url, sent, follow=True)
    assert messages_of(answer) == ["Din kommentar er sendt."]
    assert "Set fra min opgang" in main_text(answer)
    comment = Comment.objects.latest("pk")
    assert (comment.invitation, comment.author_name) == (here.invitation, here.invitation.name)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor_name) == ("activities.comment.add", here.invitation.name)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_guest_proposes(here, token, client, javascript):
    texts.edit_section(here.section, body="<p>Haven.</p>", seen=1, by=None)
    url = commented(token, here.section)
    form = client.post(url, {"propose": "1", "text": "Fordi"})
    sent = fields_of(form, javascript=javascript)
    assert sent["text"] == "Fordi"
    if javascript:
        sent["proposal"] = "<p>Haven er vores.</p>"
    else:
        sent["proposal_plain"] = "Haven er vores."
    assert client.post(url, sent).status_code == 302
    assert Comment.objects.latest("pk").proposal == "<p>Haven er vores.</p>"


def test_a_guest_is_offered_no_more_of_the_register_than_the_text_cites(here, token, client):
    factories.make_source(here.plan, "Fortrolig rapport")
    cited = factories.make_source(here.plan, "Kendt rapport")
    body = f'<p>Se <span data-ref="{cited.uuid}"></span></p>'
    texts.edit_section(here.section, body=body, seen=1, by=None)
    page = str(client.post(commented(token, here.section), {"propose": "1"}).content.decode())
    assert "Kendt rapport" in page
    assert "Fortrolig rapport" not in page


def test_an_empty_comment_is_refused(here, token, client):
    before = written()
    answer = client.post(commented(token, here.section), {"text": ""})
    assert answer.status_code == 422
    assert summary_of(answer)
    assert written() == before


def test_a_text_changed_while_a_guest_proposes_is_told_and_nothing_is_lost(
    here, token, client, cast
):
    url = commented(token, here.section)
    sent = fields_of(client.post(url, {"propose": "1"})) | {"proposal": "<p>Mit forslag</p>"}
    texts.edit_section(here.section, body="<p>Ny tekst</p>", seen=1, by=cast.lead)
    before = written()
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert "ændret" in summary_of(answer).text
    assert "Ny tekst" in main_text(answer)
    assert fields_of(answer)["proposal"] == "<p>Mit forslag</p>"
    assert written() == before
    assert client.post(url, fields_of(answer)).status_code == 302


def test_a_guest_adds_to_an_own_comment(here, token, client, cast):
    own = factories.make_comment(here.section, by=here.invitation)
    comments.answer_comment(own, text="Hvilken?", by=cast.lead)
    url = reverse("invited_answer", args=[token, own.uuid])
    answer = client.post(url, {"text": "Den store"}, follow=True)
    assert "Den store" in main_text(answer)
    own.refresh_from_db()
    assert own.state == "open"


def test_a_guest_cannot_answer_others(here, token, client, cast):
    other = factories.make_comment(here.section, by=cast.reader)
    before = written()
    answer = client.post(reverse("invited_answer", args=[token, other.uuid]), {"text": "Hej"})
    assert answer.status_code == 404
    assert written() == before


def test_a_settled_comment_takes_no_more_and_the_words_are_kept(here, token, client, cast):
    own = factories.make_comment(here.section, by=here.invitation)
    comments.settle_comment(own, by=cast.lead)
    answer = client.post(reverse("invited_answer", args=[token, own.uuid]), {"text": "Mine ord"})
    assert answer.status_code == 409
    assert "Mine ord" in [area.text.strip() for area in soup_of(answer).select("textarea")]


def test_a_closed_plan_can_be_read_and_takes_no_comments(here, token, client):
    urls = addresses(here, token)
    here.plan.state = PlanState.CLOSED
    here.plan.save(update_fields=["state"])
    page = client.get(urls["invited_chapter"])
    assert not soup_of(page).select("main form, main a[href*=comments]")
    before = written()
    answer = client.post(commented(token, here.section), {"text": "Mine ord"})
    assert answer.status_code == 409
    assert fields_of(answer)["text"] == "Mine ord"
    assert written() == before


def test_a_form_without_its_token_is_refused(here, token):
    client = Client(enforce_csrf_checks=True)
    factories.make_comment(here.section, by=here.invitation)
    url = commented(token, here.section)
    page = client.get(url)
    forms = soup_of(page).select("form[method=post]")
    assert [bool(form.select_one("[name=csrfmiddlewaretoken]")) for form in forms] == [True, True]
    assert client.post(url, {"text": "Hej"}).status_code == 403
    field = open_form(page).select_one("[name=csrfmiddlewaretoken]")["value"]
    assert client.post(url, {"text": "Hej", "csrfmiddlewaretoken": field}).status_code == 302


# Links that do not work


def revoke(invitation, cast) -> None:
    revoke_invitation(invitation, by=cast.secretariat)


def expire(invitation, cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_on=yesterday)


@pytest.mark.parametrize("end", [revoke, expire])
def test_a_link_that_has_ended_shows_nothing_and_keeps_what_is_typed(
    here, token, client, cast, end
):
    urls = addresses(here, token)
    end(here.invitation, cast)
    before = written()
    for name, url in urls.items():
        for answer in (client.get(url), client.post(url, {"text": "Mine lange ord"})):
            assert answer.status_code == 410, name
            text = answer.content.decode()
            for told in (here.plan.title, here.chapter.title, here.plan.partnership.name):
                assert told not in text, name
        assert soup_of(answer).select_one("textarea[readonly]").text.strip() == "Mine lange ord"
    assert written() == before


def test_a_proposal_typed_when_the_link_ended_can_be_copied(here, token, client, cast):
    revoke(here.invitation, cast)
    sent = {"text": "Fordi", "proposal": "<p>Mit <strong>forslag</strong></p>"}
    answer = client.post(commented(token, here.section), sent)
    typed = soup_of(answer).select_one("textarea").text
    assert "Fordi" in typed
    assert "Mit" in typed
    assert "<p>" not in typed


def test_an_unknown_link_shows_the_same_page(here, token, client):
    for url in addresses(here, "A" * len(token)).values():
        assert client.get(url).status_code == 404
        answer = client.post(url, {"text": "Mine ord"})
        assert answer.status_code == 404
        assert "Mine ord" in soup_of(answer).select_one("textarea").text
        assert here.plan.title not in answer.content.decode()


def test_a_link_of_one_plan_opens_no_other(world, client):
    """Each of the other place's ids in the address of a link that works."""
    here, elsewhere = world.here, world.elsewhere
    token = token_of(here.invitation)
    theirs = factories.make_comment(elsewhere.section, by=elsewhere.invitation)
    next_year = factories.make_plan(here.plan.partnership, 2025, agreement=here.plan.agreement)
    chapter = factories.make_chapter(next_year, title="Naeste aar")
    foreign = [
        reverse("invited_chapter", args=[token, elsewhere.chapter.activity.slug]),
        reverse("invited_chapter", args=[token, chapter.activity.slug]),
        commented(token, elsewhere.section),
        commented(token, elsewhere.part, "part"),
        commented(token, elsewhere.plan_section, "plan_section"),
        commented(token, chapter.sections.first()),
        commented(token, here.rows["goals"], "goals"),
        commented(token, here.section, "part"),
        reverse("invited_answer", args=[token, theirs.uuid]),
    ]
    before = written()
    for url in foreign:
        assert client.get(url).status_code in {404, 405}, url
        answer = client.post(url, {"text": "Mine ord"})
        assert answer.status_code in {404, 405}, url
        if answer.status_code == 404:
            assert "Mine ord" in answer.content.decode(), url
    assert written() == before


def test_a_link_opens_no_other_page(here, token, client):
    client.get(reverse("invited", args=[token]))
    for name in ("plan", "comments", "invitations", "front_matter"):
        url = reverse(name, args=[here.plan.partnership.slug, here.plan.year])
        assert client.get(url).status_code == 302


def test_a_chapter_without_text_has_no_page(here, token, client):
    chapter = factories.make_chapter(here.plan, title="Sekretariat", money_only=True)
    url = reverse("invited_chapter", args=[token, chapter.activity.slug])
    assert client.get(url).status_code == 404


# The secretariat's page


def test_a_link_is_made_shown_and_works(here, secretariat, client):
    url = reverse("invitations", args=[here.plan.partnership.slug, here.plan.year])
    page = secretariat.post(
        url, {"name": "Gitte Gæst", "email": "", "expires_on": "31.12.2099"}, follow=True
    )
    made = Invitation.objects.latest("pk")
    shown = soup_of(page).select_one(f"#address-{made.uuid}")["value"]
    assert shown.startswith("http://testserver/invited/")
    assert Client().get(shown).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("email", "ikke en adresse"), ("expires_on", ""), ("expires_on", "1.1.2020")],
)
def test_what_cannot_be_made_is_refused_and_kept(here, secretariat, field, value):
    url = reverse("invitations", args=[here.plan.partnership.slug, here.plan.year])
    before = Invitation.objects.count()
    sent = {"name": "Gitte", "email": "g@example.dk", "expires_on": "31.12.2099", field: value}
    answer = secretariat.post(url, sent)
    assert answer.status_code == 422
    assert fields_of(answer)[field] == value
    assert summary_of(answer)
    assert Invitation.objects.count() == before


def test_a_closed_plan_takes_no_more_guests(here, secretariat):
    here.plan.state = PlanState.CLOSED
    here.plan.save(update_fields=["state"])
    url = reverse("invitations", args=[here.plan.partnership.slug, here.plan.year])
    before = Invitation.objects.count()
    assert secretariat.post(url, {"name": "G", "expires_on": "31.12.2099"}).status_code == 422
    assert Invitation.objects.count() == before


def test_the_page_shows_use_and_comments_and_hides_a_revoked_address(here, secretariat, token):
    Client().get(reverse("invited", args=[token]))
    factories.make_comment(here.section, by=here.invitation)
    url = reverse("invitations", args=[here.plan.partnership.slug, here.plan.year])
    row = soup_of(secretariat.get(url)).select_one(f"#invitation-{here.invitation.uuid}")
    assert "sidst brugt" in row.text
    assert "1 kommentar" in row.text
    assert row.select_one("input[readonly]")["value"].endswith(f"/invited/{token}/")
    page = secretariat.post(reverse("invitation_revoke", args=[here.invitation.uuid]), follow=True)
    row = soup_of(page).select_one(f"#invitation-{here.invitation.uuid}")
    assert "Tilbagekaldt" in row.text
    assert token not in page.content.decode()


def test_a_guest_with_an_address_is_sent_the_link(
    here, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    url = reverse("invitations", args=[here.plan.partnership.slug, here.plan.year])
    sent = {"name": "Gitte", "email": "gitte@example.dk", "expires_on": "31.12.2099"}
    with django_capture_on_commit_callbacks(execute=True):
        secretariat.post(url, sent)
    [mail] = mailoutbox
    assert mail.to == ["gitte@example.dk"]
    assert token_of(Invitation.objects.latest("pk")) in mail.body


# Many


@pytest.mark.once
def test_a_guests_pages_ask_no_more_for_thirty_comments_than_for_three(
    here, token, client, monkeypatch
):
    monkeypatch.setattr(invitations, "REMARKS", Limit(a_day=999, in_all=999))

    def asked() -> list[int]:
        counts = []
        for url in list(addresses(here, token).values())[:3]:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    def grow(count: int) -> None:
        for _ in range(count):
            for kind in ("section", "part", "plan_section"):
                comment = factories.make_comment(getattr(here, kind), by=here.invitation)
                comments.answer_comment(comment, text="Mere", by=here.invitation)
            factories.make_row(here.chapter)

    grow(3)
    asked()
    few = asked()
    grow(27)
    assert asked() == few


def test_one_comment_too_many_comes_back_as_it_was_typed(here, token, client, monkeypatch):
    monkeypatch.setattr(invitations, "REMARKS", Limit(a_day=1, in_all=9))
    url = commented(token, here.section)
    assert client.post(url, {"text": "Den ene."}).status_code == 302
    answer = client.post(url, {"text": "En til."})
    assert answer.status_code == 409
    assert "En til." in soup_of(answer).select_one("textarea").text
    assert summary_of(answer)


def test_who_has_written_enough_today_is_told_before_writing(here, token, client, monkeypatch):
    factories.make_comment(here.section, by=here.invitation)
    monkeypatch.setattr(invitations, "REMARKS", Limit(a_day=1, in_all=9))
    page = client.get(commented(token, here.section))
    assert not soup_of(page).select("form")
    assert "i morgen" in main_text(page)
