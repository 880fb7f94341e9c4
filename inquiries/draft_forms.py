"""Writing a reply: its answers, what stands round them, and what is put into them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models import SafetyPlan
from inquiries.models import Answer, Reply
from partnership.forms import DateField, ReferenceChoice, RichTextFormField, VersionedForm
from partnership.models import User


class AnswerForm(VersionedForm):
    body = RichTextFormField(label=_("Answer"))

    class Meta:
        model = Answer
        fields = ["body"]


class ReplyForm(VersionedForm):
    """The letter's own fields."""

    letter_date = DateField(
        label=_("Date of the letter"),
        required=False,
        help_text=_("It has to be there before the letter goes to clearance."),
    )
    opening = RichTextFormField(label=_("Text before the questions"))
    closing = RichTextFormField(label=_("Text after the answers"))

    class Meta:
        model = Reply
        fields = ["letter_date", "sender", "signatory", "opening", "closing"]

    def __init__(self, *args: Any, instance: Reply, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        unit = instance.inquiry.unit
        for name, rows in (("sender", unit.senders), ("signatory", unit.signatories)):
            chosen = Q(pk=getattr(instance, f"{name}_id"))
            self.offer(name, rows.filter(Q(removed_at__isnull=True) | chosen))


class RemarkForm(forms.Form):
    """A comment; `proposing` adds a wording in place of the whole answer."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "plain-text"}),
    )

    def __init__(
        self,
        *args: Any,
        answer: Answer,
        proposing: bool,
        references: Sequence[ReferenceChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposing = proposing
        if proposing:
            self.fields["text"].required = False
            self.fields["seen"] = forms.IntegerField(
                initial=answer.version, widget=forms.HiddenInput
            )
            wording = RichTextFormField(
                label=_("Proposed wording"), initial=answer.body, required=True
            )
            wording.widget.references = references
            self.fields["proposal"] = wording
            self.order_fields(["proposal", "text"])

    def begin_again(self, answer: Answer) -> None:
        """Let the wording stand on the text as it reads by now."""
        self.data = {**dict(self.data.items()), "seen": str(answer.version)}


class FactSearchForm(forms.Form):
    """Which figures are shown to be taken into an answer."""

    plan = forms.ModelChoiceField(
        label=_("Safety plan"),
        queryset=SafetyPlan.objects.none(),
        required=False,
        empty_label=_("The unit's own figures only"),
    )
    q = forms.CharField(label=_("Words of the figure's name"), required=False, max_length=100)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = SafetyPlan.objects.visible_to(by).select_related("partnership", "agreement")
        field: Any = self.fields["plan"]
        field.queryset = plans.order_by("partnership__sort_key", "-year")
        field.label_from_instance = lambda plan: f"{plan.partnership.short_name} {plan.year}"


class PassageSearchForm(forms.Form):
    q = forms.CharField(label=_("Words in questions and answers"), required=False, max_length=200)
