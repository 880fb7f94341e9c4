"""Bad input is answered where it was typed, keeps what was typed and changes nothing."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from activities.choices import PartKind
from activities.models import Goal, Milestone, Section
from activities.services.rows import edit_row, remove_row, remove_target, save_target
from activities.services.texts import edit_section
from budgets.models import Entry
from budgets.services.ledger import amount_of, set_amount
from budgets.services.lines import edit_note, remove_note
from partnership.forms import LONGEST_TEXT
from tests import factories
from tests.pages.html import (
    error_at,
    fields_of,
    main_text,
    messages_of,
    open_form,
    soup_of,
    summary_of,
)
from tests.pages.matrix import FORMS, MATRIX, route_named
from tests.pages.test_permissions import HTMX, url_of
from tests.pages.world import Place, footprint

#: One of them may open each form.
WRITERS = ("secretariat", "decider")

either_way = pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])


@dataclass(frozen=True)
class Bad:
    """What is typed at a route, and the field that must say what is wrong."""

    label: str
    typed: dict[str, str]
    field: str

    def __str__(self) -> str:
        return f"{self.label}-{'-'.join(self.typed.values())[:30]}"


BAD = [
    Bad("line_edit", {"amount_2024": "188.00"}, "amount_2024"),
    Bad("line_edit", {"amount_2024": "abc"}, "amount_2024"),
    Bad("line_edit", {"amount_2024": "-500"}, "amount_2024"),
    Bad("line_edit", {"amount_2024": "9.999.999.999"}, "amount_2024"),
    Bad("line_edit", {"label": ""}, "label"),
    Bad("line_add", {"label": "Lys", "amount_2024": "12,50"}, "amount_2024"),
    Bad("line_add", {"label": "", "amount_2024": "100"}, "label"),
    Bad("heading_edit", {"title": ""}, "title"),
    Bad("heading_edit", {"title": "x" * 201}, "title"),
    Bad("row_edit:goals", {"title": ""}, "title"),
    Bad("row_edit:goals", {"title": "   \r\n "}, "title"),
    Bad("row_add:goals", {"title": "", "group": "Trivsel"}, "title"),
    Bad("row_edit:target_groups", {"age_from": "30", "age_to": "18"}, "age_from"),
    Bad("row_edit:target_groups", {"age_from": "-1"}, "age_from"),
    Bad("row_edit:timetable", {"starts_on": "2.5.2024", "ends_on": "1.5.2024"}, "starts_on"),
    Bad("row_edit:timetable", {"starts_on": "31.2.2024"}, "starts_on"),
    Bad("row_edit:timetable", {"ends_on": "snart"}, "ends_on"),
    Bad("row_edit:responsibilities", {"name": ""}, "organisation"),
    Bad(
        "row_edit:responsibilities",
        {"starts_on": "2.5.2024", "ends_on": "1.5.2023"},
        "starts_on",
    ),
    Bad("target_edit", {"minimum": "9", "maximum": "3"}, "minimum"),
    Bad("target_add", {"unit": "hold"}, "minimum"),
    Bad("target_add", {"minimum": "mange", "unit": "hold"}, "minimum"),
    Bad("note_edit", {"scope": "year", "year": "2031"}, "year"),
    Bad("note_add", {"scope": "cell", "text": "Note", "year": "2024"}, "line"),
    Bad("note_add", {"scope": "year", "text": "Note"}, "year"),
    Bad("note_edit", {"text": ""}, "text"),
    Bad("theory_item_edit", {"text": ""}, "text"),
    Bad("plan_section_edit", {"heading": "x" * 201}, "heading"),
]


@either_way
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input_is_said_beside_its_field_and_in_the_summary(bad, headers, here, secretariat):
    url = url_of(route_named(bad.label), here)
    sent = fields_of(secretariat.get(url)) | bad.typed
    before = footprint()
    answer = secretariat.post(url, sent, headers=headers)
    assert answer.status_code == 422
    assert error_at(answer, bad.field)
    assert summary_of(answer).select_one(f"a[href='#id_{bad.field}']")
    kept = fields_of(answer)
    assert {name: kept[name] for name in bad.typed} == bad.typed
    assert footprint() == before


def test_emptying_a_closed_year_needs_a_reason_too(here, cast, log_in):
    """An emptied field means 0, which is a correction like any other."""
    decider = log_in(cast.decider)
    url = url_of(route_named("line_edit"), here)
    sent = fields_of(decider.get(url)) | {"amount_2023": ""}
    before = footprint()
    answer = decider.post(url, sent)
    assert answer.status_code == 422
    assert error_at(answer, "reason")
    assert footprint() == before


def test_an_amount_of_a_closed_year_that_is_sent_unasked_changes_nothing(here, secretariat):
    url = url_of(route_named("line_edit"), here)
    sent = fields_of(secretariat.get(url)) | {"amount_2023": "1", "seen_2023": "40000"}
    before = footprint()
    assert secretariat.post(url, sent).status_code == 302
    assert footprint() == before


def test_dates_outside_the_plans_year_are_saved_with_a_warning(here, secretariat):
    url = url_of(route_named("row_edit:timetable"), here)
    sent = fields_of(secretariat.get(url)) | {"starts_on": "1.12.2024", "ends_on": "1.2.2025"}
    answer = secretariat.post(url, sent, follow=True)
    assert str(Milestone.objects.get(pk=here.rows["timetable"].pk).ends_on) == "2025-02-01"
    warning = soup_of(answer).select_one(".message--warning")
    assert "2024" in warning.text


@pytest.mark.parametrize("seen", ["", "0", "abc", "-1", "\u00b2", "9" * 30, "9" * 5000])
def test_a_garbled_version_never_saves(seen, here, secretariat):
    before = footprint()
    for label in ("section_edit", "row_remove", "target_remove", "note_remove"):
        route = route_named(label)
        answer = secretariat.post(url_of(route, here), {**route.data, "seen": seen})
        assert answer.status_code in (409, 422), label
    assert footprint() == before


# A stale version


def somebody_saves(label: str, here: Place, by) -> str:
    """Another person's save of what the route edits; what it says afterwards."""
    rows = here.rows
    match label:
        case "section_edit":
            edit_section(here.section, body="<p>Deres ord</p>", seen=1, by=by)
        case "row_edit:goals":
            edit_row(rows["goals"], seen=1, by=by, title="Deres ord")
        case "row_edit:responsibilities":
            edit_row(rows["responsibilities"], seen=1, by=by, duty="Deres ord")
        case "target_edit":
            deliverable = rows["deliverables"]
            save_target(deliverable, here.target, seen=1, by=by, unit="Deres ord")
        case "note_edit":
            edit_note(here.note, seen=1, by=by, text="Deres ord")
        case "line_edit":
            type(here.line).objects.filter(pk=here.line.pk).update(label="Deres ord", version=2)
        case "heading_edit":
            type(here.chapter).objects.filter(pk=here.chapter.pk).update(
                title="Deres ord", version=2
            )
        case "theory_item_edit":
            type(here.theory_item).objects.update(text="Deres ord", version=2)
        case "plan_section_edit":
            type(here.plan_section).objects.update(heading="Deres ord", version=2)
        case "part_edit":
            type(here.part).objects.filter(pk=here.part.pk).update(
                intro="<p>Deres ord</p>", version=2
            )
    return "Deres ord"


