"""The pages on which the directory of organisations is kept."""

import pytest
from django.urls import reverse

from partnership.choices import Role
from partnership.models import Organisation, Succession
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, messages_of, soup_of, summary_of
from tests.pages.matrix import route_named
from tests.pages.test_permissions import url_of
from tests.pages.world import footprint
from tests.partnership.test_directory import ON, edit

NEW = {"name": "Den nye klub", "kind": "association"}
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def url(here) -> str:
    """Where the organisation of the place is edited."""
    return url_of(route_named("organisation_edit"), here)


def page_of(client, organisation: Organisation):
    return client.get(reverse("organisation", args=[organisation.uuid]))


def test_everything_known_can_be_written_and_is_shown(here, url, secretariat):
    parent, new = factories.make_organisation("Storklub"), factories.make_organisation("Efterklub")
    typed = {
        "name": "  Klubben   på hjørnet ",
        "short_name": "KPH",
        "kind": "company",
        "parent": parent.pk,
        "cvr": "12345678",
        "ean": "1234567890123",
        "alias_names": "Hjørnet\r\n\r\n Klubben \r\nHjørnet",
        "successor": new.pk,
        "succeeded_on": "1. september 2024",
    }
    answer = secretariat.post(url, fields_of(secretariat.get(url)) | typed, follow=True)
    assert messages_of(answer) == ["Organisationen er gemt."]
    page = soup_of(answer)
    assert page.h1.text == "Klubben på hjørnet"
    facts = page.select_one(".facts").get_text(" ", strip=True)
    for words in ("KPH", "Hjørnet, Klubben", "Storklub", "12345678", "1234567890123"):
        assert words in facts
    assert "Efterklub , 1. september 2024" in facts
    again = fields_of(secretariat.get(url))
    assert again["alias_names"] == "Hjørnet\r\nKlubben"
    assert again["succeeded_on"] == "01.09.2024"


def test_opening_and_saving_writes_nothing(here, url, secretariat):
    before = footprint()
    assert secretariat.post(url, fields_of(secretariat.get(url))).status_code == 302
    assert footprint() == before


def test_a_new_organisation_is_found_by_its_other_names(here, secretariat):
    url = reverse("organisation_add")
    typed = fields_of(secretariat.get(url)) | NEW | {"alias_names": "Gårdklubben"}
    answer = secretariat.post(url, typed, follow=True)
    assert messages_of(answer) == ["Organisationen er tilføjet."]
    found = secretariat.get(reverse("organisations"), {"q": "gaardklub"})
    assert "Den nye klub" in main_text(found)


