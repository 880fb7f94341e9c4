"""Choosing how often one wants mail."""

from typing import Any

from django import forms

from partnership.choices import MailFrequency
from partnership.mail import topics


class MailSettingsForm(forms.Form):
    """One question for each topic that there are mails about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in topics.names():
            self.fields[name] = forms.ChoiceField(
                label=str(topics[name].label),
                help_text=str(topics[name].description),
                choices=MailFrequency.choices,
                widget=forms.RadioSelect,
            )
