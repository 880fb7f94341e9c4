"""Promises: what somebody has said will be done, by whom and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.models.named import Versioned
from partnership.models.partnerships import Partnership, Unit
from partnership.querysets import FollowUpQuerySet


class FollowUp(Versioned):
    """Opfoelgning: a promise of a letter, a grant or a decision; it outlives what it came from.

    `origin_uuid` is what it came from, named by `origin` as text.
    """

    what = models.CharField(_("what is to be done"), max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("responsible"),
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    #: Seen by its owner alone, since what it came from is not for all of the unit.
    confidential = models.BooleanField(default=False, editable=False)
    origin = models.CharField(_("from"), max_length=300, blank=True)
    origin_uuid = models.UUIDField(null=True, editable=False, db_index=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("how it was done"), max_length=500, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="follow_up_says_what",
                violation_error_message=_("Write what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(partnership__isnull=False),
                name="follow_up_belongs_somewhere",
                violation_error_message=_("A follow-up belongs to a unit or a partnership."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by_name="")
                | Q(done_at__isnull=False) & ~Q(done_by_name=""),
                name="follow_up_done_by_somebody",
                violation_error_message=_("What is done says by whom."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_overdue(self) -> bool:
        today = timezone.localdate()
        return self.done_at is None and self.due_on is not None and self.due_on < today