MINE = {
    "section_edit": {"body": "<p>Mine ord</p>"},
    "part_edit": {"intro": "<p>Mine ord</p>"},
    "row_edit:goals": {"title": "Mine ord"},
    "row_edit:responsibilities": {"duty": "Mine ord"},
    "target_edit": {"unit": "Mine ord"},
    "note_edit": {"text": "Mine ord"},
    "line_edit": {"label": "Mine ord"},
    "heading_edit": {"title": "Mine ord"},
    "theory_item_edit": {"text": "Mine ord"},
    "plan_section_edit": {"heading": "Mine ord"},
}


def words_of(tag) -> str:
    """The text without the marks between words."""
    return " ".join(tag.get_text(" ").split())


@pytest.mark.parametrize("label", MINE)
def test_a_stale_save_shows_both_texts_and_mine_stands_when_chosen(label, here, cast, secretariat):
    url = url_of(route_named(label), here)
    sent = fields_of(secretariat.get(url)) | MINE[label]
    theirs = somebody_saves(label, here, cast.lead)
    before = footprint()

    stale = secretariat.post(url, sent)
    assert stale.status_code == 409
    assert footprint() == before
    assert summary_of(stale)
    kept = fields_of(stale)
    assert MINE[label].items() <= kept.items()
    assert theirs in words_of(open_form(stale).select_one(".conflict"))

    assert secretariat.post(url, kept).status_code == 409
    assert secretariat.post(url, kept | {"resolve": "mine"}).status_code == 302
    assert MINE[label].items() <= fields_of(secretariat.get(url)).items()


