"""Forms of comments, answers and the links by which guests come."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Invitation
from activities.services.commented import Commented, fingerprint
from partnership.forms import DateField, ReferenceChoice, RichTextFormField

#: The longest comment or answer, in characters.
LONGEST_COMMENT = 10_000


def _words(label: Any, **kwargs: Any) -> forms.CharField:
    """A few lines of plain text."""
    widget = forms.Textarea(attrs={"rows": 3, "class": "plain-text"})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_COMMENT, **kwargs)


class CommentForm(forms.Form):
    """A comment, and once asked for a wording in place of the present one.

    `seen` tells what the text read like when the wording was begun.
    """

    text = _words(_("Comment"))

    def __init__(
        self,
        place: Commented,
        *,
        proposing: bool = False,
        references: Sequence[ReferenceChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(auto_id=f"id_{place.row.uuid}_%s", **kwargs)
        self.proposing = proposing and bool(place.field)
        self.may_propose = bool(place.field) and not self.proposing
        if self.proposing:
            self.fields["text"].required = False
            self.fields["seen"] = forms.CharField(
                initial=fingerprint(place.wording), widget=forms.HiddenInput, required=False
            )
            self.fields["proposal"] = self._wording(place, references)
            self.order_fields(["proposal", "text"])

    def _wording(self, place: Commented, references: Sequence[ReferenceChoice]) -> forms.Field:
        label, initial = _("Proposed wording"), place.wording
        if not place.is_rich:
            limit = place.row._meta.get_field(place.field).max_length
            widget = forms.Textarea(attrs={"rows": 2, "class": "plain-text"})
            return forms.CharField(label=label, initial=initial, widget=widget, max_length=limit)
        field = RichTextFormField(label=label, initial=initial, required=True)
        field.widget.references = references
        return field

    def clean_proposal(self) -> str:
        """A row's title is one line; a rich text is canonical already, and may be empty by that."""
        field, text = self.fields["proposal"], self.cleaned_data["proposal"]
        text = text if isinstance(field, RichTextFormField) else " ".join(text.split())
        if not text:
            raise ValidationError(field.error_messages["required"])
        return text

    def begin_again(self, place: Commented) -> None:
        """Let the wording stand on the text as it reads by now."""
        self.data = {**dict(self.data.items()), "seen": fingerprint(place.wording)}


class AnswerForm(forms.Form):
    text = _words(pgettext_lazy("to a comment", "Answer"))

    def __init__(self, key: object, **kwargs: Any) -> None:
        super().__init__(auto_id=f"id_{key}_%s", **kwargs)


class InvitationForm(forms.ModelForm):
    """Whom a link is for, and until when it works."""

    expires_on = DateField(label=_("The link works until"))

    class Meta:
        model = Invitation
        fields = ["name", "email", "expires_on"]
        help_texts = {"email": _("The link is sent to the address at once.")}

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day < timezone.localdate():
            raise ValidationError(_("The day has passed."))
        return day