def test_a_new_organisation_sent_twice_is_added_once(here, secretariat):
    url = reverse("organisation_add")
    sent = fields_of(secretariat.get(url)) | NEW
    assert [secretariat.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Organisation.objects.filter(name=NEW["name"]).count() == 1


BAD = [
    ("name", ""),
    ("name", "x" * 201),
    ("name", "Huset"),
    ("name", "a\x00b"),
    ("short_name", "x" * 61),
    ("kind", "nonsense"),
    ("kind", ""),
    ("parent", "999999"),
    ("parent", "x"),
    ("cvr", "1234"),
    ("cvr", "abcdefgh"),
    ("ean", "123456789012"),
    ("alias_names", "x" * 201),
    ("alias_names", "\n".join(f"Navn {number}" for number in range(51))),
    ("successor", "999999"),
    ("succeeded_on", "i går"),
    ("succeeded_on", "1.9.2024"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
@pytest.mark.parametrize("name", ["organisation_edit", "organisation_add"])
def test_what_cannot_be_kept_is_refused_beside_its_field(here, secretariat, name, field, value):
    url = url_of(route_named(name), here)
    sent = fields_of(secretariat.get(url)) | NEW | {"short_name": "Skrevet"} | {field: value}
    before = footprint()
    answer = secretariat.post(url, sent)
    assert answer.status_code == 422
    at = "successor" if value == "1.9.2024" else field
    assert error_at(answer, at)
    assert summary_of(answer).select(f"a[href='#id_{at}']")
    if field != "short_name":
        assert fields_of(answer)["short_name"] == "Skrevet"
    assert footprint() == before


def test_a_successor_needs_its_date(here, url, secretariat):
    new = factories.make_organisation()
    answer = secretariat.post(url, fields_of(secretariat.get(url)) | {"successor": new.pk})
    assert error_at(answer, "succeeded_on")
    assert not Succession.objects.exists()


@pytest.mark.parametrize("field", ["parent", "successor"])
def test_an_organisation_is_not_offered_to_itself(here, url, secretariat, field):
    page = soup_of(secretariat.get(url))
    values = [option["value"] for option in page.select(f"#id_{field} option")]
    assert str(here.organisation.pk) not in values
    assert len(values) > 1


def test_a_ring_of_parts_is_refused_beside_the_field(here, url, secretariat):
    part = factories.make_organisation("Del", parent=here.organisation)
    answer = secretariat.post(url, fields_of(secretariat.get(url)) | {"parent": part.pk})
    assert answer.status_code == 422
    assert "en del af sig selv" in error_at(answer, "parent")


def test_a_ring_of_successors_is_refused_beside_the_field(here, url, secretariat):
    old = factories.make_organisation("Gammel")
    Succession.objects.create(predecessor=old, successor=here.organisation, on="2024-01-01")
    sent = {"successor": old.pk, "succeeded_on": "1.9.2024"}
    answer = secretariat.post(url, fields_of(secretariat.get(url)) | sent)
    assert answer.status_code == 422
    assert "efterfølge sig selv" in error_at(answer, "successor")


# Two at once


def test_a_stale_save_shows_both_texts(here, url, cast, secretariat):
    sent = fields_of(secretariat.get(url)) | {"alias_names": "Mit", "short_name": "MIT"}
    new = factories.make_organisation("Efterklub")
    edit(
        here.organisation,
        cast.outsider,
        alias_names="Deres",
        successor=new,
        succeeded_on=ON,
    )
    answer = secretariat.post(url, sent)
    assert answer.status_code == 409
    box = soup_of(answer).select_one(".conflict").get_text(" ", strip=True)
    for words in ("Deres", "Mit", "MIT", "Efterklub", cast.outsider.name):
        assert words in box
    assert fields_of(answer)["alias_names"] == "Mit"
    here.organisation.refresh_from_db()
    assert here.organisation.alias_names == "Deres"


@pytest.mark.parametrize(
    ("choice", "names"), [("mine", {"Mit"}), ("theirs", {"Deres"}), ("union", {"Deres"})]
)
def test_one_chooses_which_text_is_to_stand(here, url, cast, secretariat, choice, names):
    sent = fields_of(secretariat.get(url)) | {"alias_names": "Mit"}
    edit(here.organisation, cast.outsider, alias_names="Deres")
    refused = fields_of(secretariat.post(url, sent))
    answer = secretariat.post(url, refused | {"resolve": choice, "against": "2"})
    assert set(here.organisation.aliases.values_list("name", flat=True)) == names
    if choice == "union":
        both = fields_of(answer)
        assert set(both["alias_names"].split()) == {"Mit", "Deres"}
        assert secretariat.post(url, both).status_code == 302
        assert here.organisation.aliases.count() == 2


def test_what_one_left_empty_and_the_other_filled_in_is_in_the_union(here, url, cast, secretariat):
    sent = fields_of(secretariat.get(url)) | {"short_name": "MIT", "ean": "1234567890123"}
    new = factories.make_organisation("Efterklub")
    theirs = {"cvr": "12345678", "parent": new, "successor": new, "succeeded_on": ON}
    edit(here.organisation, cast.outsider, **theirs)
    refused = fields_of(secretariat.post(url, sent))
    both = fields_of(secretariat.post(url, refused | {"resolve": "union", "against": "2"}))
    assert secretariat.post(url, both).status_code == 302
    kept = Organisation.objects.get(pk=here.organisation.pk)
    assert (kept.short_name, kept.ean, kept.cvr) == ("MIT", "1234567890123", "12345678")
    assert (kept.parent, kept.successor, kept.succeeded_on) == (new, new, ON)


def test_it_saves_itself_while_somebody_types(here, url, secretariat):
    sent = fields_of(secretariat.get(url))
    answer = secretariat.post(url, sent | {"alias_names": "Huset bag"}, headers=AUTOSAVE)
    assert answer.json()["state"] == "saved"
    refused = secretariat.post(url, sent | {"cvr": "12"}, headers=AUTOSAVE)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["id_cvr"])


@pytest.mark.parametrize("name", ["organisation_add", "contact_add"])
def test_what_is_new_does_not_save_itself(here, secretariat, name):
    page = soup_of(secretariat.get(url_of(route_named(name), here)))
    assert not page.select("form[data-autosave]")


# Who may


def test_an_administrator_keeps_the_directory(here, url, cast, log_in):
    person = factories.make_user(role=Role.ADMINISTRATOR, partnership=cast.partnership)
    client = log_in(person)
    assert client.get(url).status_code == 200
    assert soup_of(client.get(reverse("organisations"))).select("a[href$='/new/']")


def test_others_see_no_way_to_change_it(here, cast, log_in):
    client = log_in(cast.lead)
    page = soup_of(page_of(client, here.organisation))
    assert not page.select("main form, main a[href$='/edit/'], main .row-actions")
    assert "Kun sekretariater" in page.main.text
    assert not soup_of(client.get(reverse("organisations"))).select("main a[href$='/new/']")
