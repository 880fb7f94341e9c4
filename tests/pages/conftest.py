"""The world the pages are asked for in."""

import pytest

from tests.pages.world import World, make_world


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    """Nobody's password is guarded here; a slow hash would only cost time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(_fast_passwords, cast) -> World:
    return make_world(cast)


@pytest.fixture
def here(world):
    """The place where the client below has a seat."""
    return world.here


@pytest.fixture
def secretariat(here, cast, client):
    """A client that may write everywhere in `here`."""
    client.force_login(cast.secretariat)
    return client
