"""Forms of follow-ups."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.forms.fields import DateField
from partnership.forms.versioned import VersionedForm
from partnership.models import FollowUp, User


class FollowUpForm(VersionedForm):
    """What, who and when. The owner is one of those around it: the unit, or the partnership."""

    due_on = DateField(label=_("By when"), required=False)
    autosaves = False

    class Meta:
        model = FollowUp
        fields = ["what", "owner", "due_on"]
        widgets = {"what": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        around = Q(seats__unit=row.unit_id) if row.unit_id else Q()
        if row.partnership_id:
            around |= Q(seats__partnership=row.partnership_id)
        people = User.objects.filter(around, is_active=True) | User.objects.filter(pk=row.owner_id)
        self.offer("owner", people.distinct().order_by("sort_key"))


class FollowUpDoneForm(VersionedForm):
    autosaves = False

    class Meta:
        model = FollowUp
        fields = ["outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"outcome": _("What was done, and when.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = True
