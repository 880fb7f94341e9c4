"""Forms of a plan's texts and of the rows of its chapters."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from activities.choices import PartKind
from activities.models import (
    Chapter,
    Deliverable,
    Goal,
    ListPart,
    Milestone,
    PlanSection,
    Responsibility,
    SafetyPlan,
    Section,
    Source,
    Target,
    TargetGroup,
)
from partnership.forms import (
    LARGEST_NUMBER,
    DateField,
    RichTextFormField,
    VersionedForm,
)
from partnership.models import FocusArea, Organisation, TheoryItem

DATES = (
    "starts_on",
    "ends_on",
    _("The dates are turned round: the first date must be the earlier."),
)


class SectionForm(VersionedForm):
    body = RichTextFormField(label=_("Text"))

    class Meta:
        model = Section
        fields = ["body"]


class PlanSectionForm(VersionedForm):
    body = RichTextFormField(label=_("Text"))

    class Meta:
        model = PlanSection
        fields = ["heading", "body"]


class PartForm(VersionedForm):
    intro = RichTextFormField(label=_("Text before the list"))
    closing = RichTextFormField(label=_("Text after the list"))

    class Meta:
        model = ListPart
        fields = ["intro", "closing"]


class HeadingForm(VersionedForm):
    class Meta:
        model = Chapter
        fields = ["title", "is_new", "formerly"]


class SourceForm(VersionedForm):
    #: The same work, where the register has it already.
    twin: Source | None = None
    url = forms.URLField(
        label=_("Address"),
        required=False,
        assume_scheme="https",
        help_text=_("Where the work can be read, if it is on the net."),
    )

    class Meta:
        model = Source
        fields = ["author", "title", "publisher", "year", "url"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2, "class": "plain-text"})}
        help_texts = {
            "author": _("A person or an organisation, as it is to be printed."),
            "year": _("Printed as it stands, such as 2021, 2019-2023 or no year."),
        }

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class NewSourceForm(SourceForm):
    #: A work is added when it is complete, not while it is typed.
    autosaves = False


class ActivityForm(forms.Form):
    """An activity that joins the plan, at its end."""

    #: See `activities.services.chapters.add_activity`.
    identity = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    title = forms.CharField(label=_("Title"), max_length=200)
    is_new = forms.BooleanField(label=_("Marked as new in the plan"), required=False, initial=True)
    focus_areas = forms.ModelMultipleChoiceField(
        label=_("Focus areas"),
        queryset=FocusArea.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    money_only = forms.BooleanField(
        label=_("Money only"),
        required=False,
        help_text=_("It stands in the economy and has no chapter to write."),
    )

    def __init__(self, plan: SafetyPlan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = cast(forms.ModelMultipleChoiceField, self.fields["focus_areas"])
        areas.queryset = plan.agreement.focus_areas.all()


class MoveForm(forms.Form):
    """Where an activity is to stand in its plan: before another, or last."""

    before = forms.ModelChoiceField(
        queryset=Chapter.objects.none(), to_field_name="uuid", required=False
    )
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)

    def __init__(self, plan: SafetyPlan, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        cast(forms.ModelChoiceField, self.fields["before"]).queryset = plan.chapters.all()

    def clean_before(self) -> Any:
        """Nothing means last; it is never taken from what was not said at all."""
        if "before" not in self.data:
            raise ValidationError(self.fields["before"].error_messages["required"])
        return self.cleaned_data["before"]


class TheoryItemForm(VersionedForm):
    class Meta:
        model = TheoryItem
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "class": "plain-text"})}


class TextRowForm(VersionedForm):
    body = RichTextFormField(label=_("Elaboration"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget = forms.Textarea(attrs={"rows": 2, "class": "plain-text"})
        self.fields["group"].help_text = _("Rows with the same group stand under one heading.")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class GoalForm(TextRowForm):
    class Meta:
        model = Goal
        fields = ["title", "body", "group"]


class TargetGroupForm(TextRowForm):
    ordered = (
        (
            "age_from",
            "age_to",
            _("The age span is turned round: the first age must be the lower."),
        ),
    )

    class Meta:
        model = TargetGroup
        fields = ["title", "age_from", "age_to", "body", "group"]


class MilestoneForm(TextRowForm):
    starts_on = DateField(label=_("From"), required=False)
    ends_on = DateField(label=_("Until"), required=False)
    ordered = (DATES,)

    class Meta:
        model = Milestone
        fields = ["when", "title", "starts_on", "ends_on", "recurrence", "body", "group"]
        help_texts = {
            "when": _("In words, such as spring, or the last Saturday of August."),
        }


class DeliverableForm(TextRowForm):
    class Meta:
        model = Deliverable
        fields = ["title", "body", "group"]


class TargetForm(VersionedForm):
    ordered = (("minimum", "maximum", _("The lower number is larger than the higher.")),)

    class Meta:
        model = Target
        fields = ["minimum", "maximum", "unit", "basis", "exception"]
        help_texts = {
            "minimum": _("Write the same number in both for an exact number."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = {"minimum", "maximum"}
        if not numbers & self.errors.keys() and all(cleaned.get(n) is None for n in numbers):
            self.add_error("minimum", _("Write at least one number."))
        return cleaned


class ResponsibilityForm(VersionedForm):
    starts_on = DateField(label=_("From"), required=False)
    ends_on = DateField(label=_("Until"), required=False)
    ordered = (DATES,)

    class Meta:
        model = Responsibility
        fields = [
            "role",
            "organisation",
            "body",
            "name",
            "duty",
            "starts_on",
            "ends_on",
            "tentative",
        ]

    def __init__(self, *args: Any, partnership: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisation", Organisation.objects.order_by("sort_key"))
        if partnership is not None:
            self.offer("body", partnership.bodies.order_by("sort_key"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parties = ("organisation", "body", "name")
        if not any(name in self.errors for name in parties):
            given = [name for name in parties if cleaned.get(name)]
            if len(given) != 1:
                self.add_error(
                    given[1] if given else "organisation",
                    _("Choose an organisation or a body, or write a name: one of the three."),
                )
        return cleaned


ROW_FORMS: dict[str, type[VersionedForm]] = {
    PartKind.GOALS: GoalForm,
    PartKind.TARGET_GROUPS: TargetGroupForm,
    PartKind.TIMETABLE: MilestoneForm,
    PartKind.DELIVERABLES: DeliverableForm,
    PartKind.RESPONSIBILITIES: ResponsibilityForm,
}
