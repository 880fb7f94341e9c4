"""Pools that the working group gives from, and what is granted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from budgets.models.postings import Posting
from budgets.querysets import PoolQuerySet
from partnership.guards import append_only
from partnership.models import Agreement
from partnership.models.named import Identified


class Pool(Identified):
    """Pulje: an activity whose money is given on; its balance is the activity's own lines."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="pools")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="pools")

    objects = PoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("pool")
        verbose_name_plural = _("pools")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "activity"],
                name="pool_once_per_activity",
                violation_error_message=_("The activity is a pool already."),
            ),
        ]

    def __str__(self) -> str:
        return self.activity.name


@append_only
class PoolGrant(Posting):
    """Money of a pool granted to an activity: shown there, and counted once, in the pool.

    `amount` is whole kroner; a negative one takes a grant back.
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="grants")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="pool_grants")
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("grant from a pool")
        verbose_name_plural = _("grants from pools")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0),
                name="pool_grant_not_zero",
                violation_error_message=_("A grant of 0 kr. changes nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.year}: {self.amount}"
