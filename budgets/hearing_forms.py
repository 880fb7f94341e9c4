"""The small forms of a reallocation's page: sending, stating, inviting and deciding."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgets.choices import Stance
from budgets.models import HearingLink
from budgets.services.hearings import wrong_with
from partnership.forms import DateField

#: How long a hearing is proposed to last.
USUAL = timedelta(days=14)


def _words(label: Any, *, required: bool = False, most: int = 4000, help_text: Any = "") -> Any:
    widget = forms.Textarea(attrs={"rows": 3, "class": "plain-text"})
    return forms.CharField(
        label=label, required=required, max_length=most, widget=widget, help_text=help_text
    )


class SendForm(forms.Form):
    """`seen` is the version of the draft that the person read."""

    hearing_until = DateField(
        label=_("The last day of the hearing"),
        help_text=_("That day included. A hearing lasts a year at most."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_hearing_until(self) -> date:
        day = self.cleaned_data["hearing_until"]
        if wrong := wrong_with(day):
            raise ValidationError(wrong)
        return day


class WithdrawForm(forms.Form):
    reason = _words(_("Why it is withdrawn"))


class StatementForm(forms.Form):
    stance = forms.ChoiceField(
        label=_("Your position"), choices=Stance.choices, widget=forms.RadioSelect
    )
    text = _words(
        _("Your statement"), help_text=_("May be left empty if you support the reallocation.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs_text = cleaned.get("stance") not in (None, Stance.SUPPORTS)
        if needs_text and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what you think."))
        return cleaned


class HearingLinkForm(forms.ModelForm):
    class Meta:
        model = HearingLink
        fields = ["name", "role", "email"]
        help_texts = {
            "role": _("Such as an association or a department. It stands by the statement."),
            "email": _("The link is sent to the address at once."),
        }


class DecisionForm(forms.Form):
    """Why it is decided before the hearing's date, while that is not over."""

    early_reason = _words(
        _("Why it is decided before the hearing is over"), required=True, most=2000
    )

    def __init__(self, *args: Any, is_early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_early:
            del self.fields["early_reason"]


class ApproveForm(DecisionForm):
    reason = _words(_("Remark"))
    field_order = ["reason", "early_reason"]


class RefuseForm(DecisionForm):
    reason = _words(_("Why it is refused"), required=True)
    field_order = ["reason", "early_reason"]
