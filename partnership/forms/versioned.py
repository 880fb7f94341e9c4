"""The form of a row that several people edit."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.validators import MaxValueValidator
from django.template.defaultfilters import yesno
from django.utils.translation import gettext_lazy as _

from partnership import formats, richtext
from partnership.forms.fields import (
    LARGEST_NUMBER,
    ReferenceChoice,
    RichTextFormField,
    RichTextWidget,
    WholeNumberInput,
)
from partnership.models import User
from partnership.models.named import Counted
from partnership.services.versions import Seen


def name_empty_choice(field: forms.Field) -> None:
    """Say in words what Django shows, and a screen reader spells, as a row of dashes."""
    label = _("Not chosen")
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = None if field.empty_label is None else label
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [(value, name if value else label) for value, name in choices]


@dataclass(frozen=True)
class Difference:
    """A field in which what is saved and what was typed are not the same."""

    label: str
    rows: Sequence[richtext.ComparedRow]


def _in_words(row: Any, name: str) -> str:
    """A field's value as a person reads it; "" for nothing."""
    choice = getattr(row, f"get_{name}_display", None)
    value = choice() if choice else getattr(row, name)
    if isinstance(value, bool):
        return str(yesno(value))
    if isinstance(value, date):
        return formats.short_date(value)
    return "" if value is None else str(value)


def _whole_name(row: Any) -> str:
    return str(getattr(row, "name", row))


class VersionedForm(forms.ModelForm):
    """A form that tells which version of the row it was opened on.

    It works on a copy of the row, so that the service can compare the row as
    it is with what was typed. `values` is what the service is to save.

    `writer` and `turn` come from a page that saves by itself, `identity` from
    the form of a new row: see `Seen` and the services that add rows.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    writer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    identity = forms.UUIDField(widget=forms.HiddenInput, required=False)

    #: Whether the page sends it by itself while somebody types.
    autosaves = True
    #: What the form carries beside the row's own fields.
    carried: tuple[str, ...] = ("seen", "writer", "turn", "identity")
    #: Pairs of fields whose first may not come after the second, with the message.
    ordered: tuple[tuple[str, str, Any], ...] = ()

    def __init__(
        self,
        *args: Any,
        instance: Counted | None = None,
        references: Sequence[ReferenceChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs, instance=copy(instance))  # type: ignore[misc]
        is_stored = bool(instance and instance.pk)
        self.fields["seen"].initial = instance.version if instance and is_stored else 1
        self.fields["identity"].initial = "" if is_stored else uuid4
        self.names: Mapping[UUID, str] = {choice.uuid: choice.label for choice in references}
        #: The row as it was stored when the request came, and when the save was refused.
        self.stored: Counted | None = instance
        self.current: Counted | None = None
        for field in self.fields.values():
            name_empty_choice(field)
            if isinstance(field.widget, RichTextWidget):
                field.widget.references = references
            elif isinstance(field.widget, forms.NumberInput):
                field.widget = WholeNumberInput()
                field.validators.append(MaxValueValidator(LARGEST_NUMBER))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, last, message in self.ordered:
            low, high = cleaned.get(first), cleaned.get(last)
            if low is not None and high is not None and low > high:
                self.add_error(first, message)
        return cleaned

    def offer(self, name: str, queryset: Any) -> None:
        """Let a choice field offer these rows and no others."""
        field = cast(forms.ModelChoiceField, self.fields[name])
        field.queryset = queryset
        # The whole name, which is what the rows are sorted by.
        field.label_from_instance = _whole_name  # type: ignore[method-assign, assignment]

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data.items()
        return {name: value for name, value in cleaned if name not in self.carried}

    @property
    def seen_version(self) -> Seen:
        """What the save started from: the version opened, or the one it was compared with."""
        cleaned = self.cleaned_data
        version = self._compared_with or cleaned["seen"]
        return Seen(version, cleaned.get("writer"), cleaned.get("turn") or 0)

    @property
    def _compared_with(self) -> int:
        """The saved version that the person has seen beside the own text and replaces; or 0."""
        data = self.data
        against = data.get("against", "") if data.get("resolve") == "mine" else ""
        return int(against) if re.fullmatch(r"[0-9]{1,9}", against) else 0

    @property
    def edited(self) -> list[str]:
        """The names of the row's own fields in the form."""
        return [name for name in self._meta.fields or () if name in self.fields]

    @property
    def differences(self) -> list[Difference]:
        """Where the saved row and what was typed differ, word by word."""
        return [
            Difference(str(self.fields[name].label), rows)
            for name in self.edited
            if (rows := self._compared(name))
        ]

    def _compared(self, name: str) -> Sequence[richtext.ComparedRow]:
        if isinstance(self.fields[name], RichTextFormField):
            theirs, mine = getattr(self.current, name), self.cleaned_data.get(name, "")
            return richtext.compare(theirs, mine, self.names) if theirs != mine else ()
        theirs, mine = _in_words(self.current, name), _in_words(self.instance, name)
        return richtext.compare_plain(theirs, mine) if theirs != mine else ()

    def unite(self) -> None:
        """Put the saved text and the typed one together, for the person to edit."""
        stored = self.stored
        if stored is None:
            return
        united = {name: self._united(name, getattr(stored, name)) for name in self.edited}
        texts = {name: text for name, text in united.items() if isinstance(text, str)}
        self.retype(**texts, seen=stored.version)

    def _united(self, name: str, saved: Any) -> Any:
        typed = self.cleaned_data.get(name)
        if isinstance(self.fields[name], RichTextFormField):
            return richtext.union(saved, typed or "")
        if isinstance(self.fields[name].widget, forms.Textarea):
            return richtext.union_plain(saved, typed or "")
        # What the person left empty somebody else may have filled in.
        return self._as_sent(name, saved) if typed in (None, "") else None

    def _as_sent(self, name: str, saved: Any) -> str:
        value = self.fields[name].prepare_value(saved)
        return formats.short_date(value) if isinstance(value, date) else str(value or "")

    def retype(self, **values: Any) -> None:
        """Put values among those typed, as if the person had sent them."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[self.add_prefix(name)] = str(value)
            data.pop(f"{self.add_prefix(name)}_plain", None)
        self.data = data

    def refuse_stale(self, current: Counted, *, by: User) -> None:
        """Keep what was typed, and say that somebody saved in the meantime.

        The form goes on from the version it was opened on. Choosing a text
        sends the version it was compared with.
        """
        self.current = current
        text: Any
        if current.changed_by == by:
            text = _(
                "You have changed this yourself in another window. What stands here is not saved "
                "yet; choose below which text is to stand."
            )
        else:
            name = current.changed_by.name if current.changed_by else _("Somebody")
            text = _(
                "%(name)s has changed this since you opened it. Nothing of yours is saved yet; "
                "choose below which text is to stand."
            ) % {"name": name}
        self.add_error(None, text)
