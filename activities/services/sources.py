"""Keeping the register of sources.

Each function raises `SourceExists` when the register has the work already,
and `StaleVersion` when somebody saved since.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import Source
from activities.services.citations import is_cited
from activities.services.texts import save_text
from partnership.models import Partnership, User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, new_identity, save_version

#: What makes two rows the same work.
WORK = ("author", "title", "year")


class SourceExists(Exception):
    """The register has the work already, perhaps among those removed: `source`."""

    def __init__(self, source: Source) -> None:
        super().__init__(str(source))
        self.source = source


class SourceCited(Exception):
    """A source that a text cites is not removed."""


def add_source(
    partnership: Partnership,
    *,
    by: User | None,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    **values: Any,
) -> Source:
    """Add a work. `uuid` is the identity that the open form gave it: sent again, it is saved."""
    if uuid and (made := partnership.sources.standing().filter(uuid=uuid).first()):
        return edit_source(made, seen=seen, by=by, **values)
    identity = new_identity(Source, uuid)
    with _once(partnership, values):
        source = Source.objects.create(partnership=partnership, changed_by=by, **identity, **values)
        record("activities.source.add", by=by, on=source, partnership=partnership)
    return source


def edit_source(source: Source, *, seen: Seen | int, by: User | None, **values: Any) -> Source:
    """Save what is printed of a work; the same values write nothing."""
    with _once(source.partnership, values):
        action = "activities.source.edit"
        return save_text(source, of=source, action=action, seen=seen, by=by, **values)


@transaction.atomic
def remove_source(source: Source, *, seen: Seen | int, by: User | None) -> Source:
    """Take a work out of the register; it is kept. Raises `SourceCited`."""
    history.writing(source, by=by)
    if is_cited(source):
        raise SourceCited
    saved = save_version(source, seen=seen, by=by, removed_at=timezone.now())
    record("activities.source.remove", by=by, on=saved, partnership=source.partnership)
    return saved


@transaction.atomic
def restore_source(source: Source, *, by: User | None) -> Source:
    """Put a removed work back in the register."""
    history.writing(source, by=by)
    saved = save_version(source, seen=source.version, by=by, removed_at=None)
    record("activities.source.restore", by=by, on=saved, partnership=source.partnership)
    return saved


@contextmanager
def _once(partnership: Partnership, values: dict[str, Any]) -> Iterator[None]:
    """Let the database tell whether the work is there, so that two at once cannot add it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        work = {name: values[name] for name in WORK}
        if twin := partnership.sources.filter(**work).first():
            raise SourceExists(twin) from None
        raise
