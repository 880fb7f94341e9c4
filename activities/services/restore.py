"""Bringing an earlier version back, as a new version.

What was written since stays in the history. Money is not brought back: it
moves by entries of the ledger only.
"""

from typing import Any
from uuid import UUID

from activities.choices import PartKind
from activities.models import ROW_MODELS, Chapter, Deliverable, ListPart, Section, Target
from activities.services import rows, texts
from activities.services.restoring import NothingToRestore, restoring
from partnership.history import Content, Item, item_kinds
from partnership.models import Revision, User
from partnership.services import history

#: The kinds of items that can be brought back by themselves.
RESTORABLE = {model._meta.label_lower for model in (Section, ListPart, *ROW_MODELS.values())}
#: What comes back with them, or with the whole chapter.
RESTORED = RESTORABLE | {Chapter._meta.label_lower, Target._meta.label_lower}
#: What the log calls it.
ACTION = "activities.chapter.restore"


def restore_chapter(
    chapter: Chapter, revision: Revision, *, by: User, seen: str, heading: bool = True
) -> None:
    """The chapter's texts and lists as they were; its heading too if `heading`.

    Raises `ReadsOtherwise` when somebody has written since `seen` was taken.
    """
    content = history.content_at(revision)
    with restoring(chapter, revision, by=by, seen=seen, kinds=RESTORED, action=ACTION):
        for item in content.items:
            if item.uuid == chapter.uuid and heading:
                now = Chapter.objects.get(pk=chapter.pk)
                texts.edit_heading(now, **_values(item), seen=now.version, by=by)
            _restore_text(chapter, content, item, by)


def restore_part(chapter: Chapter, revision: Revision, uuid: UUID, *, by: User, seen: str) -> None:
    """One section, one list with its rows, or one row of a list, as it was.

    Raises `NothingToRestore` when the version has no such part, and
    `ReadsOtherwise` when somebody has written in it since `seen` was taken.
    """
    content = history.content_at(revision)
    item = content.by_uuid.get(uuid)
    if item is None or item.kind not in RESTORABLE:
        raise NothingToRestore
    with restoring(chapter, revision, by=by, seen=seen, kinds=RESTORED, of=uuid, action=ACTION):
        if item.parent is None:
            _restore_text(chapter, content, item, by)
        else:
            _restore_row(chapter, content, item, by)


def _restore_text(chapter: Chapter, content: Content, item: Item, by: User) -> None:
    """A section, or a list with its rows; whatever else the item is stays."""
    if item.kind == Section._meta.label_lower:
        section = chapter.sections.get(uuid=item.uuid)
        texts.edit_section(section, body=item.fields["body"], seen=section.version, by=by)
    elif item.kind == ListPart._meta.label_lower:
        part = chapter.parts.get(uuid=item.uuid)
        around = {name: item.fields[name] for name in ("intro", "closing")}
        texts.edit_part(part, **around, seen=part.version, by=by)
        _restore_rows(part, content, by)


def _restore_rows(part: ListPart, content: Content, by: User) -> None:
    """The rows that stood then, in their order, and no others."""
    model = ROW_MODELS[PartKind(part.kind)]
    wanted = content.under(part.uuid)
    _remove_others(model.objects.filter(part=part), wanted, by)
    found = [_put_back(model.objects.get(uuid=item.uuid), item, by) for item in wanted]
    rows.put_in_order(found)
    for row in found:
        if isinstance(row, Deliverable):
            _restore_targets(row, content, by)


def _restore_row(chapter: Chapter, content: Content, item: Item, by: User) -> None:
    model = next(m for m in ROW_MODELS.values() if m._meta.label_lower == item.kind)
    row = _put_back(model.objects.get(uuid=item.uuid, part__chapter=chapter), item, by)
    if isinstance(row, Deliverable):
        _restore_targets(row, content, by)


def _restore_targets(deliverable: Deliverable, content: Content, by: User) -> None:
    wanted = content.under(deliverable.uuid)
    for target in deliverable.targets.standing().exclude(uuid__in=[item.uuid for item in wanted]):
        rows.remove_target(target, seen=target.version, by=by)
    found = []
    for item in wanted:
        target = Target.objects.get(uuid=item.uuid)
        if target.removed_at is not None:
            target = rows.restore_target(target, by=by)
        saved = rows.save_target(deliverable, target, seen=target.version, by=by, **_values(item))
        found.append(saved)
    rows.put_in_order(found)


def _remove_others(standing: Any, wanted: list[Item], by: User) -> None:
    for row in standing.standing().exclude(uuid__in=[item.uuid for item in wanted]):
        rows.remove_row(row, seen=row.version, by=by)


def _put_back(row: Any, item: Item, by: User) -> Any:
    if row.removed_at is not None:
        row = rows.restore_row(row, by=by)
    return rows.edit_row(row, seen=row.version, by=by, **_values(item))


def _values(item: Item) -> dict[str, Any]:
    return item_kinds[item.kind].values(item)
