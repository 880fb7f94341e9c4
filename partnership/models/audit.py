"""Who did what, written once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.guards import append_only
from partnership.models.partnerships import Partnership


@append_only
class AuditEntry(models.Model):
    """One act, with names as text, in the transaction of the change.

    `action` is named app.object.verb, such as "activities.section.edit".
    """

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="audit_entries"
    )
    object_uuid = models.UUIDField(null=True, db_index=True)
    object_name = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action} {self.object_name}"
