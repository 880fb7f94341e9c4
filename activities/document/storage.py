"""The document tree as JSON and back, for editions and comparisons."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from activities.document import tree

_TYPES = {
    name: item
    for name, item in vars(tree).items()
    if isinstance(item, type) and is_dataclass(item) and item.__module__ == tree.__name__
}


def to_json(node: Any) -> Any:
    """Plain data: each node is a dict with its type's name under "type"."""
    if is_dataclass(node):
        values = {field.name: to_json(getattr(node, field.name)) for field in fields(node)}
        return {"type": type(node).__name__, **values}
    if isinstance(node, tuple):
        return [to_json(item) for item in node]
    return node


def from_json(data: Any) -> Any:
    """The tree of `to_json`'s data.

    Fields that a later version added take their defaults. Raises `ValueError`
    for a type or field that no version has had.
    """
    if isinstance(data, list):
        return tuple(from_json(item) for item in data)
    if not isinstance(data, dict):
        return data
    kind = _TYPES.get(data.get("type", ""))
    if kind is None:
        raise ValueError(f"no such node in a document: {data.get('type')!r}")
    values = {key: from_json(value) for key, value in data.items() if key != "type"}
    if unknown := values.keys() - _field_names(kind):
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return kind(**values)


@cache
def _field_names(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))
