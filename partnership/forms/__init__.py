"""The forms of the base app, and what all our forms share."""

from partnership.forms.fields import (
    LARGEST_NUMBER,
    LONGEST_PASTE,
    LONGEST_TEXT,
    DateField,
    DateInput,
    KronerField,
    KronerInput,
    ReferenceChoice,
    RichTextFormField,
    RichTextWidget,
    WholeNumberInput,
)
from partnership.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from partnership.forms.login import LoginForm
from partnership.forms.mail import MailSettingsForm
from partnership.forms.organisations import (
    ContactPersonForm,
    NewContactPersonForm,
    NewOrganisationForm,
    OrganisationForm,
)
from partnership.forms.versioned import Difference, VersionedForm, name_empty_choice
from partnership.forms.versions import NOW, RestoreForm, VersionsForm, version_name

__all__ = [
    "LARGEST_NUMBER",
    "LONGEST_PASTE",
    "LONGEST_TEXT",
    "NOW",
    "ContactPersonForm",
    "DateField",
    "DateInput",
    "Difference",
    "FollowUpDoneForm",
    "FollowUpForm",
    "KronerField",
    "KronerInput",
    "LoginForm",
    "MailSettingsForm",
    "NewContactPersonForm",
    "NewOrganisationForm",
    "OrganisationForm",
    "ReferenceChoice",
    "RestoreForm",
    "RichTextFormField",
    "RichTextWidget",
    "VersionedForm",
    "VersionsForm",
    "WholeNumberInput",
    "name_empty_choice",
    "version_name",
]
