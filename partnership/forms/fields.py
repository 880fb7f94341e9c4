"""Form fields that read Danish input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership import formats, richtext

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
