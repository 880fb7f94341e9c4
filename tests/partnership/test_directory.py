"""Keeping the directory: names that are found, no rings, one history an organisation."""

from datetime import date
from functools import partial

import pytest

from partnership.choices import Role
from partnership.forms import OrganisationForm
from partnership.history import item_kinds
from partnership.models import (
    AuditEntry,
    ContactPerson,
    Organisation,
    OrganisationAlias,
    Revision,
    Succession,
    User,
)
from partnership.permissions import may_edit_directory
from partnership.services import history
from partnership.services.contact_persons import (
    add_contact_person,
    edit_contact_person,
    remove_contact_person,
    restore_contact_person,
)
from partnership.services.organisations import (
    DirectoryRefused,
    add_organisation,
    edit_organisation,
)
from partnership.services.versions import StaleVersion
from tests import factories
from tests.partnership.threads import at_once

ON = date(2024, 9, 1)


@pytest.fixture
def person(db) -> User:
    return factories.make_user("Sanne")


@pytest.fixture
def club(db) -> Organisation:
    return factories.make_organisation("Klubben")


def as_kept(organisation: Organisation) -> dict:
    """What an open form would send unchanged."""
    form = OrganisationForm(instance=organisation)
    return {name: getattr(organisation, name) for name in form.edited}


def edit(organisation: Organisation, by: User | None, *, seen: int = 1, **changed) -> Organisation:
    values = as_kept(Organisation.objects.get(pk=organisation.pk)) | changed
    return edit_organisation(organisation, seen=seen, by=by, **values)


def contents(organisation: Organisation) -> list:
    history.settle(organisation)
    entries = Revision.objects.filter(subject_uuid=organisation.uuid).order_by("number")
    return [history.content_at(entry) for entry in entries]


# Organisations


def test_a_save_raises_the_version_and_tells_who(club, person):
    saved = edit(club, person, short_name="KLB")
    assert (saved.version, saved.changed_by, saved.short_name) == (2, person, "KLB")
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("partnership.organisation.edit", person)
    assert (entry.object_uuid, entry.partnership) == (club.uuid, None)


def test_the_same_values_write_nothing(club, person):
    saved = edit(club, person, alias_names="A\nB")
    logged = AuditEntry.objects.count()
    assert edit(saved, person, seen=2).version == 2
    assert AuditEntry.objects.count() == logged


def test_from_an_older_version_nothing_changes(club, person):
    edit(club, person, alias_names="Huset")
    with pytest.raises(StaleVersion) as raised:
        edit(club, factories.make_user(), alias_names="Haven", name="Andet")
    assert raised.value.current.changed_by == person
    club.refresh_from_db()
    assert (club.name, club.alias_names) == ("Klubben", "Huset")


def test_new_names_are_found_and_old_ones_are_not(club, person):
    edit(club, person, name="Ålborghuset", alias_names="Gården")
    edit(club, person, seen=2, alias_names="Laden")
    for words, found in (("aalborg", True), ("laden", True), ("gården", False), ("klub", False)):
        assert Organisation.objects.matching(words).filter(pk=club.pk).exists() == found, words


def test_a_new_name_has_a_new_place_in_the_list(club, person):
    factories.make_organisation("Midten")
    edit(club, person, name="Østre klub")
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Midten", "Østre klub"]


def test_an_alias_that_stays_keeps_its_row(club, person):
    edit(club, person, alias_names="Haven\nHuset")
    kept = club.aliases.get(name="Huset").pk
    edit(club, person, seen=2, alias_names="Gaarden\nHuset")
    assert club.aliases.get(name="Huset").pk == kept
    assert set(club.aliases.values_list("name", flat=True)) == {"Gaarden", "Huset"}


def test_a_name_stands_once(club, person):
    other = factories.make_organisation("Huset")
    with pytest.raises(DirectoryRefused) as raised:
        edit(other, person, name="Klubben")
    assert raised.value.field == "name"
    with pytest.raises(DirectoryRefused):
        add_organisation(by=person, name="Klubben", kind="company")
    assert Organisation.objects.count() == 2


def test_a_succession_is_made_changed_and_taken_back(club, person):
    first, second = factories.make_organisation("Ny"), factories.make_organisation("Nyere")
    edit(club, person, successor=first, succeeded_on=ON)
    assert Succession.objects.get().successor == first
    club = edit(club, person, seen=2, successor=second, succeeded_on=ON)
    assert Succession.objects.get().successor == second
    edit(club, person, seen=3, successor=None, succeeded_on=None)
    assert not Succession.objects.exists()


@pytest.mark.parametrize("steps", [1, 2])
def test_no_organisation_is_part_of_itself(club, person, steps):
    lowest = club
    for number in range(steps):
        lowest = factories.make_organisation(f"Del {number}", parent=lowest)
    with pytest.raises(DirectoryRefused) as raised:
        edit(club, person, parent=lowest)
    assert raised.value.field == "parent"
    club.refresh_from_db()
    assert (club.parent, club.version) == (None, 1)


@pytest.mark.parametrize("steps", [1, 2])
def test_no_organisation_succeeds_itself(club, person, steps):
    newest = club
    for number in range(steps):
        following = factories.make_organisation(f"Ny {number}")
        Succession.objects.create(predecessor=newest, successor=following, on=ON)
        newest = following
    with pytest.raises(DirectoryRefused) as raised:
        edit(newest, person, successor=club, succeeded_on=ON)
    assert raised.value.field == "successor"
    assert not Succession.objects.filter(predecessor=newest).exists()


