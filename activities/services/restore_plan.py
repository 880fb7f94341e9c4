"""Bringing back an earlier version of what belongs to the whole plan.

Its front matter, its theory of change and the order of its activities. What a
chapter says is in the chapter's own history.
"""

from uuid import UUID

from django.db import transaction

from activities.models import PlanSection, SafetyPlan
from activities.services import texts
from activities.services.order import number_chapters, order_of
from activities.services.restoring import NothingToRestore, restoring
from partnership.history import Content, Item
from partnership.models import Revision, TheoryItem, User
from partnership.services import history
from partnership.services.versions import save_version

PLACE = "place"
_SECTION = PlanSection._meta.label_lower
_BOX = TheoryItem._meta.label_lower
#: The kinds of items that can be brought back by themselves.
RESTORABLE = {_SECTION, _BOX}
RESTORED = {*RESTORABLE, PLACE}
#: What the log calls it.
ACTION = "activities.plan.restore"


@transaction.atomic
def restore_plan(plan: SafetyPlan, revision: Revision, *, by: User, seen: str) -> None:
    """All common texts and the order, as they were. Raises `ReadsOtherwise`."""
    content = history.content_at(revision)
    _lock_all_that_show_the_theory(plan)
    with restoring(plan, revision, by=by, seen=seen, kinds=RESTORED, action=ACTION):
        for item in content.items:
            _restore_text(plan, item, by)
        _restore_order(plan, content, by)


@transaction.atomic
def restore_plan_part(
    plan: SafetyPlan, revision: Revision, uuid: UUID, *, by: User, seen: str
) -> None:
    """One section of the front matter or one box of the theory of change, as it was.

    Raises `NothingToRestore` when the version has no such part, and
    `ReadsOtherwise` when somebody has written in it since `seen` was taken.
    """
    item = history.content_at(revision).by_uuid.get(uuid)
    if item is None or item.kind not in RESTORABLE:
        raise NothingToRestore
    _lock_all_that_show_the_theory(plan)
    with restoring(plan, revision, by=by, seen=seen, kinds=RESTORED, of=uuid, action=ACTION):
        _restore_text(plan, item, by)


def restore_order(plan: SafetyPlan, revision: Revision, *, by: User, seen: str) -> None:
    """The activities in the order in which they stood. Raises `ReadsOtherwise`."""
    content = history.content_at(revision)
    with restoring(plan, revision, by=by, seen=seen, kinds={PLACE}, action=ACTION):
        _restore_order(plan, content, by)


def _lock_all_that_show_the_theory(plan: SafetyPlan) -> None:
    """In the order in which an edit of the theory locks them."""
    plans = SafetyPlan.objects.filter(agreement=plan.agreement_id).order_by("pk")
    history.lock(plans.select_related("partnership"))


def _restore_text(plan: SafetyPlan, item: Item, by: User) -> None:
    """A text that is there still; what was added since stays."""
    if item.kind == _SECTION:
        section = plan.sections.filter(uuid=item.uuid).first()
        if section:
            around = {name: item.fields[name] for name in ("heading", "body")}
            texts.edit_plan_section(section, **around, seen=section.version, by=by)
    elif item.kind == _BOX:
        box = plan.agreement.theory_items.filter(uuid=item.uuid).first()
        if box:
            text = item.fields["text"]
            texts.edit_theory_item(box, text=text, seen=box.version, by=by)


def _restore_order(plan: SafetyPlan, content: Content, by: User) -> None:
    """Activities that joined since come last."""
    now = SafetyPlan.objects.get(pk=plan.pk)
    stood = {item.uuid: place for place, item in enumerate(content.items) if item.kind == PLACE}
    order = order_of(now)
    uuids = dict(now.chapters.values_list("pk", "uuid"))
    restored = sorted(order, key=lambda pk: stood.get(uuids[pk], len(content.items)))
    if restored != order:
        save_version(now, seen=now.version, by=by)
        number_chapters(now, restored)
