"""What two versions of a chapter, or of what belongs to the whole plan, differ in."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Chapter, SafetyPlan
from activities.services.names import names_in
from activities.services.restore_plan import PLACE
from partnership.choices import Act
from partnership.history import Content, ItemChange, Told, changes, in_words
from partnership.models import Revision
from partnership.services import history
from partnership.services.timeline import content_before


@dataclass(frozen=True)
class Compared:
    """The parts that differ, and the activities that changed their place, came or went."""

    parts: list[ItemChange]
    places: list[ItemChange]

    def __bool__(self) -> bool:
        return bool(self.parts or self.places)


def compared(old: Content, new: Content, names: Mapping[UUID, str]) -> Compared:
    """An activity that only got another number because others moved has not changed its place."""
    found = changes(old, new, names)
    places = [change for change in found if change.item.kind == PLACE]
    return Compared(
        parts=[change for change in found if change.item.kind != PLACE],
        places=[change for change in places if change.moved or change.added or change.removed],
    )


def names_for(subject: Chapter | SafetyPlan) -> dict[UUID, str]:
    """What references point at; and in the order of a plan, what stands in the places."""
    if isinstance(subject, Chapter):
        return names_in(subject.plan)
    return names_in(subject) | dict(subject.chapters.values_list("uuid", "title"))


def told(revision: Revision) -> list[Told]:
    """An entry in a few lines: how it came about, and what changed in which part."""
    if revision.act == Act.BASELINE:
        return [Told("", str(Act.BASELINE.label))]
    found = compared(content_before(revision), history.content_at(revision), {})
    return [*_of_act(revision), *in_words(found.parts), *_of_places(found.places)]


def _of_act(revision: Revision) -> list[Told]:
    if revision.act == Act.RESTORE:
        text = _("Version %(number)s was brought back") % {"number": revision.restored}
        return [Told("", text)]
    if revision.act == Act.PROPOSAL:
        text = _("Proposal, accepted by %(name)s") % {"name": revision.accepted_by_name}
        return [Told("", text)]
    return []


def _of_places(places: list[ItemChange]) -> list[Told]:
    if not places:
        return []
    text = ngettext("%(count)s activity", "%(count)s activities", len(places))
    return [Told(_("Order of the activities"), text % {"count": len(places)})]
