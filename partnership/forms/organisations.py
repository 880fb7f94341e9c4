"""The forms of the directory of organisations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership import formats, richtext
from partnership.forms.fields import DateField
from partnership.forms.versioned import VersionedForm
from partnership.models import ContactPerson, Organisation, OrganisationAlias
from partnership.sorting import in_danish_order

LONGEST_NAME = OrganisationAlias._meta.get_field("name").max_length or 0
MOST_NAMES = 50


def _said(value: Any) -> str:
    return formats.short_date(value) if isinstance(value, date) else str(value or "")


class OrganisationForm(VersionedForm):
    alias_names = forms.CharField(
        label=_("Also called"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "plain-text"}),
        help_text=_("Other names and abbreviations that texts use, one a line."),
    )
    successor = forms.ModelChoiceField(
        label=_("Succeeded by"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_(
            "From the date the successor has the responsibilities and rights. Approved texts "
            "keep the name they were written with."
        ),
    )
    succeeded_on = DateField(label=_("Succeeded from"), required=False)

    #: What is kept beside the organisation's own row.
    links = ("alias_names", "successor", "succeeded_on")

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "parent", "cvr", "ean"]
        help_texts = {
            "short_name": _("The abbreviation, such as KFF; it stands where space is short."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=self.instance.pk).order_by("sort_key")
        self.offer("parent", others)
        self.offer("successor", others)
        if self.instance.pk:
            for name in self.links:
                self.fields[name].initial = getattr(self.instance, name)

    @property
    def edited(self) -> list[str]:
        return [*super().edited, *self.links]

    def _compared(self, name: str) -> Sequence[richtext.ComparedRow]:
        if name not in self.links:
            return super()._compared(name)
        theirs, mine = _said(getattr(self.current, name)), _said(self.cleaned_data.get(name))
        return richtext.compare_plain(theirs, mine) if theirs != mine else ()

    def _united(self, name: str, saved: Any) -> Any:
        if name != "alias_names":
            return super()._united(name, saved)
        typed = self.cleaned_data.get(name, "")
        return "\n".join(in_danish_order({*saved.splitlines(), *typed.splitlines()}))

    def _get_validation_exclusions(self) -> set[str]:
        """The service tells whether the name is taken; what is sent again is no other's."""
        return super()._get_validation_exclusions() | {"name"}  # type: ignore[misc]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_alias_names(self) -> str:
        """Each name once, one a line."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["alias_names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_NAMES:
            raise ValidationError(_("At most %(most)s names can be kept.") % {"most": MOST_NAMES})
        for name in names:
            if len(name) > LONGEST_NAME:
                words = _("A name has at most %(most)s letters: %(name)s ...")
                raise ValidationError(words % {"most": LONGEST_NAME, "name": name[:40]})
        return "\n".join(in_danish_order(names))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        successor, on = cleaned.get("successor"), cleaned.get("succeeded_on")
        if successor and not on and "succeeded_on" not in self.errors:
            self.add_error("succeeded_on", _("Write the date on which the successor took over."))
        if on and not successor and "successor" not in self.errors:
            self.add_error("successor", _("Choose who took over on the date."))
        return cleaned


class NewOrganisationForm(OrganisationForm):
    #: An organisation is added when it is complete, not while it is typed.
    autosaves = False


class ContactPersonForm(VersionedForm):
    class Meta:
        model = ContactPerson
        fields = ["name", "title", "email", "phone"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class NewContactPersonForm(ContactPersonForm):
    autosaves = False
