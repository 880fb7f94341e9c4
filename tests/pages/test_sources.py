"""The pages of the register of sources."""

import pytest
from django.urls import reverse

from activities.choices import PlanState, SectionKind
from activities.filters import SourceFilter
from activities.models import SafetyPlan, Section, Source
from activities.services.sources import edit_source, remove_source
from activities.tables import SourceTable
from partnership.sorting import sort_key
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, messages_of, soup_of, summary_of
from tests.pages.matrix import route_named
from tests.pages.test_pages import shown_columns
from tests.pages.test_permissions import url_of
from tests.pages.world import footprint

TYPED = {"author": "Åse Ås", "title": "Gårde og gader", "year": "2019"}


def make(here, **values) -> Source:
    return Source.objects.create(partnership=here.plan.partnership, **values)


def cite(here, *sources: Source) -> None:
    body = "".join(f'<p>Se <span data-ref="{source.uuid}"></span></p>' for source in sources)
    Section.objects.filter(chapter=here.chapter, kind=SectionKind.PURPOSE).update(body=body)


@pytest.fixture
def register(here) -> dict[str, Source]:
    """Sources whose order is another in every column."""
    found = {
        "a": make(here, author="Zebra", title="Beboere", year="2024"),
        "b": make(here, author="Ærø", title="Ålborg", year="2010"),
        "c": make(here, author="Aakjær", title="Anlæg", year="2015"),
    }
    cite(here, found["a"])
    other = factories.make_chapter(here.plan)
    body = "".join(f'<span data-ref="{found[key].uuid}"></span>' for key in "ab")
    Section.objects.filter(chapter=other, kind=SectionKind.OPENING).update(body=f"<p>{body}</p>")
    return found


def listed(client, here, **query):
    return shown_columns(client.get(url_of(route_named("sources"), here), query))


COMPARED = {"year": int, "citations": int}


@pytest.mark.parametrize("name", SourceTable.base_columns)
def test_every_column_sorts_both_ways(register, here, secretariat, name):
    key = COMPARED.get(name, sort_key)
    up, down = (listed(secretariat, here, sort=f"{sign}{name}")[name] for sign in ("", "-"))
    assert len(set(up)) > 1
    assert up == sorted(up, key=key)
    assert down == sorted(up, key=key, reverse=True)


FILTERED = {
    ("q", "aeroe"): {"Ålborg"},
    ("q", "zebra BEBOERE"): {"Beboere"},
    ("shown", "cited"): {"Beboere", "Ålborg"},
}


@pytest.mark.parametrize(("name", "value"), FILTERED)
def test_every_filter_filters(register, here, secretariat, name, value):
    assert set(listed(secretariat, here, **{name: value})["title"]) == FILTERED[(name, value)]
    assert name in SourceFilter.base_filters


def test_a_work_without_a_title_is_named_by_its_author(here, secretariat):
    source = make(here, author="Aner og Toft-Jensen", title="", year="2012")
    assert "Aner og Toft-Jensen 2012" in listed(secretariat, here)["title"]
    url = reverse("source_edit", args=[source.uuid])
    page = secretariat.get(url)
    assert soup_of(page).h1.text == "Aner og Toft-Jensen 2012"
    assert secretariat.post(url, fields_of(page) | {"year": "2013"}).status_code == 302


def test_those_removed_are_listed_when_asked_for(register, here, secretariat):
    removed = here.removed_source.title
    assert removed not in listed(secretariat, here)["title"]
    assert removed not in listed(secretariat, here, shown="uncited")["title"]
    assert listed(secretariat, here, shown="removed")["title"] == [removed]


def test_an_invalid_filter_shows_its_error_and_no_rows(register, here, secretariat):
    answer = secretariat.get(url_of(route_named("sources"), here), {"shown": "x"})
    assert error_at(answer, "shown")
    assert not soup_of(answer).select("table")


def test_a_source_tells_which_texts_cite_it(register, here, secretariat):
    page = soup_of(secretariat.get(reverse("source", args=[register["a"].uuid])))
    links = {link.text: link["href"] for link in page.select("#cited-in a")}
    plan = url_of(route_named("plan"), here)
    assert links["1. Haven"] == f"{plan}chapters/{here.chapter.activity.slug}/#sources"
    assert len(links) == 2
    assert not page.select("#cited-in form")


def test_a_section_of_the_front_matter_is_told_too(here, secretariat):
    source = make(here, **TYPED)
    section = here.plan_section
    type(section).objects.filter(pk=section.pk).update(
        body=f'<p><span data-ref="{source.uuid}"></span></p>'
    )
    page = soup_of(secretariat.get(reverse("source", args=[source.uuid])))
    [link] = page.select("#cited-in a")
    assert link["href"].endswith(f"front-matter/#section-{section.uuid}")


def test_a_new_source_can_be_cited_at_once(here, secretariat):
    url = url_of(route_named("source_add"), here)
    answer = secretariat.post(url, fields_of(secretariat.get(url)) | TYPED, follow=True)
    assert messages_of(answer) == ["Kilden er tilføjet."]
    source = Source.objects.get(**TYPED)
    form = secretariat.get(reverse("section_edit", args=[here.section.uuid]))
    assert soup_of(form).select(f"option[value='{source.uuid}']")


