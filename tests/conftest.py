"""The fixed cast, and what makes every test strict."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, connections
from django.test import override_settings

from activities.models import Chapter, SafetyPlan
from partnership import guards
from partnership.choices import Role
from partnership.models import Organisation, Partnership, Unit, User
from tests import factories
from tests.remembered import Remembered


@dataclass
class Cast:
    """One plan with two chapters, another partnership, and everybody around them."""

    partnership: Partnership
    plan: SafetyPlan
    chapter: Chapter
    other_chapter: Chapter
    organisation: Organisation
    secretariat: User
    lead: User
    other_lead: User
    working_group: User
    steering_group: User
    decider: User
    reader: User
    drafter: User
    outsider: User
    outside_plan: SafetyPlan
    outside_chapter: Chapter


#: The matrices of roles.
MATRICES = {"test_permissions.py", "test_inquiry_permissions.py"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database is run; the rest is the same on SQLite.

    So are the matrices of roles: their rules are asked in Python, and they take minutes.
    And so is what is marked to be asked once. What is PostgreSQL's own is asked there alone.
    """
    is_postgresql = connection.vendor == "postgresql"
    left_out = [item for item in items if (_same(item) if is_postgresql else _postgresqls(item))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _same(item: pytest.Item) -> bool:
    """Whether the test is asked on SQLite alone."""
    return bool(item.path.name in MATRICES or item.get_closest_marker("once") or not _asks(item))


def _postgresqls(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is not None


def _asks(item: pytest.Item) -> bool:
    """Whether the test asks a database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


def make_cast() -> Cast:
    plan = factories.make_plan(factories.make_partnership("tingbjerg"))
    outside = factories.make_plan(factories.make_partnership("elsewhere"))
    organisation = factories.make_organisation("Haven")
    other = factories.make_organisation("Huset")
    here = plan.partnership
    unit = Unit.objects.create(name="KFF", short_name="KFF", organisation=other)
    return Cast(
        partnership=here,
        plan=plan,
        chapter=factories.make_chapter(plan, lead=organisation, title="Haven"),
        other_chapter=factories.make_chapter(plan, lead=other, title="Huset"),
        organisation=organisation,
        secretariat=factories.make_user("Sanne", role=Role.SECRETARIAT, partnership=here),
        lead=factories.make_member(organisation, here),
        other_lead=factories.make_member(other, here),
        working_group=factories.make_user(role=Role.WORKING_GROUP, partnership=here),
        steering_group=factories.make_user(role=Role.STEERING_GROUP, partnership=here),
        decider=factories.make_user(role=Role.DECIDER, partnership=here),
        reader=factories.make_user(role=Role.READER, partnership=here),
        drafter=factories.make_user(role=Role.DRAFTER, unit=unit),
        outsider=factories.make_user(role=Role.SECRETARIAT, partnership=outside.partnership),
        outside_plan=outside,
        outside_chapter=factories.make_chapter(outside, title="Elsewhere"),
    )


remembered_cast = Remembered(make_cast)


@pytest.fixture
def cast(db, request) -> Cast:
    # A world is made round a cast, and remembered with it.
    if "world" in request.fixturenames:
        return request.getfixturevalue("world").cast
    return remembered_cast()


def load_demo() -> SafetyPlan:
    with override_settings(DEBUG=True):
        call_command("load_demo", verbosity=0)
    return SafetyPlan.objects.get(partnership__slug="tingbjerg-husum", year=2024)


remembered_demo = Remembered(load_demo)


@pytest.fixture
def demo_plan(db) -> SafetyPlan:
    """The demo's plan, with all that the demo loads."""
    return remembered_demo()


@pytest.fixture
def log_in(client):
    """Log the test client in as a person, and give the client back."""

    def as_user(user: User):
        client.force_login(user)
        return client

    return as_user


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Real hashing takes a quarter of a second a person."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _flush_may_empty_guarded_tables(monkeypatch):
    """Only the flush between transactional tests empties append-only tables.

    The guards are put back by the post_migrate signal that the flush sends.
    """
    original = flush.Command.handle

    def handle(self, **options):
        guards.remove(connections[options["database"]])
        return original(self, **options)

    monkeypatch.setattr(flush.Command, "handle", handle)
