"""What changed, in a few words for a list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from partnership.history.changes import FieldChange, ItemChange
from partnership.richtext import count_changed


class Told(NamedTuple):
    """What happened in a part; `name` is "" where it is about no part."""

    name: str
    text: str


def in_words(changes: Iterable[ItemChange]) -> list[Told]:
    """A line for each part that changed."""
    return [Told(change.name, ", ".join(_happened(change))) for change in changes]


def _happened(change: ItemChange) -> Iterator[str]:
    if change.added:
        yield pgettext("what happened to a part", "added")
    elif change.removed:
        yield pgettext("what happened to a part", "removed")
    else:
        if change.moved:
            yield pgettext("what happened to a part", "moved")
        yield from _of_fields(change.fields)
        yield from _of_rows(change.children)


def _of_fields(fields: Sequence[FieldChange]) -> Iterator[str]:
    """Words where there are words to count, else the names of what changed."""
    counts = [count_changed(field.rows) for field in fields if field.is_text]
    added, removed = sum(count[0] for count in counts), sum(count[1] for count in counts)
    if added:
        yield ngettext("%(count)s word added", "%(count)s words added", added) % {"count": added}
    if removed:
        told = ngettext("%(count)s word removed", "%(count)s words removed", removed)
        yield told % {"count": removed}
    if counts and not added and not removed:
        yield _("layout changed")
    for field in fields:
        if not field.is_text:
            yield field.label[:1].lower() + field.label[1:]


def _of_rows(rows: Sequence[ItemChange]) -> Iterator[str]:
    added = sum(row.added for row in rows)
    removed = sum(row.removed for row in rows)
    stood = [row for row in rows if not row.added and not row.removed]
    changed = sum(bool(row.fields or row.children) for row in stood)
    moved = sum(row.moved for row in stood)
    told = (
        (added, ngettext("%(count)s row added", "%(count)s rows added", added)),
        (changed, ngettext("%(count)s row changed", "%(count)s rows changed", changed)),
        (removed, ngettext("%(count)s row removed", "%(count)s rows removed", removed)),
        (moved, ngettext("%(count)s row moved", "%(count)s rows moved", moved)),
    )
    yield from (words % {"count": count} for count, words in told if count)