def test_a_ring_that_stands_already_does_not_hold_others(club, person):
    one, two = factories.make_organisation("En"), factories.make_organisation("To")
    Organisation.objects.filter(pk=one.pk).update(parent=two)
    Organisation.objects.filter(pk=two.pk).update(parent=one)
    assert edit(club, person, parent=one).parent == one


def test_what_is_sent_again_is_added_once(person):
    identity = "8c6f1f0e-0f0a-4a7e-9c69-0d8f7b1a2c3d"
    values = {"name": "Klubben", "kind": "association", "alias_names": "Huset"}
    for _ in range(2):
        add_organisation(by=person, uuid=identity, **values)
    assert str(Organisation.objects.get().uuid) == identity
    assert OrganisationAlias.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_two_who_each_make_one_part_of_the_other_make_no_ring(transactional_db):
    one, two = factories.make_organisation("En"), factories.make_organisation("To")
    results = at_once(
        partial(edit, one, None, parent=two),
        partial(edit, two, None, parent=one),
    )
    assert sum(isinstance(result, DirectoryRefused) for result in results) == 1
    assert Organisation.objects.filter(parent__isnull=False).count() == 1


def test_of_saves_at_once_from_one_version_exactly_one_wins(transactional_db):
    club = factories.make_organisation("Klubben")
    names = ["Haven", "Huset", "Laden"]
    results = at_once(*(partial(edit, club, None, alias_names=name) for name in names))
    won = [result for result in results if isinstance(result, Organisation)]
    assert len(won) == 1
    assert sum(isinstance(result, StaleVersion) for result in results) == 2
    assert OrganisationAlias.objects.count() == 1


# Its history


def test_the_history_holds_all_that_is_known(club, person):
    new = factories.make_organisation("Den nye")
    edit(club, person, cvr="12345678", alias_names="Huset\nHaven", successor=new, succeeded_on=ON)
    add_contact_person(club, by=person, name="Kim", title="", email="kim@example.dk", phone="")
    before, after = contents(club)
    organisation, contact = after.items
    kind = item_kinds[organisation.kind]
    assert kind.in_words(organisation, "alias_names") == "Haven, Huset"
    assert kind.in_words(organisation, "succession") == "Den nye, 01.09.2024"
    assert kind.label("succession") == "Efterfølges af"
    assert (contact.fields["email"], contact.parent) == ("kim@example.dk", club.uuid)
    assert [item.fields["cvr"] for item in before.items] == [""]


def test_a_contact_person_is_the_same_through_the_history(club, person):
    values = {"name": "Kim", "title": "", "email": "", "phone": ""}
    kim = add_contact_person(club, by=person, **values)
    edit_contact_person(kim, seen=1, by=factories.make_user(), **values | {"phone": "12 34 56 78"})
    before, after = contents(club)[-2:]
    assert before.items[1].uuid == after.items[1].uuid == kim.uuid
    assert [content.items[1].fields["phone"] for content in (before, after)] == ["", "12 34 56 78"]


# Contact persons


@pytest.fixture
def kim(club) -> ContactPerson:
    return factories.make_contact(club, "Kim")


def test_the_very_same_person_is_added_once(club, person):
    values = {"name": "Kim", "title": "", "email": "", "phone": ""}
    assert add_contact_person(club, by=person, **values) == add_contact_person(
        club, by=person, **values
    )
    assert AuditEntry.objects.filter(action="partnership.contact_person.add").count() == 1


def test_a_stale_save_of_a_person_changes_nothing(kim, person):
    values = {"title": "", "email": "", "phone": ""}
    edit_contact_person(kim, seen=1, by=person, name="Kim K", **values)
    with pytest.raises(StaleVersion):
        edit_contact_person(kim, seen=1, by=person, name="Kim Z", **values)
    kim.refresh_from_db()
    assert (kim.name, kim.version) == ("Kim K", 2)


def test_a_persons_new_name_has_a_new_place(club, kim, person):
    factories.make_contact(club, "Lis")
    edit_contact_person(kim, seen=1, by=person, name="Åse", title="", email="", phone="")
    assert [row.name for row in club.contact_persons.standing()] == ["Lis", "Åse"]


def test_a_person_is_removed_and_put_back(club, kim, person):
    removed = remove_contact_person(kim, seen=1, by=person)
    assert not club.contact_persons.standing().exists()
    restore_contact_person(removed, by=person)
    assert club.contact_persons.standing().get() == kim
    actions = AuditEntry.objects.values_list("action", flat=True)[:2]
    assert list(actions) == [
        "partnership.contact_person.restore",
        "partnership.contact_person.remove",
    ]


def test_a_contact_does_not_disturb_who_edits_the_organisation(club, kim, person):
    edit_contact_person(kim, seen=1, by=person, name="Kim K", title="", email="", phone="")
    assert edit(club, factories.make_user(), cvr="12345678").version == 2


# Who may


@pytest.mark.parametrize("role", Role)
def test_secretariats_and_administrators_keep_the_directory(db, role):
    partnership = factories.make_partnership()
    if role in (Role.DRAFTER, Role.APPROVER):
        user = factories.make_user()
    else:
        user = factories.make_user(role=role, partnership=partnership)
    allowed = may_edit_directory(user)
    assert bool(allowed) == (role in (Role.SECRETARIAT, Role.ADMINISTRATOR))
    assert bool(allowed.reason) != bool(allowed)
