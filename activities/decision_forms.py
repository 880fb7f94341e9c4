"""What a decider writes when a plan is approved or put under revision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.services.lifecycle import PlanMoved


class ReasonForm(forms.Form):
    """Why a decision about the plan is taken."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "plain-text"}),
    )


class ApproveForm(ReasonForm):
    """A remark; where something speaks against it, also that it is approved all the same.

    When the plan has moved since it was shown, what was typed stays; but that it is
    approved all the same is said anew, of what speaks against it now.
    """

    override = forms.BooleanField(
        label=_("Approve all the same"),
        error_messages={"required": _("Tick it if the plan is to be approved all the same.")},
    )
    override_reason = forms.CharField(
        label=_("Why it is approved all the same"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "plain-text"}),
        error_messages={"required": _("Write why the plan is approved all the same.")},
    )
    field_order = ["override", "override_reason", "reason"]

    def __init__(self, data: Any = None, *, has_errors: bool, has_moved: bool) -> None:
        if has_moved:
            data = data.copy()
            data.pop("override", None)
        super().__init__(data)
        self.has_moved = has_moved
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Remark to the approval")
        for name in ("override", "override_reason"):
            self.fields[name].required = not has_moved
            if not has_errors:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        if self.has_moved:
            self.add_error(None, str(PlanMoved()))
        return super().clean() or self.cleaned_data
