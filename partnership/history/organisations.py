"""What has a history in the directory: an organisation, with all that is known of it."""

from django.utils.translation import gettext_lazy as _

from partnership import formats
from partnership.history.content import Content, Item
from partnership.history.kinds import ItemKind, Subject, item_kinds, subjects
from partnership.models import ContactPerson, Organisation


def _name(item: Item) -> str:
    return item.fields["name"]


ORGANISATION = ItemKind(
    Organisation,
    ("name", "short_name", "kind", "parent", "cvr", "ean"),
    _name,
    labels=(("alias_names", _("Also called")), ("succession", _("Succeeded by"))),
)
CONTACT_PERSON = ItemKind(ContactPerson, ("name", "title", "email", "phone"), _name)


def read_organisation(organisation: Organisation) -> Content:
    """The organisation and its contact persons as they stand in the database now."""
    stored = Organisation.objects.select_related("parent", "succession__successor").get(
        pk=organisation.pk
    )
    names = ", ".join(stored.alias_names.splitlines())
    persons = stored.contact_persons.standing().order_by("sort_key", "id")
    return Content(
        (
            ORGANISATION.read(stored, alias_names=names, succession=_succession(stored)),
            *(CONTACT_PERSON.read(person, stored.uuid) for person in persons),
        )
    )


def _succession(organisation: Organisation) -> str:
    if organisation.successor is None or organisation.succeeded_on is None:
        return ""
    return f"{organisation.successor.name}, {formats.short_date(organisation.succeeded_on)}"


def register() -> None:
    for kind in (ORGANISATION, CONTACT_PERSON):
        item_kinds.add(kind.key, kind)
    subject = Subject(
        read_organisation, lambda organisation: None, lambda organisation: organisation.uuid
    )
    subjects.add(Organisation._meta.label_lower, subject)
