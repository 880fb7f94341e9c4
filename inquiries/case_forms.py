"""The small forms on an inquiry's page: files, and who may read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inquiries.document.redaction import names_in
from inquiries.models import Councillor, Inquiry, Letter
from partnership.choices import UNIT_ROLES
from partnership.formats import long_date
from partnership.forms import DateField
from partnership.models import User


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class FilesForm(forms.Form):
    added = FilesField(
        label=_("Files"),
        help_text=_("At most 10 MB each. They are kept as they are."),
        allow_empty_file=True,
    )


class ReadersForm(forms.Form):
    """Whether the inquiry is confidential, and who may read it then."""

    confidential = forms.BooleanField(label=_("Confidential"), required=False)
    readers = forms.ModelMultipleChoiceField(
        label=_("Who may read it"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You and the responsible person always may."),
    )

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            seats__unit=inquiry.unit_id, seats__role__in=UNIT_ROLES, is_active=True
        )
        field: Any = self.fields["readers"]
        field.queryset = people.distinct().order_by("sort_key")
        field.initial = list(inquiry.readers.values_list("user", flat=True))
        self.fields["confidential"].initial = inquiry.confidential


class AccessForm(forms.Form):
    """Which letter, and what is struck out of it."""

    letter = forms.ModelChoiceField(
        label=_("Letter"), queryset=Letter.objects.none(), empty_label=None
    )
    names = forms.CharField(
        label=_("Names to leave out"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "plain-text"}),
        help_text=_(
            "One a line. A name is found in any case, across lines and in addresses. Write a "
            "first name alone on a line of its own where the letter uses it so."
        ),
    )

    def __init__(self, *args: Any, letters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["letter"]
        field.queryset = letters
        field.label_from_instance = lambda letter: long_date(letter.letter_date)
        field.initial = letters.last()

    def clean_names(self) -> list[str]:
        found = names_in(self.cleaned_data["names"])
        if not any(word.isalnum() for name in found for word in name):
            raise forms.ValidationError(_("Write at least one name."))
        return found


class CouncillorForm(forms.ModelForm):
    left_on = DateField(
        label=_("Left the council"),
        required=False,
        help_text=_("From that day the councillor is not offered any more."),
    )

    class Meta:
        model = Councillor
        fields = ["name", "office", "party", "party_letter", "left_on"]
        help_texts = {
            "office": _("As letters print it under the name."),
        }
