"""The contact persons of an organisation: add, change, remove, put back.

Every write is one of the organisation's own history.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.models import ContactPerson, Organisation, User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged


@transaction.atomic
def add_contact_person(
    organisation: Organisation,
    *,
    by: User | None,
    **values: Any,
) -> ContactPerson:
    """Add a person; the very same one is there once, however often it is sent."""
    if made := organisation.contact_persons.standing().filter(**values).first():
        return made
    history.writing(organisation, by=by)
    added = organisation.contact_persons.create(changed_by=by, **values)
    record("partnership.contact_person.add", by=by, on=added)
    return added


@transaction.atomic
def edit_contact_person(
    person: ContactPerson, *, seen: Seen | int, by: User | None, **values: Any
) -> ContactPerson:
    """Save a person. Raises `StaleVersion`; the same values write nothing."""
    if unchanged(person, **values):
        return person
    begins = history.writing(person.organisation, by=by)
    saved = save_version(person, seen=seen, by=by, **values)
    # What rows are sorted by and searched in follows the name.
    saved.save(update_fields=["name"])
    if begins:
        record("partnership.contact_person.edit", by=by, on=saved)
    return saved


@transaction.atomic
def remove_contact_person(
    person: ContactPerson, *, seen: Seen | int, by: User | None
) -> ContactPerson:
    """Take a person off the organisation; the row is kept. Raises `StaleVersion`."""
    history.writing(person.organisation, by=by)
    saved = save_version(person, seen=seen, by=by, removed_at=timezone.now())
    record("partnership.contact_person.remove", by=by, on=saved)
    return saved


@transaction.atomic
def restore_contact_person(person: ContactPerson, *, by: User | None) -> ContactPerson:
    """Put a removed person back."""
    history.writing(person.organisation, by=by)
    saved = save_version(person, seen=person.version, by=by, removed_at=None)
    record("partnership.contact_person.restore", by=by, on=saved)
    return saved
