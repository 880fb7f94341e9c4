"""Every address, method and role gets the status that the matrix says."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.choices import PlanState
from activities.models import Activity, Source
from budgets.models import BudgetLine
from budgets.services.lines import add_note
from partnership.models import AuditEntry, Body, Presence, Stretch, TheoryItem
from tests import factories
from tests.pages import inquiry_matrix
from tests.pages.html import error_at, fields_of, main_text, summary_of
from tests.pages.matrix import (
    BY_LINK,
    FORMS,
    MATRIX,
    METHODS,
    PUBLIC,
    ROLES,
    Route,
    expected,
    is_shared,
    names_in_address,
    route_named,
    url_names,
)
from tests.pages.world import Place, World, footprint, make_place, undone

by_label = pytest.mark.parametrize("route", MATRIX, ids=lambda route: route.label)
HTMX = {"HX-Request": "true"}
INSIDE = [route.label for route in MATRIX if route.policy["outsider"] == 404]


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    """The right to the file is asked about here, not the file."""
    monkeypatch.setattr("activities.registrations.render_pdf", lambda document: b"%PDF-")
    monkeypatch.setattr("budgets.memo.pdf_of", lambda html: b"%PDF-")
    monkeypatch.setattr("budgets.exports.changes.pdf_of", lambda html: b"%PDF-")


def url_of(route: Route, place: Place, **changed) -> str:
    return reverse(route.name, kwargs={**route.kwargs(place), **changed})


def clients(world: World) -> dict[str, Client]:
    found = {role: Client() for role in ROLES}
    for role, client in found.items():
        if person := world.people[role]:
            client.force_login(person)
    return found


def typed(route: Route, opened: HttpResponse, place: Place) -> dict[str, str]:
    """What the person would send: the form as it opened for them, and the change."""
    if not route.is_form:
        return route.data | route.read(place)
    fields = fields_of(opened) if opened.status_code == 200 else {"seen": "1"}
    return fields | route.data | route.read(place)


def test_every_address_is_in_the_matrix_or_public():
    known = {route.name for route in (*MATRIX, *inquiry_matrix.MATRIX)}
    assert known | PUBLIC | BY_LINK == url_names()


@by_label
def test_each_role_and_method_gets_its_status(route, world):
    before = footprint()
    wrong = [
        f"{role} {fault}"
        for role, client in clients(world).items()
        for fault in faults(route, role, client, world)
    ]
    assert not wrong, "\n".join(wrong)
    assert footprint() == before


def faults(route: Route, role: str, client: Client, world: World) -> Iterator[str]:
    """What is wrong with the answers that the role gets."""
    url, already = url_of(route, world.here), written()
    sent: dict[str, str] = {}
    for method, htmx in cases(route, role):
        case = f"{method}{' htmx' if htmx else ''}"
        with undone():
            answer = ask(client, method, url, sent, htmx=htmx)
            wrote = written() != already
        if case == "GET":
            sent = typed(route, answer, world.here)
        if answer.status_code != (status := expected(route, role, method, htmx=htmx)):
            yield f"{case}: {answer.status_code} instead of {status}"
        writes = method in route.methods and (method == "POST" or route.noted)
        if wrote != (route.policy[role] == 200 and writes):
            yield f"{case}: {'wrote' if wrote else 'wrote nothing'}"
        if answer.status_code == 403 and not says_once(answer, reason_for(route, role, world)):
            yield f"{case}: does not say why, once"


def says_once(answer: HttpResponse, reason: str) -> bool:
    return bool(reason) and main_text(answer).count(reason) == 1


def written() -> tuple[int, ...]:
    """What every act leaves: a line of the log, a save in the history, or a presence."""
    saves = Stretch.objects.aggregate(saves=Sum("saves"))["saves"] or 0
    return AuditEntry.objects.count(), saves, Presence.objects.count()


def cases(route: Route, role: str) -> list[tuple[str, bool]]:
    """Each method, GET first; with htmx too where that gets a panel, or the login instead."""
    asked = [(method, False) for method in METHODS]
    if route.fragment or role == "anonymous":
        asked += [("GET", True), ("POST", True)]
    return asked


def ask(client: Client, method: str, url: str, sent: dict[str, str], *, htmx: bool):
    headers = HTMX if htmx else {}
    if method == "POST":
        return client.post(url, sent, headers=headers)
    return client.generic(method, url, headers=headers)


def reason_for(route: Route, role: str, world: World) -> str:
    """The rule's own words, which the page must show."""
    return str(route.reason(world.people[role], world.here).reason) if route.reason else ""


# Ids of another partnership


def swaps() -> list[tuple[str, str]]:
    """Each route with each id in its address, to be taken from elsewhere."""
    # A year, a kind and a number are no ids; the directory of organisations is one for all.
    return [
        (route.label, name)
        for route in MATRIX
        if not is_shared(route)
        for name in names_in_address(route.name)
        if name not in {"year", "cell_year", "kind", "number"}
    ]


