"""The content of an entry: items in reading order, each with its own fields."""

import json
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

#: Rises when a stored content could no longer be read without a conversion.
SCHEMA = 1


@dataclass(frozen=True)
class Item:
    """A section, a row, a budget line ...: its kind, identity and values.

    Values are what JSON holds: text, whole numbers, booleans, None, dates in
    ISO form, {"pk", "name"} for a row of another table, and {year: kroner}.
    """

    kind: str
    uuid: UUID
    fields: dict[str, Any]
    parent: UUID | None = None


@dataclass(frozen=True)
class Content:
    """Everything a subject consisted of at one moment, in reading order."""

    items: tuple[Item, ...]

    @cached_property
    def by_uuid(self) -> dict[UUID, Item]:
        return {item.uuid: item for item in self.items}

    def under(self, parent: UUID | None) -> list[Item]:
        """The items of one parent, in their order."""
        return [item for item in self.items if item.parent == parent]

    def fingerprint(self, kinds: Container[str], of: UUID | None = None) -> str:
        """Tells whether items of these kinds still read as they did when a page showed them.

        `of` means one item, with what stands under it.
        """
        family = {of}
        read: list[Any] = []
        for item in self.items:
            if of is None or item.uuid == of or item.parent in family:
                family.add(item.uuid)
                if item.kind in kinds:
                    read.append([str(item.uuid), str(item.parent), item.fields])
        return sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "items": [
                {
                    "kind": item.kind,
                    "uuid": str(item.uuid),
                    "parent": str(item.parent) if item.parent else None,
                    "fields": item.fields,
                }
                for item in self.items
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Content":
        """Raises `ValueError` for a schema this version does not know."""
        if data["schema"] != SCHEMA:
            raise ValueError(f"a content of schema {data['schema']} cannot be read")
        return cls(
            tuple(
                Item(
                    kind=item["kind"],
                    uuid=UUID(item["uuid"]),
                    fields=item["fields"],
                    parent=UUID(item["parent"]) if item["parent"] else None,
                )
                for item in data["items"]
            )
        )
