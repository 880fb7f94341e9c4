"""The document tree as JSON and back, for editions and comparisons."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

from activities.document import tree

NodeTypes = Mapping[str, type]


def types_of(*modules: ModuleType) -> NodeTypes:
    """The dataclasses that the modules define, by the names they are stored under."""
    return {
        name: item
        for module in modules
        for name, item in vars(module).items()
        if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__
    }


PLAN_TYPES = types_of(tree)


def to_json(node: Any) -> Any:
    """Plain data: each node is a dict with its type's name under "type"."""
    if is_dataclass(node):
        values = {field.name: to_json(getattr(node, field.name)) for field in fields(node)}
        return {"type": type(node).__name__, **values}
    if isinstance(node, tuple):
        return [to_json(item) for item in node]
    return node


def from_json(data: Any, types: NodeTypes = PLAN_TYPES) -> Any:
    """The tree of `to_json`'s data, made of the types.

    Fields that a later version added take their defaults. Raises `ValueError`
    for a type or field that no version has had.
    """
    if isinstance(data, list):
        return tuple(from_json(item, types) for item in data)
    if not isinstance(data, dict):
        return data
    kind = types.get(data.get("type", ""))
    if kind is None:
        raise ValueError(f"no such node in a document: {data.get('type')!r}")
    values = {key: from_json(value, types) for key, value in data.items() if key != "type"}
    if unknown := values.keys() - _field_names(kind):
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return kind(**values)


@cache
def _field_names(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))