@pytest.mark.parametrize(("label", "swapped"), swaps())
def test_an_id_of_another_partnership_is_not_found(label, swapped, world, secretariat):
    route = route_named(label)
    theirs = route.kwargs(world.elsewhere)[swapped]
    url = url_of(route, world.here, **{swapped: theirs})
    before = footprint()
    for method in route.methods:
        answer = ask(secretariat, method, url, {"seen": "1", **route.data}, htmx=False)
        assert answer.status_code == 404, method
    assert footprint() == before


@pytest.mark.parametrize("label", INSIDE)
def test_all_of_another_partnership_is_not_found(label, world, secretariat):
    route = route_named(label)
    answer = ask(
        secretariat, route.methods[0], url_of(route, world.elsewhere), route.data, htmx=True
    )
    assert answer.status_code == 404


def test_a_year_that_only_another_partnership_has_is_not_found(world, secretariat):
    elsewhere = world.elsewhere.plan
    factories.make_plan(elsewhere.partnership, 2023, agreement=elsewhere.agreement)
    for name in ("plan", "economy", "front_matter", "theory_of_change", "plan_preview"):
        url = url_of(route_named(name), world.here, year=2023)
        assert secretariat.get(url).status_code == 404, name


@pytest.mark.parametrize("kind", ["deliverables", "nonsense", "targets"])
def test_a_row_under_another_kind_is_not_found(kind, here, secretariat):
    url = reverse("row_edit", args=[kind, here.rows["goals"].uuid])
    assert secretariat.get(url).status_code == 404


@pytest.mark.parametrize("label", ["line_edit", "note_edit", "note_remove"])
def test_own_chapter_does_not_open_a_neighbour_chapters_money(label, here, cast, secretariat):
    """Both are in the same plan; the line still belongs under its own chapter."""
    route = route_named(label)
    url = url_of(route, here, chapter=cast.other_chapter.uuid)
    assert ask(secretariat, route.methods[-1], url, route.data, htmx=False).status_code == 404


def test_a_lead_cannot_reach_a_neighbours_line_through_the_own_chapter(here, cast, log_in):
    line = factories.make_line(cast.other_chapter, {2024: 1_000})
    url = reverse("line_edit", args=[here.chapter.uuid, line.uuid])
    assert log_in(cast.lead).get(url).status_code == 404


def test_a_line_and_a_theory_item_of_the_next_agreement_are_not_found(here, secretariat):
    """An agreement's money and theory are edited from its own plans."""
    following = factories.make_agreement(here.plan.partnership, 2025, 2028)
    line = BudgetLine.objects.create(
        agreement=following, activity=here.chapter.activity, label="Senere"
    )
    item = TheoryItem.objects.create(agreement=following, column="effort", text="Senere")
    own = {"slug": here.plan.partnership.slug, "year": here.plan.year}
    for url in (
        reverse("line_edit", args=[here.chapter.uuid, line.uuid]),
        reverse("theory_item_edit", kwargs={**own, "uuid": item.uuid}),
    ):
        assert secretariat.get(url).status_code == 404


@pytest.mark.parametrize("label", [route.label for route in FORMS])
def test_an_id_that_nobody_has_is_not_found(label, here, secretariat):
    route = route_named(label)
    names = [name for name in ("uuid", "chapter") if name in route.kwargs(here)]
    for name in names:
        url = url_of(route, here, **{name: "00000000-0000-4000-8000-000000000000"})
        assert secretariat.get(url).status_code == 404


# Ids of another partnership in the fields of a form


def refused_choice(client: Client, url: str, field: str, sent: dict[str, str]) -> None:
    before = footprint()
    answer = client.post(url, {"seen": "1", **sent})
    assert answer.status_code == 422
    assert error_at(answer, field)
    assert summary_of(answer).select_one(f"a[href='#id_{field}']")
    assert footprint() == before


def test_a_body_of_another_partnership_is_refused(world, secretariat):
    body = Body.objects.get(partnership=world.elsewhere.plan.partnership, kind="steering_group")
    for label in ("row_edit:responsibilities", "row_add:responsibilities"):
        url = url_of(route_named(label), world.here)
        refused_choice(secretariat, url, "body", {"role": "lead", "body": str(body.pk)})


def test_the_choice_of_bodies_is_our_own(world, secretariat):
    url = url_of(route_named("row_add:responsibilities"), world.here)
    form = secretariat.get(url).context["page"].opened.form
    assert {body.partnership for body in form.fields["body"].queryset} == {
        world.here.plan.partnership
    }


@pytest.mark.parametrize("owner", ["elsewhere", "neighbour"])
def test_a_note_on_a_line_of_another_table_is_refused(owner, world, cast, secretariat):
    line = world.elsewhere.line if owner == "elsewhere" else factories.make_line(cast.other_chapter)
    for label in ("note_add", "note_edit"):
        url = url_of(route_named(label), world.here)
        sent = {"scope": "row", "line": str(line.pk), "text": "Note"}
        refused_choice(secretariat, url, "line", sent)


