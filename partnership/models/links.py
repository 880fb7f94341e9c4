"""What links for people without an account have in common."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.models.named import Identified


class GuestLink(Identified):
    """Whom the link was made for; see `partnership.services.links` for its token."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    nonce = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date | None:
        """The last day on which it works, that day included; None if on none."""
        raise NotImplementedError

    def works_on(self, day: date) -> bool:
        last = self.last_day
        return self.revoked_at is None and last is not None and day <= last

    @property
    def works(self) -> bool:
        return self.works_on(timezone.localdate())