def test_a_stale_amount_is_refused_beside_its_field(here, cast, secretariat):
    url = url_of(route_named("line_edit"), here)
    sent = fields_of(secretariat.get(url)) | {"amount_2024": "60.000"}
    set_amount(here.line, 2024, 55_000, by=cast.lead)
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    assert error_at(answer, "amount_2024")
    assert footprint() == before
    kept = fields_of(answer)
    assert (kept["amount_2024"], kept["seen_2024"]) == ("60.000", "55000")
    assert secretariat.post(url, kept).status_code == 302
    assert amount_of(here.line, 2024) == 60_000


def test_a_row_changed_since_it_was_seen_is_not_removed(here, cast, secretariat):
    edit_row(here.rows["goals"], seen=1, by=cast.lead, title="Deres ord")
    before = footprint()
    answer = secretariat.post(url_of(route_named("row_remove"), here), {"seen": "1"})
    assert answer.status_code == 409
    assert "Deres ord" in main_text(answer)
    assert messages_of(answer)
    assert footprint() == before


# What was removed under one's hands


@either_way
def test_a_removed_row_keeps_what_was_typed_as_a_new_row(headers, here, cast, secretariat):
    url = url_of(route_named("row_edit:goals"), here)
    sent = fields_of(secretariat.get(url)) | {"title": "Mine ord"}
    remove_row(here.rows["goals"], seen=1, by=cast.lead)
    before = footprint()
    answer = secretariat.post(url, sent, headers=headers)
    assert answer.status_code == 409
    assert footprint() == before
    kept = fields_of(answer)
    assert kept["title"] == "Mine ord"
    assert summary_of(answer)
    assert secretariat.post(open_form(answer)["action"], kept).status_code == 302
    assert Goal.objects.standing().filter(title="Mine ord").count() == 1


def test_a_removed_target_keeps_what_was_typed_as_a_new_target(here, cast, secretariat):
    url = url_of(route_named("target_edit"), here)
    sent = fields_of(secretariat.get(url)) | {"unit": "Mine ord"}
    remove_target(here.target, seen=1, by=cast.lead)
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    assert footprint() == before
    kept = fields_of(answer)
    assert kept["unit"] == "Mine ord"
    assert secretariat.post(open_form(answer)["action"], kept).status_code == 302
    assert here.rows["deliverables"].targets.standing().get().unit == "Mine ord"


@pytest.mark.parametrize("label", ["target_add", "target_edit"])
def test_a_target_of_a_removed_deliverable_is_not_saved_out_of_sight(
    label, here, cast, secretariat
):
    route = route_named(label)
    url = url_of(route, here)
    sent = fields_of(secretariat.get(url)) | {**route.data, "unit": "Mine ord"}
    remove_row(here.rows["deliverables"], seen=1, by=cast.lead)
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    assert footprint() == before
    assert fields_of(answer)["unit"] == "Mine ord"
    assert summary_of(answer)


def test_a_removed_note_keeps_what_was_typed_as_a_new_note(here, cast, secretariat):
    url = url_of(route_named("note_edit"), here)
    sent = fields_of(secretariat.get(url)) | {"text": "Mine ord"}
    remove_note(here.note, seen=1, by=cast.lead)
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    assert footprint() == before
    kept = fields_of(answer)
    assert kept["text"] == "Mine ord"
    assert secretariat.post(open_form(answer)["action"], kept).status_code == 302
    notes = here.chapter.activity.budget_notes.standing()
    assert notes.filter(text="Mine ord").count() == 1


def test_put_back_is_offered_under_its_own_list_only(here, cast, secretariat):
    """The same list of another chapter is another list."""
    secretariat.post(url_of(route_named("row_remove"), here), {"seen": "1"})
    own = {"slug": here.plan.partnership.slug, "year": here.plan.year}
    offered = {}
    for chapter in (here.chapter, cast.other_chapter):
        page = secretariat.get(
            reverse("chapter", kwargs={**own, "activity": chapter.activity.slug})
        )
        offered[chapter.pk] = len(soup_of(page).select("form[action$='/restore/']"))
    assert offered == {here.chapter.pk: 1, cast.other_chapter.pk: 0}


# Large and pasted input


