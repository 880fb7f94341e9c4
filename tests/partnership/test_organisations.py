"""One directory: found by any name, and successors act for those they took over."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnership.models import Organisation, Succession, User
from tests import factories

BEFORE, ON = date(2024, 8, 31), date(2024, 9, 1)


@pytest.fixture
def administration(db) -> Organisation:
    return factories.make_organisation("\u00d8konomiforvaltningen", short_name="\u00d8KF")


@dataclass
class Merger:
    """An organisation, the one that takes it over in September, and the latter's member."""

    old: Organisation
    new: Organisation
    member: User


@pytest.fixture
def merger(db) -> Merger:
    old, new = factories.make_organisation("Gammel"), factories.make_organisation("Ny")
    Succession.objects.create(predecessor=old, successor=new, on=ON)
    return Merger(old, new, factories.make_member(new, factories.make_partnership()))


@pytest.mark.parametrize(
    "text",
    [
        "\u00f8konomi",
        "oekonomi",
        "\u00d8KONOMI",
        "\u00f8kf",
        "oekf",
        "forvaltningen",
        "kf \u00f8konomi",
    ],
)
def test_search_finds_a_name_however_it_is_written(administration, text):
    assert administration in Organisation.objects.matching(text)


def test_search_wants_every_word(administration):
    assert not Organisation.objects.matching("\u00f8konomi skole").exists()


def test_search_for_nothing_finds_all(administration):
    assert administration in Organisation.objects.matching("  ")


def test_search_takes_no_sign_for_a_wildcard(administration):
    assert not Organisation.objects.matching("%").exists()


def test_an_alias_is_found_once_the_organisation_is_saved(administration):
    administration.aliases.create(name="\u00c5ens kontor")
    administration.save(update_fields=["name"])
    assert administration in Organisation.objects.matching("aaens kontor")


def test_a_new_name_is_found_at_once(administration):
    administration.name = "Finansforvaltningen"
    administration.save(update_fields=["name"])
    assert administration in Organisation.objects.matching("finans")


def test_the_directory_is_seen_by_whoever_logs_in(administration):
    assert administration in Organisation.objects.visible_to(factories.make_user())


def test_the_directory_is_not_seen_without_login(administration):
    assert not Organisation.objects.visible_to(AnonymousUser()).exists()


def test_before_the_day_a_successor_does_not_act(merger):
    assert set(Organisation.objects.acted_for_by(merger.member, on=BEFORE)) == {merger.new}


def test_from_the_day_a_successor_acts(merger):
    assert set(Organisation.objects.acted_for_by(merger.member, on=ON)) == {merger.old, merger.new}


def test_a_successor_acts_for_those_before_its_predecessor(merger):
    oldest = factories.make_organisation()
    Succession.objects.create(predecessor=oldest, successor=merger.old, on=BEFORE)
    assert oldest in Organisation.objects.acted_for_by(merger.member, on=ON)


def test_a_predecessor_does_not_act_for_its_successor(merger):
    member = factories.make_member(merger.old, factories.make_partnership())
    assert set(Organisation.objects.acted_for_by(member, on=ON)) == {merger.old}


def test_organisations_that_succeed_each_other_in_a_ring_come_to_an_end(merger):
    Succession.objects.create(predecessor=merger.new, successor=merger.old, on=ON)
    assert set(Organisation.objects.acted_for_by(merger.member, on=ON)) == {merger.old, merger.new}


@pytest.mark.parametrize(
    ("dates", "acts"),
    [
        ({}, True),
        ({"starts_on": ON}, True),
        ({"ends_on": ON}, True),
        ({"ends_on": BEFORE}, False),
        ({"starts_on": date(2024, 9, 2)}, False),
    ],
)
def test_a_membership_counts_from_its_first_to_its_last_day(db, dates, acts):
    organisation = factories.make_organisation()
    member = factories.make_member(organisation, factories.make_partnership(), **dates)
    assert Organisation.objects.acted_for_by(member, on=ON).exists() == acts
