"""The directory of organisations and who speaks for them."""

from datetime import date
from uuid import UUID, uuid5

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnership.choices import OrganisationKind
from partnership.models.named import Counted, Named, Versioned
from partnership.querysets import ContactPersonQuerySet, OrganisationQuerySet
from partnership.sorting import in_danish_order


class Organisation(Versioned, Named):
    """Administration, school, association ...: one directory for all."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    cvr = models.CharField(
        _("CVR number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("A CVR number has eight digits."))],
    )
    ean = models.CharField(
        _("EAN number"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^\d{13}$", _("An EAN number has thirteen digits."))],
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="organisation_name_unique",
                violation_error_message=_("An organisation has this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values),
                name="organisation_kind_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def alias_names(self) -> str:
        """The other names, one a line."""
        return "\n".join(in_danish_order(alias.name for alias in self.aliases.all()))

    @property
    def successor(self) -> "Organisation | None":
        succession = getattr(self, "succession", None)
        return succession.successor if succession else None

    @property
    def succeeded_on(self) -> date | None:
        succession = getattr(self, "succession", None)
        return succession.on if succession else None

    def searched_names(self) -> list[str]:
        aliases = self.aliases.values_list("name", flat=True) if self.pk else []
        return [self.name, self.short_name, *aliases]


class OrganisationAlias(models.Model):
    """Another name the organisation is known by in the documents."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="alias_once_per_organisation",
                violation_error_message=_("The organisation has this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From `on`, the successor has the predecessor's responsibilities and rights.

    Texts written before keep the name they were written with.
    """

    predecessor = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="succession"
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="predecessions"
    )
    on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="succession_by_another",
                violation_error_message=_("An organisation cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} -> {self.successor} ({self.on})"


class ContactPerson(Counted, Named):
    """Whom to call or write to in an organisation. Removal is soft."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contact_persons"
    )
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["sort_key"]

    @property
    def uuid(self) -> UUID:
        """An identity for the organisation's history, made of what never changes."""
        return uuid5(self.organisation.uuid, str(self.pk))
