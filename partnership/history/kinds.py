"""The kinds of items in a history, read from and written back to their models."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.template.defaultfilters import yesno

from partnership import formats
from partnership.history.content import Content, Item
from partnership.models import Partnership
from partnership.registry import Registry
from partnership.richtext.fields import RichTextField


@dataclass(frozen=True)
class ItemKind:
    """One model's rows as items: which fields, and what a row is called in words.

    `heading` names an item by its own values, such as the section's kind or
    the row's text. `labels` are for fields that no column of the model keeps.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    heading: Callable[[Item], str]
    labels: tuple[tuple[str, Any], ...] = ()
    #: Fields with a value for each year, and how such a value is said.
    by_year: tuple[tuple[str, Callable[[Any], str]], ...] = ()
    #: Whether the heading says by itself what the item is, such as the name of a section.
    is_part: bool = False
    #: What the kind is called in stored contents, where its model has two.
    name: str = ""

    @property
    def key(self) -> str:
        return self.name or self.model._meta.label_lower

    def read(self, row: Any, parent: UUID | None = None, **more: Any) -> Item:
        """The row as an item; `more` are the values that no column keeps."""
        fields = {name: self._stored(row, name) for name in self.names}
        return Item(self.key, row.uuid, {**fields, **more}, parent)

    def values(self, item: Item) -> dict[str, Any]:
        """What the columns are to hold, as the services take it."""
        return {name: self._python(name, item.fields.get(name)) for name in self.names}

    def label(self, name: str) -> str:
        """What a field is called on the page."""
        label = dict(self.labels).get(name)
        return str(label or self._field(name).verbose_name)

    def is_rich(self, name: str) -> bool:
        return name in self.names and isinstance(self._field(name), RichTextField)

    def is_text(self, name: str) -> bool:
        """Whether the field holds words that can be compared one by one."""
        field = self._field(name) if name in self.names else None
        text = isinstance(field, models.CharField | models.TextField)
        return text and not getattr(field, "choices", None)

    def called(self, item: Item) -> str:
        """What an item is called on the page, where it stands by itself."""
        if self.is_part:
            return self.heading(item)
        name = str(self.model._meta.verbose_name)
        return f"{name[:1].upper()}{name[1:]}: {self.heading(item)}"

    def in_words(self, item: Item, name: str) -> str:
        """A value as a person reads it; "" for nothing."""
        value = item.fields.get(name)
        if value in (None, ""):
            return ""
        if isinstance(value, bool):
            return str(yesno(value))
        if isinstance(value, dict):
            return value.get("name", "")
        if name in self.names:
            field = self._field(name)
            if field.choices:
                return str(dict(field.flatchoices).get(value, value))
            if isinstance(field, models.DateField):
                return formats.short_date(date.fromisoformat(value))
        return str(value)

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _stored(self, row: Any, name: str) -> Any:
        value = getattr(row, name)
        if isinstance(value, models.Model):
            return {"pk": value.pk, "name": getattr(value, "name", str(value))}
        return value.isoformat() if isinstance(value, date) else value

    def _python(self, name: str, value: Any) -> Any:
        field = self._field(name)
        if isinstance(field, models.ForeignKey):
            related = field.related_model
            return related._default_manager.filter(pk=value["pk"]).first() if value else None
        if isinstance(field, models.DateField):
            return date.fromisoformat(value) if value else None
        return value


@dataclass(frozen=True)
class Subject:
    """A kind of thing with a history of its own.

    `read` gives its content as it stands in the database now.
    """

    read: Callable[[Any], Content]
    partnership: Callable[[Any], Partnership | None]
    scope: Callable[[Any], UUID]


#: Kinds of items, and things with a history, by their models' labels.
item_kinds: Registry[ItemKind] = Registry("kinds of items in a history")
subjects: Registry[Subject] = Registry("things with a history")
