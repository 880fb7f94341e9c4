"""Who is where just now."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """An open window of a person on something, such as a chapter.

    `part` is the anchor of what is open for editing there, or "".
    """

    place_uuid = models.UUIDField()
    tab = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["place_uuid", "tab"],
                name="presence_once_per_window",
                violation_error_message=_("The window is here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.part}"
