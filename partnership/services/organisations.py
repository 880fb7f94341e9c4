"""Keeping the directory of organisations.

Each function that saves raises `StaleVersion` when somebody saved since, and
`DirectoryRefused` for what cannot be. The same values write nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.models import Organisation, Succession, User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged


class DirectoryRefused(Exception):
    """What cannot be: the name of the field, and the words for the person."""

    def __init__(self, field: str, words: str | Promise) -> None:
        super().__init__(field, words)
        self.field, self.words = field, words


def add_organisation(
    *,
    by: User | None,
    uuid: UUID | None = None,
    seen: Seen | int = 1,
    alias_names: str = "",
    successor: Organisation | None = None,
    succeeded_on: date | None = None,
    **values: Any,
) -> Organisation:
    """Add an organisation. `uuid` is the identity that the open form gave it: sent again, saved."""
    links = _links(alias_names, successor, succeeded_on)
    if uuid and (made := Organisation.objects.filter(uuid=uuid).first()):
        return edit_organisation(made, seen=seen, by=by, **links, **values)
    with _name_once(values["name"]):
        identity = {"uuid": uuid} if uuid else {}
        added = Organisation.objects.create(changed_by=by, **identity, **values)
        _write_links(added, **links)
        added.save(update_fields=["name"])
        record("partnership.organisation.add", by=by, on=added)
    return added


def edit_organisation(
    organisation: Organisation,
    *,
    seen: Seen | int,
    by: User | None,
    alias_names: str,
    successor: Organisation | None,
    succeeded_on: date | None,
    **values: Any,
) -> Organisation:
    """Save an organisation with its other names, one a line, and who took it over."""
    links = _links(alias_names, successor, succeeded_on)
    if unchanged(organisation, **values) and _links_of(organisation) == links:
        return organisation
    with _name_once(values["name"]):
        _lock_directory()
        if isinstance(seen, Seen) and seen.came_late_to(_as_it_is(organisation)):
            return organisation
        begins = history.writing(organisation, by=by)
        saved = save_version(organisation, seen=seen, by=by, **values)
        _write_links(saved, **links)
        _refuse_rings(saved)
        saved.refresh_from_db()
        # What is searched, and what rows are sorted by, follow the names.
        saved.save(update_fields=["name"])
        if begins:
            record("partnership.organisation.edit", by=by, on=saved)
    return saved


def _as_it_is(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def _links(
    alias_names: str, successor: Organisation | None, succeeded_on: date | None
) -> dict[str, Any]:
    """What is kept beside an organisation's own row."""
    return {"alias_names": alias_names, "successor": successor, "succeeded_on": succeeded_on}


def _links_of(organisation: Organisation) -> dict[str, Any]:
    return _links(organisation.alias_names, organisation.successor, organisation.succeeded_on)


def _write_links(
    organisation: Organisation,
    *,
    alias_names: str,
    successor: Organisation | None,
    succeeded_on: date | None,
) -> None:
    """The other names, and the succession; a name that stays keeps its row."""
    names = alias_names.splitlines()
    organisation.aliases.exclude(name__in=names).delete()
    standing = set(organisation.aliases.values_list("name", flat=True))
    for name in dict.fromkeys(names):
        if name not in standing:
            organisation.aliases.create(name=name)
    if successor is None or succeeded_on is None:
        Succession.objects.filter(predecessor=organisation).delete()
    else:
        Succession.objects.update_or_create(
            predecessor=organisation, defaults={"successor": successor, "on": succeeded_on}
        )


def _lock_directory() -> None:
    """Of two who each make one of a pair part of the other, the second sees the first.

    The rows are locked in one order before any is written, so that neither waits for ever.
    """
    rows = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.values_list("pk"))


def _refuse_rings(organisation: Organisation) -> None:
    """No organisation is part of itself, or succeeds itself, however many steps away."""
    parents = dict(Organisation.objects.values_list("pk", "parent"))
    if _comes_back(parents, organisation.pk):
        raise DirectoryRefused("parent", _("The organisation would be part of itself."))
    successors = dict(Succession.objects.values_list("predecessor", "successor"))
    if _comes_back(successors, organisation.pk):
        raise DirectoryRefused("successor", _("The organisation would succeed itself."))


def _comes_back(links: Mapping[int, int | None], start: int) -> bool:
    """Whether the links lead from a row back to it."""
    met: set[int] = set()
    place = links.get(start)
    while place is not None and place != start and place not in met:
        met.add(place)
        place = links.get(place)
    return place == start


@contextmanager
def _name_once(name: str) -> Iterator[None]:
    """Let the database tell whether the name is taken, so that two at once cannot take it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if not Organisation.objects.filter(name=name).exists():
            raise
        words = _("An organisation has this name already.")
        raise DirectoryRefused("name", words) from None
