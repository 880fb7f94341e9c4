"""The contact persons on an organisation's page."""

import pytest
from django.urls import reverse

from partnership.services.contact_persons import edit_contact_person, remove_contact_person
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, soup_of
from tests.pages.matrix import route_named
from tests.pages.test_permissions import url_of
from tests.pages.world import footprint


@pytest.fixture
def contact_url(here) -> str:
    return url_of(route_named("contact_edit"), here)


def test_a_contact_person_is_added_changed_and_removed(here, secretariat):
    organisation = factories.make_organisation("Klubben")
    add = reverse("contact_add", args=[organisation.uuid])
    typed = {"name": "Kim Kontakt", "title": "leder", "email": "kim@example.dk", "phone": "1234"}
    answer = secretariat.post(add, fields_of(secretariat.get(add)) | typed, follow=True)
    row = soup_of(answer).select_one("#contacts .row-item").get_text(" ", strip=True)
    assert "Kim Kontakt, leder" in row
    assert "kim@example.dk" in row
    change = soup_of(answer).select_one("#contacts .row-actions a")["href"]
    sent = fields_of(secretariat.get(change)) | {"phone": "5678"}
    answer = secretariat.post(change, sent, follow=True)
    assert "5678" in main_text(answer)
    remove = soup_of(answer).select_one("#contacts .row-actions form")
    answer = secretariat.post(remove["action"], {"seen": "2"}, follow=True)
    assert not soup_of(answer).select("#contacts .row-item")
    back = soup_of(answer).select_one("#contacts .part__foot form")
    assert back.button.text == "Fortryd fjernelsen af: Kim Kontakt"
    answer = secretariat.post(back["action"], follow=True)
    assert "Kim Kontakt, leder" in main_text(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("title", "x" * 121),
        ("email", "ikke en adresse"),
        ("phone", "1" * 31),
    ],
)
@pytest.mark.parametrize("name", ["contact_edit", "contact_add"])
def test_a_contact_that_cannot_be_kept_is_refused(here, secretariat, name, field, value):
    url = url_of(route_named(name), here)
    sent = fields_of(secretariat.get(url)) | {"name": "Kim"} | {field: value}
    before = footprint()
    answer = secretariat.post(url, sent)
    assert (answer.status_code, footprint()) == (422, before)
    assert error_at(answer, field)


def test_a_stale_save_of_a_contact_shows_both(here, contact_url, cast, secretariat):
    sent = fields_of(secretariat.get(contact_url)) | {"phone": "1111"}
    values = {"name": "Kim", "title": "", "email": ""}
    edit_contact_person(here.contact, seen=1, by=cast.outsider, phone="2222", **values)
    answer = secretariat.post(contact_url, sent)
    assert answer.status_code == 409
    box = soup_of(answer).select_one(".conflict").get_text(" ", strip=True)
    assert "1111" in box
    assert "2222" in box


def test_what_was_typed_of_a_removed_contact_can_be_added_anew(
    here, contact_url, cast, secretariat
):
    sent = fields_of(secretariat.get(contact_url)) | {"name": "Kim", "phone": "1111"}
    remove_contact_person(here.contact, seen=1, by=cast.outsider)
    answer = secretariat.post(contact_url, sent)
    assert answer.status_code == 409
    form = soup_of(answer).select_one("form.part-form")
    assert form["action"] == url_of(route_named("contact_add"), here)
    assert secretariat.post(form["action"], fields_of(answer)).status_code == 302
    assert here.organisation.contact_persons.standing().filter(phone="1111").exists()


@pytest.mark.parametrize("seen", ["0", "7", "", "x"])
def test_from_an_older_version_a_contact_is_not_removed(here, secretariat, seen):
    before = footprint()
    url = url_of(route_named("contact_remove"), here)
    assert secretariat.post(url, {"seen": seen}).status_code == 409
    assert footprint() == before


@pytest.mark.parametrize("name", ["contact_edit", "contact_remove", "contact_restore"])
@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_contact_that_is_not_there_is_not_found(here, secretariat, name, pk):
    url = url_of(route_named(name), here, pk=pk)
    assert secretariat.post(url, {"seen": "1"}).status_code == 404


def test_a_contact_of_another_organisation_is_not_found(world, secretariat):
    for name in ("contact_edit", "contact_remove", "contact_restore"):
        url = url_of(route_named(name), world.here, pk=world.elsewhere.contact.pk)
        assert secretariat.post(url, {"seen": "1"}).status_code == 404
