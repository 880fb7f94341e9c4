"""The rows of a chapter's list parts. Removal is soft; identity is for life."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activities.choices import Basis, PartKind, Recurrence, ResponsibilityRole
from activities.models.chapters import ListPart
from activities.querysets import ResponsibilityQuerySet, RowQuerySet, TargetQuerySet
from partnership.models import Body, Organisation
from partnership.models.named import Versioned
from partnership.richtext.fields import RichTextField


class Row(Versioned):
    """What every row has: its part, its place and whether it was removed."""

    position = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class TextRow(Row):
    """A row that is a title, perhaps under a group, perhaps elaborated."""

    group = models.CharField(_("group"), max_length=120, blank=True)
    title = models.CharField(_("text"), max_length=500)
    body = RichTextField(_("elaboration"))

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


def title_given(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(title=""),
        name=f"{name}_title_given",
        violation_error_message=_("Write a text."),
    )


def in_order(first: str, last: str, name: str, message) -> models.CheckConstraint:
    """`first` is not after `last`, where both are given."""
    return models.CheckConstraint(
        condition=(
            models.Q(**{f"{first}__isnull": True})
            | models.Q(**{f"{last}__isnull": True})
            | models.Q(**{f"{first}__lte": models.F(last)})
        ),
        name=name,
        violation_error_message=message,
    )


class Goal(TextRow):
    """Maalsaetning."""

    part = models.ForeignKey(ListPart, on_delete=models.CASCADE, related_name="goals")

    class Meta(TextRow.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [title_given("goal")]


class TargetGroup(TextRow):
    """Maalgruppe; ages in years."""

    part = models.ForeignKey(ListPart, on_delete=models.CASCADE, related_name="target_groups")
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)

    class Meta(TextRow.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        constraints = [
            title_given("target_group"),
            in_order(
                "age_from",
                "age_to",
                "target_group_ages_in_order",
                _("The age span is turned round: the first age must be the lower."),
            ),
        ]


class Milestone(TextRow):
    """A step of the timetable. `when` is words; the dates are for machines."""

    part = models.ForeignKey(ListPart, on_delete=models.CASCADE, related_name="milestones")
    when = models.CharField(_("when"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recurrence = models.CharField(_("recurs"), max_length=10, choices=Recurrence, blank=True)

    class Meta(TextRow.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            title_given("milestone"),
            in_order(
                "starts_on",
                "ends_on",
                "milestone_dates_in_order",
                _("The dates are turned round: the first date must be the earlier."),
            ),
            models.CheckConstraint(
                condition=models.Q(recurrence__in=["", *Recurrence.values]),
                name="milestone_recurrence_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]


class Deliverable(TextRow):
    """Leverance: what is to be there, with its numbers as targets."""

    part = models.ForeignKey(ListPart, on_delete=models.CASCADE, related_name="deliverables")

    class Meta(TextRow.Meta):
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [title_given("deliverable")]


class Target(Row):
    """A number of a deliverable: at least, at most, exactly or a span."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="targets")
    minimum = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=120)
    basis = models.CharField(_("counted"), max_length=20, choices=Basis, default=Basis.IN_TOTAL)
    exception = models.CharField(_("exception"), max_length=200, blank=True)

    objects = TargetQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Row.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            in_order(
                "minimum",
                "maximum",
                "target_numbers_in_order",
                _("The lower number is larger than the higher."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=False) | models.Q(maximum__isnull=False),
                name="target_number_given",
                violation_error_message=_("Write at least one number."),
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=Basis.values),
                name="target_basis_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span} {self.unit}"

    @property
    def span(self) -> str:
        """The number as a person would say it: at least 20, 8 to 10, or 5."""
        if self.maximum is None:
            return gettext("at least %(number)s") % {"number": self.minimum}
        if self.minimum is None:
            return gettext("at most %(number)s") % {"number": self.maximum}
        if self.minimum == self.maximum:
            return str(self.minimum)
        return f"{self.minimum}\u2013{self.maximum}"


class Responsibility(Row):
    """Who leads, takes part or pays: an organisation, a body or words."""

    part = models.ForeignKey(ListPart, on_delete=models.CASCADE, related_name="responsibilities")
    role = models.CharField(
        _("role"), max_length=12, choices=ResponsibilityRole, default=ResponsibilityRole.PARTNER
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("organisation"),
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("body"),
    )
    name = models.CharField(_("or in words"), max_length=200, blank=True)
    duty = models.CharField(_("duty"), max_length=500, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    tentative = models.BooleanField(_("not yet agreed"), default=False)

    objects = ResponsibilityQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Row.Meta):
        verbose_name = _("responsible party")
        verbose_name_plural = _("responsible parties")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(organisation__isnull=False, body__isnull=True, name="")
                    | models.Q(organisation__isnull=True, body__isnull=False, name="")
                    | (models.Q(organisation__isnull=True, body__isnull=True) & ~models.Q(name=""))
                ),
                name="responsibility_one_party",
                violation_error_message=_(
                    "Choose an organisation or a body, or write a name: one of the three."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=ResponsibilityRole.values),
                name="responsibility_role_known",
                violation_error_message=_("Choose a role from the list."),
            ),
            in_order(
                "starts_on",
                "ends_on",
                "responsibility_dates_in_order",
                _("The dates are turned round: the first date must be the earlier."),
            ),
        ]

    def __str__(self) -> str:
        return self.party

    @property
    def party(self) -> str:
        """The name of whoever it is."""
        named = self.organisation or self.body
        return named.name if named else self.name


#: The row model of each kind of list part, and the name of its relation.
ROW_MODELS: dict[str, Any] = {
    PartKind.GOALS: Goal,
    PartKind.TARGET_GROUPS: TargetGroup,
    PartKind.TIMETABLE: Milestone,
    PartKind.DELIVERABLES: Deliverable,
    PartKind.RESPONSIBILITIES: Responsibility,
}
