"""Choosing two versions of a text, and bringing one of them back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.formats import short_moment
from partnership.models import Revision

#: The text as it stands, whether its entry is closed or not.
NOW = "now"


class VersionsForm(forms.Form):
    """The older version to the left, the newer to the right."""

    left = forms.ChoiceField(label=gettext_lazy("Compare"))
    right = forms.ChoiceField(label=gettext_lazy("with"))

    def __init__(self, entries: Sequence[Revision], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(entry.number), version_name(entry)) for entry in entries]
        self._offer("left", choices)
        self._offer("right", [(NOW, version_name(None)), *choices])

    def clean(self) -> dict[str, Any]:
        """Whichever was chosen first, the older stands to the left."""
        cleaned = super().clean() or self.cleaned_data
        left, right = cleaned.get("left"), cleaned.get("right")
        if left and right and right != NOW and int(left) > int(right):
            cleaned |= {"left": right, "right": left}
        return cleaned

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


def version_name(entry: Revision | None) -> str:
    """Version 3, 02.12.2024 kl. 14.05, Sanne; without an entry, the text now."""
    if entry is None:
        return _("The text now")
    told = {"number": entry.number, "moment": short_moment(entry.ended_at)}
    name = _("Version %(number)s, %(moment)s") % told
    return f"{name}, {entry.by_name}" if entry.by_name else name


class RestoreForm(forms.Form):
    """What to bring back: a part or, without one, everything.

    `seen` tells how the text read on the page that it is sent from.
    """

    version = forms.IntegerField(min_value=1)
    part = forms.UUIDField(required=False)
    seen = forms.CharField(max_length=64)
