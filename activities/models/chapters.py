"""A chapter: one activity's text in one plan. It is rows, not columns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.choices import PartKind, SectionKind
from activities.models.activities import Activity
from activities.models.plans import SafetyPlan
from activities.querysets import ChapterQuerySet, PartQuerySet, SectionQuerySet
from partnership.models.named import Versioned
from partnership.richtext.fields import RichTextField


class Chapter(Versioned):
    """Number and title as printed, and what the printed title adds.

    `money_only`: the activity stands in the economy overview and has no text.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="chapters")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="chapters")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    is_new = models.BooleanField(_("new this year"), default=False)
    formerly = models.CharField(_("formerly"), max_length=200, blank=True)
    money_only = models.BooleanField(_("money only"), default=False)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "activity"],
                name="chapter_once_per_activity",
                violation_error_message=_("The activity has a chapter in this plan already."),
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="chapter_number_once",
                violation_error_message=_("Another chapter has this number."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="chapter_title_given",
                violation_error_message=_("Write a title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Section(Versioned):
    """Opening, background, purpose or communication: a rich text."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(_("kind"), max_length=15, choices=SectionKind)
    body = RichTextField(_("text"))

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "kind"],
                name="section_once_per_chapter",
                violation_error_message=_("The chapter has this section already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SectionKind.values),
                name="section_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.get_kind_display()}"


class ListPart(Versioned):
    """Goals, target groups ...: text before, rows, text after."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=16, choices=PartKind)
    intro = RichTextField(_("text before the list"))
    closing = RichTextField(_("text after the list"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("list part")
        verbose_name_plural = _("list parts")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "kind"],
                name="part_once_per_chapter",
                violation_error_message=_("The chapter has this list already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PartKind.values),
                name="part_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.get_kind_display()}"
