"""The forms of a unit's sender blocks and signatories."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from inquiries.models import Sender, Signatory
from partnership.forms import VersionedForm

#: The lines of an address, and the characters of one, that the side column has room for.
MOST_LINES, LONGEST_LINE = 8, 60
_WEBSITE = re.compile(r"^[\w-]+(\.[\w-]+)+(/[^\s\"<>]*)?$")


class SenderForm(VersionedForm):
    #: Saved with its button: half an address would stand in every draft.
    autosaves = False

    class Meta:
        model = Sender
        fields = ["title", "address", "website"]
        widgets = {"address": forms.Textarea(attrs={"rows": 4, "class": "plain-text"})}
        help_texts = {
            "title": _("The first line of the block, such as the director's office."),
            "address": _("Line by line, as it is printed."),
            "website": _("Such as www.example.dk."),
        }

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_address(self) -> str:
        """Without empty lines, and no longer than the column."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["address"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("The address has at most %(most)s lines.") % {"most": MOST_LINES}
            )
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(
                _("A line of the address has at most %(most)s characters.") % {"most": LONGEST_LINE}
            )
        return "\n".join(lines)

    def clean_website(self) -> str:
        """As letters print it: without the protocol and a slash at its end."""
        website = re.sub(r"^https?://", "", self.cleaned_data["website"].strip()).rstrip("/")
        if website and not _WEBSITE.match(website):
            raise forms.ValidationError(
                _("%(text)s is not a website. Write it as it is printed, such as www.example.dk.")
                % {"text": website}
            )
        return website


class SignatoryForm(VersionedForm):
    autosaves = False

    class Meta:
        model = Signatory
        fields = ["name", "title"]
        help_texts = {"title": _("As it is printed, also where somebody is acting.")}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())
