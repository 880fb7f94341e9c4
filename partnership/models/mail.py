"""The send log, and how often each person wants mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnership.choices import SENT_FREQUENCIES, MailFrequency
from partnership.models.partnerships import Partnership
from partnership.querysets import MailQuerySet


class Mail(models.Model):
    """One recipient told of one stage of one thing; in the database only once.

    A row waits, is claimed by the process that sends it, and is sent. One that
    stays claimed was interrupted: whether it went is not known, so it is
    reported and not sent again.
    """

    recipient = models.CharField(max_length=254)
    #: None for an address that was given.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="mails"
    )
    topic = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    stage = models.CharField(max_length=80)
    heading = models.CharField(max_length=200)
    #: Emptied when the mail has gone: it may hold a link that opens a page without a login.
    body = models.TextField(blank=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="mails"
    )
    #: What the person had chosen when the mail was written.
    frequency = models.CharField(max_length=10, choices=SENT_FREQUENCIES)
    created_at = models.DateTimeField(auto_now_add=True)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["frequency"], condition=Q(sent_at__isnull=True), name="mail_not_sent"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "subject_uuid", "stage"],
                name="mail_once",
                violation_error_message=_("This person has been told of this already."),
            ),
            models.CheckConstraint(
                condition=Q(recipient=Lower("recipient")),
                name="mail_recipient_lower_case",
                violation_error_message=_("Write the address in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[value for value, _label in SENT_FREQUENCIES]),
                name="mail_frequency_known",
                violation_error_message=_("Mail is sent at once or once a day."),
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True, claimed_at__isnull=True)
                | Q(claim__isnull=False, claimed_at__isnull=False),
                name="mail_claim_has_a_time",
                violation_error_message=_("A claimed mail has both a claim and its time."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False),
                name="mail_claimed_before_sent",
                violation_error_message=_("A mail is claimed before it is sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.heading}"


class MailSetting(models.Model):
    """How often a person wants mail about a topic; without a row, at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_settings"
    )
    topic = models.CharField(max_length=40)
    frequency = models.CharField(max_length=10, choices=MailFrequency)

    class Meta:
        verbose_name = _("mail setting")
        verbose_name_plural = _("mail settings")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"],
                name="mail_setting_once",
                violation_error_message=_("The person has chosen for this topic already."),
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=MailFrequency.values),
                name="mail_setting_frequency_known",
                violation_error_message=_("Choose how often from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic}, {self.get_frequency_display()}"
