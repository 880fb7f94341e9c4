"""What follow-ups came from. Higher apps tell where their own things stand."""

from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from partnership.models import FollowUp, User
from partnership.registry import Registry

#: The addresses of those of the uuids that are the app's own and that the person may see.
OriginSource = Callable[[User, Collection[UUID]], Mapping[UUID, str]]

origin_sources: Registry[OriginSource] = Registry("what follow-ups came from")


def origins_of(follow_ups: Iterable[FollowUp], user: User) -> dict[UUID | None, str]:
    """Where the person may see what the follow-ups came from, by its uuid."""
    asked = {row.origin_uuid for row in follow_ups if row.origin_uuid}
    return {uuid: url for find in origin_sources for uuid, url in find(user, asked).items()}