def test_a_long_paste_is_refused_with_a_message(here, secretariat):
    url = url_of(route_named("section_edit"), here)
    paste = "<p>" + "Et langt afsnit. " * 125_000 + "</p>"
    before = footprint()
    answer = secretariat.post(url, {"seen": "1", "body": paste})
    assert len(paste) > 2_000_000
    assert answer.status_code == 422
    assert error_at(answer, "body")
    assert "200.000" in summary_of(answer).text
    assert "Et langt afsnit." in fields_of(answer)["body"]
    assert footprint() == before


def test_a_long_paste_of_markup_with_little_text_is_saved(here, secretariat):
    """Word's paste is mostly style; what is kept of it is short."""
    style = "mso-bidi-font-family:Calibri;" * 60
    paste = f'<p class="MsoNormal" style="{style}"><b>Kort</b></p>' * 1_200
    assert len(paste) > 2_000_000
    answer = secretariat.post(
        url_of(route_named("section_edit"), here), {"seen": "1", "body": paste}
    )
    assert answer.status_code == 302
    body = Section.objects.get(pk=here.section.pk).body
    assert body == "<p><strong>Kort</strong></p>" * 1_200
    assert len(body) < LONGEST_TEXT


@either_way
def test_over_the_upload_limit_the_page_says_so(headers, here, secretariat, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    before = footprint()
    answer = secretariat.post(
        url_of(route_named("section_edit"), here),
        {"seen": "1", "body": "x" * 20_000},
        headers=headers,
    )
    assert answer.status_code == 413
    assert main_text(answer)
    assert footprint() == before


def test_too_many_fields_get_the_same_page(here, secretariat, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    sent = {f"field{number}": "x" for number in range(60)}
    answer = secretariat.post(url_of(route_named("section_edit"), here), sent)
    assert answer.status_code == 413
    assert main_text(answer)


def test_over_the_limit_with_csrf_checked_the_page_says_so(here, cast, settings):
    """The token cannot be read from what is too large; that is no reason for a bare 400."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretariat)
    url = url_of(route_named("section_edit"), here)
    token = soup_of(client.get(url)).select_one("[name=csrfmiddlewaretoken]")["value"]
    sent = {"seen": "1", "body": "x" * 20_000, "csrfmiddlewaretoken": token}
    assert client.post(url, sent).status_code == 413


def test_pasted_markup_is_cleaned_and_text_and_emphasis_kept(here, secretariat):
    paste = (
        '<style>p{color:red}</style><script>alert("x")</script>'
        '<p style="color:red" onclick="steal()">Vi <b>samler</b> og <i>taler</i>'
        '<img src=x onerror="steal()"></p><ul><li><span style="x">Punkt</span></li></ul>'
        '<p><a href="javascript:steal()">Link</a></p>'
    )
    secretariat.post(url_of(route_named("section_edit"), here), {"seen": "1", "body": paste})
    body = Section.objects.get(pk=here.section.pk).body
    assert body == (
        "<p>Vi <strong>samler</strong> og <em>taler</em></p><ul><li><p>Punkt</p></li></ul>"
        "<p>Link</p>"
    )


@pytest.mark.parametrize("label", [label for label in MINE if label != "part_edit"])
def test_typed_markup_is_text_on_every_page(label, here, secretariat):
    """What is typed into a plain field is never markup."""
    route = route_named(label)
    url = url_of(route, here)
    name = next(iter(MINE[label]))
    typed = '<script>alert("x")</script>'
    sent = fields_of(secretariat.get(url)) | {name: typed}
    answer = secretariat.post(url, sent, follow=True)
    assert answer.status_code == 200
    own = {"slug": here.plan.partnership.slug, "year": here.plan.year}
    pages = [reverse(page, kwargs=own) for page in ("plan", "economy", "plan_preview")]
    for html in (answer, *(secretariat.get(page) for page in pages)):
        assert typed not in html.content.decode()
    if name != "body":
        assert escape(typed) in answer.content.decode()


def test_characters_that_no_database_keeps_are_refused_or_dropped(here, secretariat):
    sent = {"seen": "1", "title": "Rok\x00ke", "body": "<p>Rok\x00ke</p>"}
    answer = secretariat.post(url_of(route_named("row_edit:goals"), here), sent)
    assert answer.status_code == 422
    assert error_at(answer, "title")


# Methods, filters and logins


@pytest.mark.parametrize("label", [r.label for r in MATRIX if r.methods == ("POST",)])
def test_a_link_to_an_action_changes_nothing(label, here, secretariat):
    answer = secretariat.get(url_of(route_named(label), here))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize(
    ("name", "query", "field"),
    [
        ("plans", {"year": "snart"}, "year"),
        ("plans", {"year": "1"}, "year"),
        ("plans", {"state": "nonsense"}, "state"),
        ("plans", {"partnership": "nonsense"}, "partnership"),
        ("organisations", {"kind": "nonsense"}, "kind"),
        ("organisations", {"q": "\x00"}, "q"),
    ],
)
def test_an_invalid_filter_shows_its_error_and_no_table(name, query, field, secretariat):
    answer = secretariat.get(reverse(name), query)
    assert error_at(answer, field)
    assert summary_of(answer).select_one(f"a[href='#id_{field}']")
    assert not soup_of(answer).select("table")


@pytest.mark.parametrize("name", ["plans", "organisations"])
@pytest.mark.parametrize(
    "query", [{"page": "abc"}, {"page": "999"}, {"sort": "nonsense"}, {"page": "-1"}]
)
def test_a_garbled_page_or_order_still_shows_the_list(name, query, secretariat):
    answer = secretariat.get(reverse(name), query)
    assert answer.status_code == 200
    assert soup_of(answer).select("tbody tr")


@pytest.mark.parametrize("label", [route.label for route in FORMS])
def test_every_form_can_be_sent_from_a_browser_and_left(label, here, cast):
    """A form without its token fails in a browser only: the test client does not look."""
    route = route_named(label)
    client = Client(enforce_csrf_checks=True)
    client.force_login(next(getattr(cast, who) for who in WRITERS if route.policy[who] == 200))
    url = url_of(route, here)
    page = client.get(url)
    for form in soup_of(page).select("form[method=post]"):
        assert form.select_one("[name=csrfmiddlewaretoken]"), form["action"]
    form = open_form(page)
    assert form["action"] == url
    assert form.select_one(".form-actions a")["href"].split("#")[0] not in ("", url)
    token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    sent = fields_of(page) | route.data | route.read(here) | {"csrfmiddlewaretoken": token}
    assert client.post(url, sent).status_code == 302


def test_a_form_open_too_long_is_explained(here, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretariat)
    before = footprint()
    answer = client.post(url_of(route_named("section_edit"), here), {"seen": "1", "body": "x"})
    assert answer.status_code == 403
    assert soup_of(answer).select_one("main h1")
    assert soup_of(answer).select_one(f"main a[href='{reverse('home')}']")
    assert footprint() == before


def test_an_expired_login_sends_the_whole_page_to_the_login(here, client):
    url = url_of(route_named("section_edit"), here)
    answer = client.get(url, headers=HTMX)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"{reverse('login')}?next={url}"


def test_an_expired_login_leaves_a_form_that_is_sent_where_it_is(here, client):
    answer = client.post(url_of(route_named("section_edit"), here), {}, headers=HTMX)
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer


def test_login_takes_any_case_and_refuses_a_wrong_password(cast, client):
    url = reverse("login")
    wrong = client.post(url, {"username": cast.reader.email, "password": "nope"})
    assert wrong.status_code == 200
    assert summary_of(wrong)
    right = {"username": cast.reader.email.upper(), "password": factories.PASSWORD}
    assert client.post(url, right).status_code == 302


def test_login_leads_nowhere_outside(cast, client):
    sent = {"username": cast.reader.email, "password": factories.PASSWORD}
    answer = client.post(f"{reverse('login')}?next=https://evil.example/", sent)
    assert answer["Location"] == reverse("home")


def test_no_entry_is_posted_for_an_empty_cell_left_empty(here, secretariat):
    url = url_of(route_named("line_add"), here)
    sent = fields_of(secretariat.get(url)) | {"label": "Tom"}
    entries = Entry.objects.count()
    assert secretariat.post(url, sent).status_code == 302
    assert Entry.objects.count() == entries


def test_error_pages_name_no_internals(secretariat):
    answer = secretariat.get("/nonsense/")
    assert answer.status_code == 404
    assert not re.search(r"Traceback|urlconf|resolver", answer.content.decode(), re.IGNORECASE)


def test_a_part_without_text_before_and_after_saves_its_intro(here, secretariat):
    url = url_of(route_named("part_edit"), here)
    sent = fields_of(secretariat.get(url)) | {"intro": "<p>Indledende ord</p>"}
    answer = secretariat.post(url, sent, headers=HTMX)
    panel = soup_of(answer).select_one(f"#{PartKind.GOALS}")
    assert "Indledende ord" in panel.text
