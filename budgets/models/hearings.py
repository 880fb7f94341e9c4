"""The hearing of a reallocation: statements, and links for people without an account."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.choices import ReallocationState, Stance
from budgets.models.reallocations import Reallocation
from budgets.querysets import OfReallocationQuerySet
from partnership.guards import append_only
from partnership.models.links import GuestLink
from partnership.models.named import Identified

#: How long a link shows how it ended, after the day it was decided or withdrawn.
SHOWN_AFTER = timedelta(days=30)


class HearingLink(GuestLink):
    """Lets a named person without an account read one reallocation and state an opinion.

    It works to the end of the hearing, and again for a month once it is decided
    or withdrawn, then to read only. The token is a signature over the nonce, so
    that later mails can carry the link again; only its hash is looked up.
    """

    reallocation = models.ForeignKey(Reallocation, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(_("on behalf of"), max_length=200, blank=True)

    objects = OfReallocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a hearing")
        verbose_name_plural = _("links to hearings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="hearing_link_token_once",
                violation_error_message=_("Another invitation has this link."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="hearing_link_name_given",
                violation_error_message=_("Write whom the link is for."),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """Of the hearing; once that has been decided, of the month after."""
        ended = self.reallocation.ended_by
        if ended is None:
            return self.reallocation.hearing_until
        return timezone.localdate(ended.at) + SHOWN_AFTER

    @property
    def awaits_decision(self) -> bool:
        """Whether it opens nothing now, and will when the decision is made."""
        in_hearing = self.reallocation.state == ReallocationState.HEARING
        return self.revoked_at is None and in_hearing and not self.works

    @property
    def may_open(self) -> bool:
        """Whether it opens something, now or later, so that it can be revoked."""
        return self.works or self.awaits_decision


@append_only
class HearingStatement(Identified):
    """What a member of the steering group, or a guest by link, says; more may be added."""

    reallocation = models.ForeignKey(
        Reallocation, on_delete=models.PROTECT, related_name="statements"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.ForeignKey(
        HearingLink, on_delete=models.PROTECT, null=True, related_name="statements"
    )
    by_name = models.CharField(_("name"), max_length=200)
    by_role = models.CharField(_("on behalf of"), max_length=200, blank=True)
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    text = models.TextField(_("statement"), max_length=4000, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfReallocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement in a hearing")
        verbose_name_plural = _("statements in hearings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values),
                name="statement_stance_known",
                violation_error_message=_("Choose a position from the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(stance=Stance.SUPPORTS) | ~models.Q(text=""),
                name="statement_text_given",
                violation_error_message=_("Write what you think."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(by__isnull=False, link__isnull=True)
                    | models.Q(by__isnull=True, link__isnull=False)
                ),
                name="statement_by_person_or_link",
                violation_error_message=_("A statement is made by a person or by a link."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_stance_display()}"