@pytest.mark.parametrize("field", ["administrator", "funder"])
def test_an_organisation_that_is_not_there_is_refused(field, here, secretariat):
    url = url_of(route_named("line_add"), here)
    refused_choice(secretariat, url, field, {"label": "L", "category": "rent", field: "999999"})


def test_a_plan_list_filtered_by_another_partnership_shows_an_error(world, secretariat):
    foreign = world.elsewhere.plan.partnership
    answer = secretariat.get(reverse("plans"), {"partnership": foreign.pk})
    assert error_at(answer, "partnership")
    assert b"<table" not in answer.content


def test_a_reference_to_another_partnerships_source_tells_nothing(world, secretariat):
    """An id may be pasted into a text; what it names elsewhere stays unseen."""
    theirs = world.elsewhere
    Source.objects.filter(pk=theirs.source.pk).update(title="Fortrolig rapport")
    Activity.objects.filter(pk=theirs.chapter.activity_id).update(name="Fortrolig indsats")
    body = "".join(
        f'<p>Se <span data-ref="{uuid}"></span></p>'
        for uuid in (theirs.source.uuid, theirs.chapter.activity.uuid)
    )
    url = url_of(route_named("section_edit"), world.here)
    page = secretariat.post(url, {"seen": "1", "body": body}, follow=True)
    preview = secretariat.get(url_of(route_named("plan_preview"), world.here))
    opened = secretariat.get(url)
    for answer in (page, preview, opened):
        assert answer.status_code == 200
        assert "Fortrolig" not in answer.content.decode()


# The plan's state closes texts and money


TEXTS = {"section_edit", "part_edit", "row_edit:goals", "row_add:goals", "target_edit"}
HEADINGS = {"heading_edit", "plan_section_edit", "theory_item_edit"}
MONEY = {"line_add", "line_edit", "line_transfer", "note_add", "note_edit"}
OPEN = {
    PlanState.DRAFT: TEXTS | HEADINGS | MONEY,
    PlanState.HEARING: TEXTS | HEADINGS | MONEY,
    # Amounts alone.
    PlanState.RECOMMENDED: {"line_edit"},
    PlanState.APPROVED: set(),
    # Words, and what others pay.
    PlanState.REVISION: TEXTS | HEADINGS | MONEY,
    PlanState.CLOSED: set(),
}


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("role", ["secretariat", "lead"])
def test_each_state_opens_what_it_opens(state, role, here, world, log_in):
    here.plan.state = state
    here.plan.save(update_fields=["state"])
    client = log_in(world.people[role])
    asked = TEXTS | MONEY | (HEADINGS if role == "secretariat" else set())
    opened = {
        label for label in asked if client.get(url_of(route_named(label), here)).status_code == 200
    }
    assert opened == OPEN[state] & asked


@pytest.mark.parametrize("state", PlanState)
def test_a_decider_corrects_closed_years_in_every_state(state, here, cast, log_in):
    here.plan.state = state
    here.plan.save(update_fields=["state"])
    form = log_in(cast.decider).get(url_of(route_named("line_edit"), here))
    names = fields_of(form)
    assert {name for name in names if name.startswith("amount_")} == {
        "amount_2021",
        "amount_2022",
        "amount_2023",
    }


def test_a_lead_who_has_left_loses_the_chapter(here, cast, log_in):
    membership = cast.lead.memberships.get()
    membership.ends_on = timezone.localdate() - timedelta(days=1)
    membership.save()
    assert log_in(cast.lead).get(url_of(route_named("section_edit"), here)).status_code == 403


def test_a_note_of_a_neighbour_cannot_be_removed(here, cast, secretariat):
    agreement = here.plan.agreement
    note = add_note(
        agreement, cast.other_chapter.activity, by=cast.secretariat, scope="table", text="Deres"
    )
    url = reverse("note_remove", args=[here.chapter.uuid, note.uuid])
    assert secretariat.post(url, {"seen": "1"}).status_code == 404


def test_a_chapter_without_text_has_no_page(here, cast, secretariat):
    """Money only: it stands in the economy and nowhere else."""
    chapter = factories.make_chapter(here.plan, title="Sekretariat", money_only=True)
    urls = [
        reverse("chapter", args=[here.plan.partnership.slug, 2024, chapter.activity.slug]),
        reverse("heading_edit", args=[chapter.uuid]),
        reverse("line_add", args=[chapter.uuid]),
    ]
    assert [secretariat.get(url).status_code for url in urls] == [404, 404, 404]


def test_two_places_share_no_id(cast):
    """The world is what the tests above take it for."""
    here = make_place(cast.plan, cast.chapter, cast.secretariat)
    elsewhere = make_place(cast.outside_plan, cast.outside_chapter, cast.outsider)
    for route in MATRIX:
        for name, value in route.kwargs(here).items():
            if name not in {"year", "cell_year", "kind", "number"}:
                assert value != route.kwargs(elsewhere)[name], (route.label, name)