def test_a_removed_source_is_not_offered(here, secretariat):
    form = secretariat.get(reverse("section_edit", args=[here.section.uuid]))
    assert not soup_of(form).select(f"option[value='{here.removed_source.uuid}']")


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        ("source", "Kilden står allerede i kildefortegnelsen."),
        ("removed_source", "Kilden har stået i kildefortegnelsen og er fjernet."),
    ],
)
@pytest.mark.parametrize("address", ["source_add", "source_edit"])
def test_a_work_that_is_there_is_said_beside_the_title(here, secretariat, twin, words, address):
    source, twin = make(here, **TYPED), getattr(here, twin)
    url = (
        url_of(route_named("source_add"), here)
        if address == "source_add"
        else reverse("source_edit", args=[source.uuid])
    )
    work = {name: getattr(twin, name) for name in ("author", "title", "year")}
    sent = fields_of(secretariat.get(url)) | work | {"publisher": "Skrevet"}
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 422
    assert error_at(answer, "title").removeprefix("Fejl: ").startswith(words)
    assert soup_of(answer).select_one(
        f"main .callout a[href='{reverse('source', args=[twin.uuid])}']"
    )
    assert fields_of(answer)["publisher"] == "Skrevet"
    assert footprint() == before


def test_a_stale_save_shows_both_texts_and_mine_can_stand(here, cast, secretariat):
    source = here.source
    url = reverse("source_edit", args=[source.uuid])
    sent = fields_of(secretariat.get(url)) | {"publisher": "Mit"}
    values = {name: getattr(source, name) for name in ("author", "title", "year", "url")}
    edit_source(source, seen=1, by=cast.lead, **values, publisher="Deres")
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    box = soup_of(answer).select_one(".conflict").get_text(" ", strip=True)
    assert "Deres" in box
    assert "Mit" in box
    chosen = fields_of(answer) | {"against": "2", "resolve": "mine"}
    assert secretariat.post(url, chosen).status_code == 302
    source.refresh_from_db()
    assert source.publisher == "Mit"


def test_it_saves_itself_while_somebody_types(here, secretariat):
    url = reverse("source_edit", args=[here.source.uuid])
    sent = fields_of(secretariat.get(url)) | {"publisher": "Vive"}
    answer = secretariat.post(url, sent, headers={"X-Autosave": "1"})
    assert answer.json()["state"] == "saved"
    refused = secretariat.post(url, sent | {"author": ""}, headers={"X-Autosave": "1"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["id_author"])


def test_a_new_source_does_not_save_itself(here, secretariat):
    page = soup_of(secretariat.get(url_of(route_named("source_add"), here)))
    assert not page.select("form[data-autosave]")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", ""),
        ("author", "x" * 201),
        ("title", "x" * 301),
        ("year", "x" * 41),
        ("url", "javascript:alert(1)"),
        ("url", "ikke en adresse"),
        ("title", "a\x00b"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(here, secretariat, field, value):
    for url in (
        url_of(route_named("source_add"), here),
        reverse("source_edit", args=[here.source.uuid]),
    ):
        before = footprint()
        answer = secretariat.post(url, fields_of(secretariat.get(url)) | TYPED | {field: value})
        assert answer.status_code == 422
        assert error_at(answer, field)
        assert summary_of(answer).select(f"a[href='#id_{field}']")
        assert footprint() == before


def test_an_uncited_source_is_removed_and_put_back(here, secretariat):
    page = reverse("source", args=[here.source.uuid])
    answer = secretariat.post(f"{page}remove/", {"seen": "1"}, follow=True)
    assert "blev fjernet fra kildefortegnelsen" in main_text(answer)
    answer = secretariat.post(f"{page}restore/", follow=True)
    assert messages_of(answer) == ["Kilden står igen i kildefortegnelsen."]
    assert here.plan.partnership.sources.standing().filter(pk=here.source.pk).exists()


@pytest.mark.parametrize("seen", ["0", "7", "", "x"])
def test_from_an_older_version_it_is_not_removed(here, secretariat, seen):
    before = footprint()
    answer = secretariat.post(reverse("source_remove", args=[here.source.uuid]), {"seen": seen})
    assert answer.status_code == 409
    assert footprint() == before


def test_a_cited_source_is_not_removed(here, secretariat):
    cite(here, here.source)
    before = footprint()
    answer = secretariat.post(reverse("source_remove", args=[here.source.uuid]), {"seen": "1"})
    assert (answer.status_code, footprint()) == (409, before)
    assert messages_of(answer) == ["En kilde, som en tekst henviser til, kan ikke fjernes."]


def test_what_was_typed_of_a_removed_source_is_kept(here, cast, secretariat):
    url = reverse("source_edit", args=[here.source.uuid])
    sent = fields_of(secretariat.get(url)) | {"publisher": "Mit"}
    remove_source(here.source, seen=1, by=cast.lead)
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    assert fields_of(answer)["publisher"] == "Mit"
    assert secretariat.post(url, sent, headers={"X-Autosave": "1"}).status_code == 410
    assert not soup_of(secretariat.get(url)).select("form.part-form")


@pytest.mark.parametrize("state", [PlanState.RECOMMENDED, PlanState.CLOSED])
def test_who_writes_in_no_open_plan_does_not_keep_the_register(here, cast, log_in, state):
    SafetyPlan.objects.filter(pk=here.plan.pk).update(state=state)
    url = reverse("source_edit", args=[here.source.uuid])
    assert log_in(cast.lead).get(url).status_code == 403
    assert log_in(cast.secretariat).get(url).status_code == 200
