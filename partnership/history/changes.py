"""What changed between two contents, item by item and field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from partnership.history.content import Content, Item
from partnership.history.kinds import ItemKind, item_kinds
from partnership.richtext import ComparedRow, compare, compare_plain
from partnership.richtext.compare_align import stretches

#: The items of a content by what they stand under.
_Tree = dict[UUID | None, list[Item]]


@dataclass(frozen=True)
class FieldChange:
    """A field that does not hold the same; `is_text` where its words can be counted."""

    label: str
    rows: tuple[ComparedRow, ...]
    is_text: bool

    @property
    def text(self) -> str:
        """What either side says, where the other says nothing."""
        sides = [side for row in self.rows for side in (row.left, row.right) if side]
        return "".join(side.text for side in sides)


@dataclass(frozen=True)
class ItemChange:
    """An item that came, went, moved or holds something else; `children` stand under it."""

    old: Item | None
    new: Item | None
    name: str
    moved: bool
    fields: tuple[FieldChange, ...]
    children: tuple["ItemChange", ...]

    @property
    def item(self) -> Item:
        item = self.new or self.old
        assert item
        return item

    @property
    def added(self) -> bool:
        return self.old is None

    @property
    def removed(self) -> bool:
        return self.new is None


def changes(old: Content, new: Content, names: Mapping[UUID, str]) -> list[ItemChange]:
    """What changed, in reading order.

    `names` says what references point at, and what items are called that do
    not say it themselves.
    """
    if old == new:
        return []
    return list(_under(None, _tree(old), _tree(new), names))


def _tree(content: Content) -> _Tree:
    tree: _Tree = {}
    for item in content.items:
        tree.setdefault(item.parent, []).append(item)
    return tree


def _under(
    parent: UUID | None, old: _Tree, new: _Tree, names: Mapping[UUID, str]
) -> Iterator[ItemChange]:
    for before, after, moved in _paired(old.get(parent, []), new.get(parent, [])):
        item = after or before
        assert item
        kind = item_kinds[item.kind]
        name = names.get(item.uuid) or _name(kind, item)
        fields = tuple(_fields(kind, before, after, names))
        children = tuple(_under(item.uuid, old, new, names))
        if not (before and after):
            fields = tuple(field for field in fields if field.text not in name)
        if moved or fields or children or not (before and after):
            yield ItemChange(before, after, name, moved, fields, children)


def _name(kind: ItemKind, item: Item) -> str:
    """A row stands under its list, which tells what it is."""
    return kind.heading(item) if item.parent else kind.called(item)


def _paired(
    old: Sequence[Item], new: Sequence[Item]
) -> Iterator[tuple[Item | None, Item | None, bool]]:
    """The items of both in reading order, and whether one has moved among the others."""
    before = {item.uuid: item for item in old}
    after = {item.uuid for item in new}
    keys = [str(item.uuid) for item in old], [str(item.uuid) for item in new]
    for part in stretches(*keys):
        if part.same:
            yield from ((a, b, False) for a, b in zip(old[part.old], new[part.new], strict=True))
            continue
        yield from ((item, None, False) for item in old[part.old] if item.uuid not in after)
        for item in new[part.new]:
            yield before.get(item.uuid), item, item.uuid in before


def _fields(
    kind: ItemKind, old: Item | None, new: Item | None, names: Mapping[UUID, str]
) -> Iterator[FieldChange]:
    by_year = dict(kind.by_year)
    for name in dict.fromkeys([*(new.fields if new else ()), *(old.fields if old else ())]):
        before, after = (item.fields.get(name) if item else None for item in (old, new))
        if before == after or _same_link(before, after):
            continue
        if name in by_year:
            yield from _years(kind.label(name), by_year[name], before or {}, after or {})
        elif kind.is_rich(name):
            rows = compare(before or "", after or "", names)
            yield from _field(kind.label(name), rows, is_text=True)
        else:
            words = [kind.in_words(item, name) if item else "" for item in (old, new)]
            yield from _field(kind.label(name), compare_plain(*words), is_text=kind.is_text(name))


def _same_link(before: Any, after: Any) -> bool:
    """Whether both point at one row of another table, whatever it was called then."""
    links = all(isinstance(value, dict) and "pk" in value for value in (before, after))
    return links and before["pk"] == after["pk"]


def _years(
    label: str, say: Any, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[FieldChange]:
    for year in sorted({*old, *new}):
        words = [say(values[year]) if year in values else "" for values in (old, new)]
        yield from _field(f"{label} {year}", compare_plain(*words), is_text=False)


def _field(label: str, rows: tuple[ComparedRow, ...], *, is_text: bool) -> Iterator[FieldChange]:
    """Nothing where both read the same, such as an empty text and none."""
    if any(row.changed for row in rows):
        yield FieldChange(label[:1].upper() + label[1:], rows, is_text)
