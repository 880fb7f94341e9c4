"""The history of what is written: one entry per person and stretch of work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.choices import Act
from partnership.guards import append_only
from partnership.models.partnerships import Partnership


class Work(models.Model):
    """Who worked on what, and when.

    `subject_uuid` is what has the history: a chapter, a plan, an organisation.
    `scope_uuid` is what it belongs to: a chapter to its plan, others to themselves.
    `number` counts the entries of one subject from 1.
    """

    subject_uuid = models.UUIDField()
    subject_kind = models.CharField(max_length=60)
    scope_uuid = models.UUIDField(db_index=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveIntegerField(_("number"))
    act = models.CharField(_("act"), max_length=10, choices=Act, default=Act.EDIT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    #: Who let somebody else's wording in.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_by_name = models.CharField(max_length=200, blank=True)
    #: Which earlier entry was brought back, by its number.
    restored = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"))
    saves = models.PositiveIntegerField(_("saves"), default=1)

    class Meta:
        abstract = True


class Stretch(Work):
    """The work that is going on, or the last that was: one row a subject.

    The row is locked by whoever writes, so that entries close in one order.
    """

    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("stretch of work")
        verbose_name_plural = _("stretches of work")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_uuid"],
                name="stretch_once_per_subject",
                violation_error_message=_("Somebody is at work on this already."),
            ),
            models.CheckConstraint(
                condition=models.Q(act__in=Act.values),
                name="stretch_act_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.started_at:%Y-%m-%d %H:%M}"


@append_only
class Revision(Work):
    """A closed entry: the whole content as it was when the stretch ended."""

    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="following"
    )
    content = models.JSONField()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_uuid", "number"],
                name="revision_number_once",
                violation_error_message=_("The history has an entry with this number already."),
            ),
            models.CheckConstraint(
                condition=models.Q(act__in=Act.values),
                name="revision_act_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.by_name} {self.ended_at:%Y-%m-%d %H:%M}"
