"""Form fields that read Danish input, and the parts all our forms share."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.template.defaultfilters import yesno
from django.utils.translation import gettext_lazy as _

from partnership import formats, richtext
from partnership.models.named import Versioned

#: The longest text a field takes, in characters of canonical HTML, and as sent.
LONGEST_TEXT = 200_000
LONGEST_PASTE = 4_000_000
#: What every database keeps in a whole number; SQLite itself sets no limit.
LARGEST_NUMBER = 2_147_483_647


class DateInput(forms.DateInput):
    """A day is written as text, in any usual Danish form."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--date", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return formats.short_date(value) if hasattr(value, "strftime") else value


class DateField(forms.DateField):
    """Reads 2.12.2024, 02-12-2024 and 2. december 2024."""

    widget = DateInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            return formats.parse_date(value)
        return super().to_python(value)


class WholeNumberInput(forms.TextInput):
    """A number as text: a browser's number field throws away what it cannot read."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "class": "input--short", **(attrs or {})})


class KronerInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "class": "input--amount", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return formats.amount(value) if isinstance(value, int) else value


class KronerField(forms.Field):
    """Whole kroner from 50000, 50.000 or 50.000 kr.; ambiguity is refused."""

    widget = KronerInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        return value if isinstance(value, int) else formats.parse_amount(str(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


@dataclass(frozen=True)
class ReferenceChoice:
    """Something a text can refer to, as the writer picks it."""

    uuid: UUID
    label: str
    group: str


class RichTextWidget(forms.Textarea):
    """The editor, and without JavaScript a plain text area in its place."""

    template_name = "components/rich_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.references: Sequence[ReferenceChoice] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = {choice.uuid: choice.label for choice in self.references}
        context["references"] = self.references
        context["plain"] = richtext.to_plain(richtext.parse(value or ""), names)
        given = context["widget"]["attrs"]
        context["described_by"] = given.get("aria-describedby", "")
        context["invalid"] = given.get("aria-invalid", "")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        plain = data.get(f"{name}_plain")
        if plain is None:
            return super().value_from_datadict(data, files, name)
        return richtext.from_plain(plain, {choice.label: choice.uuid for choice in self.references})


class RichTextFormField(forms.CharField):
    """Gives canonical HTML; refuses a text too long to keep."""

    widget = RichTextWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "strip": False, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value) or ""
        html = richtext.canonical(text) if len(text) <= LONGEST_PASTE else text
        if len(html) > LONGEST_TEXT:
            raise ValidationError(
                _(
                    "The text is too long: it has %(length)s characters, and at most "
                    "%(most)s can be kept. Nothing is saved."
                )
                % {
                    "length": formats.amount(len(html)),
                    "most": formats.amount(LONGEST_TEXT),
                }
            )
        return html


def name_empty_choice(field: forms.Field) -> None:
    """Say in words what Django shows, and a screen reader spells, as a row of dashes."""
    label = _("Not chosen")
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = None if field.empty_label is None else label
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [(value, name if value else label) for value, name in choices]


def _in_words(row: Versioned | None, name: str) -> str:
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
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    #: Pairs of fields whose first may not come after the second, with the message.
    ordered: tuple[tuple[str, str, Any], ...] = ()

    def __init__(
        self,
        *args: Any,
        instance: Versioned | None = None,
        references: Sequence[ReferenceChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs, instance=copy(instance))  # type: ignore[misc]
        self.fields["seen"].initial = instance.version if instance and instance.pk else 1
        self.current: Versioned | None = None
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
    def saved_values(self) -> list[tuple[str, str, bool]]:
        """What the form edits as it is saved now: label, text, and whether it is rich."""
        shown = []
        for name in self._meta.fields or ():
            if (field := self.fields.get(name)) and (text := _in_words(self.current, name)):
                shown.append((str(field.label), text, isinstance(field, RichTextFormField)))
        return shown

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"]

    def retype(self, **values: Any) -> None:
        """Put values among those typed, as if the person had sent them."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[self.add_prefix(name)] = str(value)
        self.data = data

    def refuse_stale(self, current: Versioned) -> None:
        """Keep what was typed, and say that somebody saved in the meantime.

        The form now carries the current version: sending it again replaces the
        other's text knowingly.
        """
        self.current = current
        self.retype(seen=current.version)
        name = current.changed_by.name if current.changed_by else _("Somebody")
        self.add_error(
            None,
            _(
                "%(name)s has changed this since you opened it. Nothing of yours is saved yet; "
                "it stands below. Save again to replace the saved text with yours."
            )
            % {"name": name},
        )


class LoginForm(AuthenticationForm):
    """E-mail and password; the case of the e-mail does not matter."""

    error_messages = {
        "invalid_login": _("The e-mail and the password do not belong together."),
        "inactive": _("This login is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True}
        )

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()
