"""What every posting tells."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Posting(models.Model):
    """What every posting tells: how much, when, by whom and why.

    `amount` is whole kroner, positive or negative, never zero.
    """

    amount = models.BigIntegerField(_("amount"))
    posted_at = models.DateTimeField(_("posted"), default=timezone.now, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    posted_by_name = models.CharField(_("posted by"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        abstract = True
