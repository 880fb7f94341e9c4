"""A link that lets a named person without an account read one plan and comment on it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.plans import SafetyPlan
from activities.querysets import InvitationQuerySet
from partnership.models.links import GuestLink


class Invitation(GuestLink):
    """Whom the link was made for, and until when it works, that day included.

    The link's token is a signature over the nonce, so that it can be shown
    again; only the token's hash is looked up. See `services.invitations`.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="invitations")
    expires_on = models.DateField(_("works until"))

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

    @property
    def last_day(self) -> date:
        return self.expires_on
