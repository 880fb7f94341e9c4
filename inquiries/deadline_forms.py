"""Forms of the deadline: moving it, and the rules and closing days it follows from."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.models import ClosingDay, Extension, Pause, UnitRules
from partnership.forms import DateField, VersionedForm, WholeNumberInput


class ExtendForm(forms.ModelForm):
    """`seen` is how many extensions stood there when it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Extension
        fields = ["days", "reason", "agreed_with"]
        widgets = {"days": WholeNumberInput, "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "days": _("Counted as the deadline is counted, from the deadline as it is now."),
            "agreed_with": _("Who has agreed that the answer comes later."),
        }


class PauseForm(forms.ModelForm):
    starts_on = DateField(
        label=_("From"),
        help_text=_("The first day that does not count."),
        initial=timezone.localdate,
    )

    class Meta:
        model = Pause
        fields = ["starts_on", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class ResumeForm(forms.Form):
    ends_on = DateField(
        label=_("The pause's last day"),
        help_text=_("The day does not count. The next one does."),
        initial=timezone.localdate,
    )


class ClosingDayForm(forms.ModelForm):
    on = DateField(label=_("Day"))

    class Meta:
        model = ClosingDay
        fields = ["on", "name"]
        help_texts = {"name": _("Such as Christmas Eve.")}

    def validate_unique(self) -> None:
        """The service says what stands there already, also when two add it at once."""


class UnitRulesForm(VersionedForm):
    autosaves = False

    class Meta:
        model = UnitRules
        fields = [
            "deadline_days",
            "day_count",
            "starts_from",
            "remind_days",
            "may_clear_own",
            "authority",
        ]
        help_texts = {
            "deadline_days": _("The authority's own rule. No law sets it."),
            "remind_days": _("Working days before the deadline; 0 for the day itself."),
            "authority": _("The authority's name, as the files of its letters tell it."),
        }

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.edited}
