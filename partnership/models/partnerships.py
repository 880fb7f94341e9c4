"""Partnerships, their agreements, areas and focus areas, and units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnership.models.named import Identified, Named
from partnership.models.organisations import Organisation
from partnership.querysets import PartnershipQuerySet, UnitQuerySet

HUES = [("teal", _("Teal")), ("brown", _("Brown")), ("purple", _("Purple")), ("slate", _("Slate"))]


class Partnership(Identified, Named):
    """Lasts; its agreements follow one another."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    short_name = models.CharField(_("short name"), max_length=80)
    programme = models.CharField(_("programme"), max_length=80, blank=True)
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["sort_key"]


class Agreement(Identified):
    """A period: its years are the columns of every budget table."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agreements"
    )
    title = models.CharField(_("title"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    parties = models.ManyToManyField(
        Organisation, through="AgreementParty", related_name="agreements"
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")),
                name="agreement_years_in_order",
                violation_error_message=_("The first year comes after the last."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "first_year"],
                name="agreement_starts_once",
                violation_error_message=_("An agreement starts in this year already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> range:
        """Every year of the agreement, in order."""
        return range(self.first_year, self.last_year + 1)


class AgreementParty(models.Model):
    """An organisation that signed, in the agreement's order."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="party_once_per_agreement",
                violation_error_message=_("The organisation is a party to this agreement already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Area(Named):
    """A housing area the agreement covers, and since when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="areas")
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["position"]


class FocusArea(Identified, Named):
    """Indsatsomraade: always shown as its letter, its hue and its name."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="focus_areas")
    letter = models.CharField(pgettext_lazy("of the alphabet", "letter"), max_length=1)
    hue = models.CharField(_("colour"), max_length=10, choices=HUES)
    cross_cutting = models.BooleanField(_("cross-cutting"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "letter"],
                name="focus_area_letter_once",
                violation_error_message=_("Another focus area has this letter."),
            ),
            models.CheckConstraint(
                condition=models.Q(hue__in=[value for value, _label in HUES]),
                name="focus_area_hue_known",
                violation_error_message=_("Choose a colour from the list."),
            ),
        ]


class Unit(Identified, Named):
    """An office that owns inquiries, such as KFF."""

    short_name = models.CharField(_("short name"), max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["sort_key"]
