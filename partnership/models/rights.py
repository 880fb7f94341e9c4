"""Who may do what: bodies, seats and memberships."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.choices import PARTNERSHIP_ROLES, UNIT_ROLES, BodyKind, Role
from partnership.models.named import Identified, Named
from partnership.models.organisations import Organisation
from partnership.models.partnerships import Partnership, Unit
from partnership.querysets import MembershipQuerySet, SeatQuerySet


class Body(Identified, Named):
    """Steering group, working group, secretariat or deciding administration."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                name="body_once_per_partnership",
                violation_error_message=_("The partnership has this body already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=BodyKind.values),
                name="body_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
        ]


class Seat(models.Model):
    """Gives a person a role in one partnership or in one unit."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="seats"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="seats"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(
                        partnership__isnull=False, unit__isnull=True, role__in=PARTNERSHIP_ROLES
                    )
                    | models.Q(partnership__isnull=True, unit__isnull=False, role__in=UNIT_ROLES)
                ),
                name="seat_role_fits_place",
                violation_error_message=_(
                    "A seat belongs to a partnership or to a unit, with a role that exists there."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "partnership"],
                condition=models.Q(partnership__isnull=False),
                name="seat_once_per_partnership",
                violation_error_message=_("The person has this role already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(unit__isnull=False),
                name="seat_once_per_unit",
                violation_error_message=_("The person has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Membership(models.Model):
    """Ties a person to an organisation, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="membership_once",
                violation_error_message=_("The person is a member already."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(starts_on__isnull=True)
                    | models.Q(ends_on__isnull=True)
                    | models.Q(starts_on__lte=models.F("ends_on"))
                ),
                name="membership_dates_in_order",
                violation_error_message=_("The membership ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} - {self.organisation}"
