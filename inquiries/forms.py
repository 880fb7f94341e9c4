"""Registering an inquiry, and correcting what is registered."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from inquiries.models import Councillor, Inquiry
from inquiries.services.numbers import read_edoc, read_f2
from inquiries.services.questions import split_questions
from partnership.choices import UNIT_ROLES
from partnership.forms import DateField, VersionedForm
from partnership.models import Organisation, Partnership, Unit, User

#: Characters of a case number as typed, spaces included.
LONGEST_TYPED = 40


class InquiryForm(VersionedForm):
    """What is registered of an inquiry. The councillor fills in name, office and letter."""

    asked_on = DateField(label=_("Asked"), help_text=_("The day on the question."))
    received_on = DateField(label=_("Received"))

    class Meta:
        model = Inquiry
        fields = [
            "councillor",
            "asker_name",
            "asker_office",
            "asker_party_letter",
            "subject",
            "asked_on",
            "received_on",
            "edoc_number",
            "f2_number",
            "responsible",
            "partnership",
            "activities",
            "organisations",
        ]
        labels = {
            "edoc_number": _("Number in eDoc"),
            "f2_number": _("Number in F2"),
            "councillor": _("Councillor who asks"),
            "asker_name": _("Who asks"),
            "asker_office": _("Office"),
        }
        help_texts = {
            "councillor": _(
                "Somebody who is not in the list is written under More about the question."
            ),
            "asker_name": _("Where it is not the councillor as the register has it."),
            "subject": _("As it will stand in the letter after the word about."),
            "edoc_number": _("Such as 2024-0411360."),
            "f2_number": _("Such as 2024 - 24080."),
        }

    #: An inquiry is saved with its button: half a date would move a deadline.
    autosaves = False
    template_name = "inquiries/register_fields.html"
    #: What few questions need, and which therefore stands folded until it says something.
    further = (
        "asker_name",
        "asker_office",
        "asker_party_letter",
        "partnership",
        "activities",
        "organisations",
        "confidential",
    )
    #: What is linked beside the inquiry's own row.
    links = ("activities", "organisations")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("asker_name", "asker_office"):
            self.fields[name].required = False
        for name in ("edoc_number", "f2_number"):
            field = cast(forms.CharField, self.fields[name])
            field.max_length, field.validators = LONGEST_TYPED, []
            field.widget.attrs |= {"maxlength": str(LONGEST_TYPED), "class": "input--date"}
        units = Unit.objects.visible_to(by)
        today = timezone.localdate()
        self._offer("councillor", Councillor.objects.sitting_on(today))
        colleagues = User.objects.filter(
            seats__unit__in=units, seats__role__in=UNIT_ROLES, is_active=True
        )
        self._offer("responsible", colleagues)
        self._offer("partnership", Partnership.objects.visible_to(by))
        self._offer("activities", Activity.objects.visible_to(by))
        self._offer("organisations", Organisation.objects.visible_to(by))

    def _offer(self, name: str, rows: Any) -> None:
        """The rows, and what is chosen already: another's choice is not undone unseen."""
        chosen = self.initial.get(name) or []
        kept = chosen if isinstance(chosen, list) else [chosen]
        keys = [getattr(row, "pk", row) for row in kept]
        either = Q(pk__in=rows.values("pk")) | Q(pk__in=keys)
        self.offer(name, rows.model._default_manager.filter(either).order_by("sort_key"))

    @property
    def opens_further(self) -> bool:
        """Whether something is written there, or is to be corrected."""
        said = any(self[name].value() for name in self.further)
        return said or any(name in self.errors for name in self.further)

    @property
    def edited(self) -> list[str]:
        """What is compared when somebody else has saved: the inquiry's own row."""
        return [name for name in super().edited if name not in self.links]

    def clean_edoc_number(self) -> str:
        return read_edoc(self.cleaned_data["edoc_number"])

    def clean_f2_number(self) -> str:
        return read_f2(self.cleaned_data["f2_number"])

    def clean(self) -> dict[str, Any]:
        """Name, office and letter come from the councillor where they stand empty."""
        cleaned = super().clean()
        councillor = cleaned.get("councillor")
        if councillor:
            filled = (
                ("asker_name", councillor.name),
                ("asker_office", councillor.office),
                ("asker_party_letter", councillor.party_letter),
            )
            cleaned |= {name: cleaned.get(name) or value for name, value in filled}
        elif not cleaned.get("asker_name"):
            self.add_error("asker_name", _("Choose a councillor, or write who asks."))
        self._clean_days(cleaned.get("asked_on"), cleaned.get("received_on"))
        return cleaned

    def _clean_days(self, asked: date | None, received: date | None) -> None:
        if asked and received and received < asked:
            self.add_error("received_on", _("The question is received before it is asked."))
        if received and received > timezone.localdate():
            self.add_error("received_on", _("The day has not come yet."))


class NewInquiryForm(InquiryForm):
    """The same, with the unit and the questions, so that a minute is enough."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    questions = forms.CharField(
        label=_("Questions"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "plain-text"}),
        help_text=_(
            "Paste them from the mail. Lines that begin 1., 2. and so on become questions of "
            "their own."
        ),
    )

    class Meta(InquiryForm.Meta):
        # Later on it is changed where its readers are named, and nowhere else.
        fields = [*InquiryForm.Meta.fields, "confidential"]
        help_texts = {
            **InquiryForm.Meta.help_texts,
            "confidential": _("Seen only by the people who are named on the inquiry."),
        }

    field_order = ["unit", "councillor", "subject", "questions", "asked_on", "received_on"]
    field_order += ["edoc_number", "f2_number", "responsible"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        units = Unit.objects.visible_to(by).order_by("sort_key")
        self.offer("unit", units)
        # The form's own initial values win over those of the empty row.
        self.initial["received_on"] = timezone.localdate()
        if len(units) == 1:
            self.fields["unit"].initial = units[0]
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_questions(self) -> list[str]:
        found = split_questions(self.cleaned_data["questions"])
        if not found:
            raise forms.ValidationError(_("Write the question."))
        return found


class QuestionsForm(VersionedForm):
    """The questions as one text, numbered; see `split_questions`."""

    questions = forms.CharField(
        label=_("Questions"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "plain-text"}),
        help_text=_("Lines that begin 1., 2. and so on are questions of their own."),
    )
    autosaves = False

    class Meta:
        model = Inquiry
        fields: list[str] = []

    clean_questions = NewInquiryForm.clean_questions


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
