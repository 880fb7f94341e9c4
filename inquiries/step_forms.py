"""The forms of the steps that an inquiry takes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.choices import DispatchChannel
from inquiries.models import Inquiry
from inquiries.services.clearance import MOST_APPROVERS
from partnership.choices import Role
from partnership.forms import DateField
from partnership.models import User

REASON = forms.Textarea(attrs={"rows": 3})
#: How many approvers the form has room for; more than a unit has are left out.
PLACES = 3


#: For the one case in which a letter keeps a figure that has changed.
KEEPS_OLD = _("Only where a figure has changed and the letter keeps the old one: why.")


class SubmitForm(forms.Form):
    """Who clears the letter, in order. `seen` is the fingerprint of the letter."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, help_text=KEEPS_OLD)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            seats__unit=inquiry.unit_id, seats__role=Role.APPROVER, is_active=True
        )
        if inquiry.confidential:
            people = people.filter(read_inquiries__inquiry=inquiry)
        approvers = people.distinct().order_by("sort_key")
        places = min(PLACES, MOST_APPROVERS, max(1, len(approvers)))
        self.names = [f"approver_{place}" for place in range(1, places + 1)]
        for place, name in enumerate(self.names, start=1):
            label = _("Cleared by") if place == 1 else _("Then by")
            self.fields[name] = forms.ModelChoiceField(
                label=label,
                queryset=approvers,
                required=place == 1,
                empty_label=_("Nobody more") if place > 1 else _("Not chosen"),
            )
        if inquiry.confidential:
            self.fields[self.names[0]].help_text = _("One of those who may read the inquiry.")
        self.order_fields([*self.names, "reason", "seen"])
        if len(approvers) == 1:
            self.fields[self.names[0]].initial = approvers[0]

    @property
    def approvers(self) -> list[User]:
        """Those chosen, in order."""
        return [user for name in self.names if (user := self.cleaned_data.get(name))]


class ClearForm(forms.Form):
    """`seen` is the SHA-256 of the PDF that the person sees."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, help_text=KEEPS_OLD)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=4000, widget=REASON)


class DispatchForm(forms.Form):
    """When and how the letter was sent. `seen` is its SHA-256."""

    sent_on = DateField(label=_("Sent"))
    channel = forms.ChoiceField(label=_("How"), choices=DispatchChannel.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_(
            "Only where it is sent on another day than the letter's date, or a figure has "
            "changed since."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_sent_on(self) -> Any:
        day = self.cleaned_data["sent_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day has not come yet."))
        return day
