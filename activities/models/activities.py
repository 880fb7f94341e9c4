"""Activities, which last over the years, and the register of sources."""

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activities.choices import GrantPeriod
from activities.querysets import ActivityQuerySet, SourceQuerySet
from partnership.models import FocusArea, Partnership
from partnership.models.named import Identified, Named, Versioned


class Activity(Identified, Named):
    """What the money goes to, whatever the year's chapter is called."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="activities"
    )
    slug = models.SlugField(_("address"), max_length=80)
    note = models.CharField(_("addition"), max_length=120, blank=True)
    grant_period = models.CharField(
        _("grant"), max_length=14, choices=GrantPeriod, default=GrantPeriod.ONE_YEAR
    )
    started = models.PositiveSmallIntegerField(_("started"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("ended"), null=True, blank=True)
    focus_areas = models.ManyToManyField(
        FocusArea, through="ActivityFocusArea", related_name="activities"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="activity_address_once",
                violation_error_message=_("Another activity has this address."),
            ),
            models.CheckConstraint(
                condition=models.Q(grant_period__in=GrantPeriod.values),
                name="activity_grant_known",
                violation_error_message=_("Choose a kind of grant from the list."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(started__isnull=True)
                    | models.Q(ended__isnull=True)
                    | models.Q(started__lte=models.F("ended"))
                ),
                name="activity_years_in_order",
                violation_error_message=_("The activity ends before it starts."),
            ),
        ]

    def has_ended_before(self, year: int) -> bool:
        """Whether an earlier year was its last."""
        return self.ended is not None and self.ended < year

    def name_in(self, year: int) -> str:
        """The name, marked where the activity has ended before the year."""
        if self.has_ended_before(year):
            return gettext("%(activity)s (discontinued)") % {"activity": self.name}
        return self.name


class ActivityFocusArea(models.Model):
    """A focus area the activity serves, in the order its chapter names them."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE)
    focus_area = models.ForeignKey(FocusArea, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "focus_area"],
                name="focus_area_once_per_activity",
                violation_error_message=_("The activity serves this focus area already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.focus_area)


class Predecessor(models.Model):
    """What the activity came of: a rename or a merger."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="predecessors")
    name = models.CharField(_("name"), max_length=200)
    earlier = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="continuations"
    )

    class Meta:
        verbose_name = _("predecessor")
        verbose_name_plural = _("predecessors")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Source(Versioned):
    """A work that chapters cite; printed as a numbered note.

    One that no text cites can be removed from the register, and put back.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="sources")
    author = models.CharField(_("author"), max_length=200)
    title = models.CharField(_("title"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=40, blank=True)
    url = models.URLField(_("address"), blank=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["author", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "author", "title", "year"],
                name="source_once",
                violation_error_message=_("The register has this work already."),
            ),
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """As printed in a note, without a final full stop."""
        parts = [self.author, self.title, self.publisher]
        if self.year and self.year not in self.title:
            parts.append(self.year)
        return ", ".join(part for part in parts if part)

    @property
    def short_name(self) -> str:
        """Short enough for a list and for plain text: "VIVE 2021, Tryghed ..."."""
        year = "" if self.year in self.author else self.year
        name = f"{self.author} {year}".strip()
        return Truncator(f"{name}, {self.title}".removesuffix(", ")).chars(90)
