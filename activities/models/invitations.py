"""A link that lets a named person without an account read one plan and comment on it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.plans import SafetyPlan
from activities.querysets import InvitationQuerySet
from partnership.models.named import Identified


class Invitation(Identified):
    """Whom the link was made for, and until when it works, that day included.

    The link's token is a signature over the nonce, so that it can be shown
    again; only the token's hash is looked up. See `services.invitations`.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    nonce = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    expires_on = models.DateField(_("works until"))
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="invitation_token_once",
                violation_error_message=_("Another invitation has this link."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="invitation_name_given",
                violation_error_message=_("Write whom the link is for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def works_on(self, day: date) -> bool:
        return self.revoked_at is None and day <= self.expires_on

    @property
    def works(self) -> bool:
        return self.works_on(timezone.localdate())
