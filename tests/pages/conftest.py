"""The world the pages are asked for in."""

import pytest

from tests.pages.world import World, make_world


@pytest.fixture
def world(cast) -> World:
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
