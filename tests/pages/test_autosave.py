"""A page that saves by itself gets JSON, and nothing is half done."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Goal, Section, Target
from activities.services.rows import remove_row
from activities.services.texts import edit_section
from partnership.models import AuditEntry, Revision, Stretch
from tests import factories
from tests.pages.html import fields_of, soup_of
from tests.pages.matrix import FORMS, route_named
from tests.pages.world import footprint

AUTOSAVE = {"X-Autosave": "1"}
WINDOW = "5f1b3c1e-0000-4000-8000-000000000001"


def url_of(label: str, place) -> str:
    route = route_named(label)
    return reverse(route.name, kwargs=route.kwargs(place))


def autosave(client: Client, url: str, *, turn: int = 1, writer: str = WINDOW, **sent):
    data = {"seen": "1", "writer": writer, "turn": str(turn), **sent}
    return client.post(url, data, headers=AUTOSAVE)


def own_forms() -> list[str]:
    """The forms that save themselves: all but those of money, and those that are sent."""
    others = (
        "line_",
        "note_",
        "money_",
        "mail_",
        "comments_",
        "invitations",
        "plan_approve",
        "plan_reopen",
    )
    others += ("activity_add", "reallocation_new")
    return [
        route.label
        for route in FORMS
        if "seen" not in route.data and not route.name.startswith(others)
    ]


@pytest.fixture
def section(here) -> str:
    return url_of("section_edit", here)


def test_a_save_tells_the_version_and_the_time(section, here, secretariat):
    answer = autosave(secretariat, section, body="<p>Ny</p>")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["state"], told["version"]) == ("saved", 2)
    assert len(told["at"].split(".")) == 2
    assert Section.objects.get(pk=here.section.pk).body == "<p>Ny</p>"


@pytest.mark.parametrize("label", own_forms())
def test_every_form_saves_itself_and_unchanged_writes_nothing(label, here, secretariat):
    url = url_of(label, here)
    sent = fields_of(secretariat.get(url))
    if "_add" not in label:
        before = footprint()
        sent_back = secretariat.post(url, sent, headers=AUTOSAVE)
        assert sent_back.json()["state"] == "saved"
        assert footprint() == before
    changed = secretariat.post(url, sent | route_named(label).data, headers=AUTOSAVE)
    assert changed.json()["state"] == "saved", changed.json()


def test_a_run_of_saves_is_one_entry_and_one_line_of_the_log(section, here, secretariat):
    autosave(secretariat, section, body="<p>0</p>")
    before = (AuditEntry.objects.count(), Revision.objects.count())
    for turn in range(2, 10):
        answer = autosave(secretariat, section, turn=turn, body=f"<p>{turn}</p>", seen=str(turn))
        assert answer.status_code == 200
    assert (AuditEntry.objects.count(), Revision.objects.count()) == before
    assert Stretch.objects.get(subject_uuid=here.chapter.uuid).saves > 8


def test_a_save_whose_answer_was_lost_is_not_in_its_own_way(section, here, secretariat):
    autosave(secretariat, section, turn=1, body="<p>En</p>")
    again = autosave(secretariat, section, turn=2, body="<p>En to</p>")
    assert again.json()["state"] == "saved"
    assert Section.objects.get(pk=here.section.pk).body == "<p>En to</p>"


def test_a_save_that_comes_late_undoes_nothing(section, here, secretariat):
    autosave(secretariat, section, turn=2, body="<p>En to</p>")
    late = autosave(secretariat, section, turn=1, body="<p>En</p>")
    assert late.json()["state"] == "saved"
    assert Section.objects.get(pk=here.section.pk).body == "<p>En to</p>"


def test_two_windows_of_one_person_are_two_writers(section, secretariat):
    autosave(secretariat, section, body="<p>Det ene vindue</p>")
    before = footprint()
    other = autosave(secretariat, section, writer=str(uuid4()), body="<p>Det andet</p>")
    assert (other.status_code, other.json()["state"]) == (409, "conflict")
    assert footprint() == before


def test_a_conflict_shows_both_texts_and_names_the_other(section, here, cast, secretariat):
    edit_section(here.section, body="<p>Deres ord</p>", seen=1, by=cast.lead)
    told = autosave(secretariat, section, body="<p>Mine ord</p>").json()
    assert cast.lead.name in told["message"]
    assert "Deres" in told["html"]
    assert "Mine" in told["html"]


def test_the_union_keeps_both_texts_in_the_open_form(section, here, cast, secretariat):
    edit_section(here.section, body="<p>Deres ord</p>", seen=1, by=cast.lead)
    answer = secretariat.post(
        section, {"seen": "1", "body": "<p>Mine linjer</p>", "resolve": "union"}
    )
    body = fields_of(answer)["body"]
    assert "Deres ord" in body
    assert "Mine linjer" in body
    assert fields_of(answer)["seen"] == "2"
    assert Section.objects.get(pk=here.section.pk).body == "<p>Deres ord</p>"


def test_the_saved_text_may_stand(section, here, cast, secretariat):
    edit_section(here.section, body="<p>Deres ord</p>", seen=1, by=cast.lead)
    answer = secretariat.post(section, {"seen": "1", "body": "<p>Mine</p>", "resolve": "theirs"})
    assert answer.status_code == 302
    assert Section.objects.get(pk=here.section.pk).body == "<p>Deres ord</p>"


def test_mine_does_not_replace_what_a_third_person_saved_meanwhile(
    section, here, cast, secretariat
):
    edit_section(here.section, body="<p>To</p>", seen=1, by=cast.lead)
    edit_section(Section.objects.get(pk=here.section.pk), body="<p>Tre</p>", seen=2, by=cast.lead)
    sent = {"seen": "1", "body": "<p>Mine</p>", "resolve": "mine", "against": "2"}
    assert secretariat.post(section, sent).status_code == 409
    assert Section.objects.get(pk=here.section.pk).body == "<p>Tre</p>"


def test_a_new_row_is_made_once_however_often_it_is_sent(here, secretariat):
    url, identity = url_of("row_add:goals", here), str(uuid4())
    before = Goal.objects.count()
    first = autosave(secretariat, url, identity=identity, title="Trygge")
    again = autosave(secretariat, url, turn=2, identity=identity, title="Trygge naboer")
    assert Goal.objects.count() == before + 1
    assert Goal.objects.get(uuid=identity).title == "Trygge naboer"
    assert first.json()["action"] == again.json()["action"]
    assert first.json()["action"] == reverse("row_edit", args=["goals", identity])


TARGET = {"minimum": "3", "unit": "ture", "basis": "in_total"}


def test_a_new_target_is_made_once_however_often_it_is_sent(here, secretariat):
    url, identity = url_of("target_add", here), str(uuid4())
    before = Target.objects.count()
    for turn in (1, 2):
        autosave(secretariat, url, turn=turn, identity=identity, **TARGET)
    assert Target.objects.count() == before + 1


def test_an_identity_of_another_partnership_is_not_taken_over(world, secretariat):
    theirs = world.elsewhere.rows["goals"]
    url = url_of("row_add:goals", world.here)
    answer = autosave(secretariat, url, identity=str(theirs.uuid), title="Min")
    assert answer.json()["state"] == "saved"
    assert Goal.objects.get(pk=theirs.pk).title == theirs.title
    assert str(theirs.uuid) not in answer.json()["action"]


def test_a_row_removed_under_ones_hands_can_be_saved_as_new(here, cast, secretariat):
    row = here.rows["goals"]
    remove_row(row, seen=1, by=cast.lead)
    told = autosave(secretariat, url_of("row_edit:goals", here), title="Min tekst")
    assert (told.status_code, told.json()["state"]) == (410, "removed")
    anew = autosave(secretariat, told.json()["action"], identity=str(uuid4()), title="Min tekst")
    assert anew.json()["state"] == "saved"


def test_what_is_wrong_is_told_by_field(here, secretariat):
    told = autosave(secretariat, url_of("row_edit:goals", here), title="")
    assert told.status_code == 422
    assert told.json()["errors"]["id_title"]


def test_a_login_that_ended_is_told_and_nothing_is_saved(section, client):
    before = footprint()
    answer = autosave(client, section, body="<p>Ny</p>")
    assert (answer.status_code, answer.json()["state"]) == (401, "login")
    assert footprint() == before


def test_somebody_elses_login_in_another_tab_does_not_save_my_text(section, cast, secretariat):
    before = footprint()
    answer = secretariat.post(
        section,
        {"seen": "1", "body": "<p>Ny</p>"},
        headers={**AUTOSAVE, "X-Person": str(cast.lead.pk)},
    )
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")
    assert cast.secretariat.name in answer.json()["message"]
    assert footprint() == before


def test_without_the_right_the_reason_is_told(section, cast, log_in):
    answer = autosave(log_in(cast.reader), section, body="<p>Ny</p>")
    assert answer.status_code == 403
    assert answer.json()["message"]


def test_what_is_not_there_is_told(cast, log_in):
    url = reverse("section_edit", args=[UUID(int=0)])
    answer = autosave(log_in(cast.secretariat), url)
    assert (answer.status_code, answer.json()["state"]) == (404, "refused")


def test_a_token_of_another_login_is_told(section, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretariat)
    answer = autosave(client, section, body="<p>Ny</p>")
    assert (answer.status_code, answer.json()["state"]) == (403, "refused")


def test_two_megabytes_are_refused_beside_the_field(section, secretariat):
    answer = autosave(secretariat, section, body=f"<p>{'Lang tekst. ' * 180_000}</p>")
    assert answer.status_code == 422
    assert answer.json()["errors"]["id_body"]


def test_more_than_the_server_takes_is_told(section, secretariat, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = autosave(secretariat, section, body="<p>Ny</p>" * 200)
    assert (answer.status_code, answer.json()["state"]) == (413, "refused")


WORD = (
    "<p class='MsoNormal'><ins cite='mailto:a@b.dk'>Ny tekst</ins> <del>gammel</del></p>"
    "<table><tr><td><p>Pris</p></td><td>100</td></tr></table><p>Slut \U0001f600</p>"
)


def test_a_paste_from_word_keeps_its_words_and_emoji(section, here, secretariat):
    assert autosave(secretariat, section, body=WORD).json()["state"] == "saved"
    body = Section.objects.get(pk=here.section.pk).body
    for word in ("Ny tekst", "Pris", "100", "Slut \U0001f600"):
        assert word in body
    assert "<table" not in body


def test_a_page_that_is_opened_shows_how_it_saves(section, secretariat):
    form = soup_of(secretariat.get(section)).select_one("form[data-autosave]")
    assert form.select_one("[data-save-line][role=status]")


def test_money_is_not_posted_while_one_types(here, secretariat):
    form = soup_of(secretariat.get(url_of("line_edit", here))).select_one("form.part-form")
    assert not form.has_attr("data-autosave")


def come(cast, url: str, *tabs: str) -> None:
    """So many colleagues open the chapter."""
    for tab in tabs:
        colleague = Client()
        colleague.force_login(factories.make_member(cast.organisation, cast.partnership))
        colleague.post(url, {"tab": tab, "part": "goals"})


def test_people_see_each_other_and_where_they_write(here, cast, secretariat):
    url = reverse("chapter_presence", args=[here.chapter.uuid])
    come(cast, url, "a", "b")
    shown = soup_of(secretariat.post(url, {"tab": "own"})).select("li[data-part=goals]")
    assert len(shown) == 2


def test_who_leaves_is_not_shown_any_more(here, cast, secretariat):
    url = reverse("chapter_presence", args=[here.chapter.uuid])
    secretariat.post(url, {"tab": "first"})
    assert soup_of(secretariat.post(url, {"tab": "second"})).select("li")
    secretariat.post(url, {"tab": "first", "gone": "1"})
    assert not soup_of(secretariat.post(url, {"tab": "second"})).select("li")


@pytest.mark.parametrize("tab", ["", "A B", "x" * 41, "<b>"])
def test_a_garbled_window_is_refused(tab, here, secretariat):
    url = reverse("chapter_presence", args=[here.chapter.uuid])
    assert secretariat.post(url, {"tab": tab}).status_code == 400


def test_thirty_people_present_take_as_many_queries_as_three(here, cast, secretariat):
    url = reverse("chapter_presence", args=[here.chapter.uuid])
    counts = []
    for tabs in (range(3), range(3, 30)):
        come(cast, url, *(f"t{number}" for number in tabs))
        with CaptureQueriesContext(connection) as queries:
            answer = secretariat.post(url, {"tab": "own"})
        counts.append(len(queries))
    assert len(soup_of(answer).select("li")) == 30
    assert counts[0] == counts[1]


def test_ones_own_other_window_is_called_that(section, cast, secretariat):
    autosave(secretariat, section, body="<p>Det ene vindue</p>")
    told = autosave(secretariat, section, writer=str(uuid4()), body="<p>Det andet</p>").json()
    assert cast.secretariat.name not in told["message"]


def test_a_new_row_that_was_removed_meanwhile_becomes_another(here, cast, secretariat):
    """The page whose answer was lost still sends the identity that it gave the row."""
    url, identity = url_of("row_add:goals", here), str(uuid4())
    autosave(secretariat, url, identity=identity, title="Trygge")
    remove_row(Goal.objects.get(uuid=identity), seen=1, by=cast.lead)
    told = autosave(secretariat, url, turn=2, identity=identity, title="Trygge naboer").json()
    assert told["state"] == "saved"
    assert Goal.objects.standing().filter(title="Trygge naboer").count() == 1


def test_a_button_does_not_save_my_text_as_somebody_elses(section, cast, secretariat):
    before = footprint()
    headers = {"HX-Request": "true", "X-Person": str(cast.lead.pk)}
    answer = secretariat.post(section, {"seen": "1", "body": "<p>Ny</p>"}, headers=headers)
    assert answer.status_code == 403
    assert footprint() == before
