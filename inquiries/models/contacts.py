"""The dialogue with organisations, entry by entry."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inquiries.choices import ContactChannel
from inquiries.querysets import ContactQuerySet
from partnership.models import Organisation, Unit
from partnership.models.named import Versioned
from partnership.sorting import fold


class Contact(Versioned):
    """One contact with an organisation. When is words, with a date where one is known."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="contacts",
        verbose_name=_("organisation"),
    )
    on = models.DateField(_("date"), null=True, blank=True)
    when = models.CharField(_("when, in words"), max_length=200, blank=True)
    channel = models.CharField(_("how"), max_length=12, choices=ContactChannel)
    who = models.CharField(_("who"), max_length=300, blank=True)
    text = models.TextField(_("what"), max_length=4000)
    search_text = models.TextField(editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=ContactChannel.values),
                name="contact_channel_known",
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contact_text_given",
                violation_error_message=_("Write what it was about."),
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=False) | ~Q(when=""),
                name="contact_when_given",
                violation_error_message=_("Write a date, or when it was in words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text}"[:120]

    def save(self, *args, **kwargs):
        self.search_text = fold(f"{self.who} {self.when} {self.text}")
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)
