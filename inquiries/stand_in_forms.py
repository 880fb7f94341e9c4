"""The form of a stand-in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.choices import UNIT_ROLES, Role
from partnership.forms import DateField
from partnership.models import Unit, User


class StandInForm(forms.Form):
    absent = forms.ModelChoiceField(
        label=_("In the place of"), queryset=User.objects.none(), empty_label=_("Not chosen")
    )
    user = forms.ModelChoiceField(
        label=_("Stand-in"), queryset=User.objects.none(), empty_label=_("Not chosen")
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("Until"), help_text=_("That day included."))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(seats__unit=unit, is_active=True)
        offered = {"absent": [Role.APPROVER], "user": UNIT_ROLES}
        for name, roles in offered.items():
            field: Any = self.fields[name]
            rows = people.filter(seats__role__in=roles)
            field.queryset = rows.distinct().order_by("sort_key")
