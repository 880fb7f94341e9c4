"""Council members who ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inquiries.querysets import CouncillorQuerySet
from partnership.models.named import Identified, Named


class Councillor(Identified, Named):
    """A council member; what an inquiry says of one is kept on it as text."""

    office = models.CharField(_("office"), max_length=200)
    party = models.CharField(_("party"), max_length=80, blank=True)
    party_letter = models.CharField(_("party letter"), max_length=3, blank=True)
    #: Former members keep their inquiries and are not offered any more.
    left_on = models.DateField(_("left the council"), null=True, blank=True)

    objects = CouncillorQuerySet.as_manager()

    class Meta:
        verbose_name = _("councillor")
        verbose_name_plural = _("councillors")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="councillor_name_given",
                violation_error_message=_("Write the name."),
            ),
        ]

    def searched_names(self) -> list[str]:
        return [self.name, self.party, self.party_letter]
