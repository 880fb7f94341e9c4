"""Forms of what a unit keeps for writing: contacts, text blocks and figures of rounds."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.models import Contact, TextBlock, UnitFigure
from partnership.forms import DateField, RichTextFormField, VersionedForm
from partnership.models import Organisation, Unit, User


class KeptForm(VersionedForm):
    """Something a unit keeps; a new one also says of which unit."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    #: It is saved with its button, from a page of its own.
    autosaves = False
    field_order = ["unit"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]
            return
        units = Unit.objects.visible_to(by).order_by("sort_key")
        self.offer("unit", units)
        if len(units) == 1:
            self.fields["unit"].initial = units[0]
            self.fields["unit"].widget = forms.HiddenInput()


class ContactForm(KeptForm):
    on = DateField(label=_("Date"), required=False)

    class Meta:
        model = Contact
        fields = ["organisation", "on", "when", "channel", "who", "text"]
        help_texts = {
            "when": _("Where no date is known, such as before the round of applications."),
            "who": _("Who took part, on both sides."),
            "text": _("As it may stand in a letter, in whole sentences."),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.offer("organisation", Organisation.objects.visible_to(by).order_by("sort_key"))

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("on") and not cleaned.get("when") and "on" not in self.errors:
            self.add_error("on", _("Write a date, or when it was in words."))
        return cleaned


class TextBlockForm(KeptForm):
    body = RichTextFormField(label=_("Text"), required=True)

    class Meta:
        model = TextBlock
        fields = ["name", "body"]


class UnitFigureForm(KeptForm):
    class Meta:
        model = UnitFigure
        fields = ["round", "label", "year", "value", "is_kroner", "where"]
        help_texts = {
            "round": _("Such as Sociale partnerskaber 2024."),
            "label": _("Such as grants to sports clubs."),
            "where": _("The decision or the document that states it."),
        }
