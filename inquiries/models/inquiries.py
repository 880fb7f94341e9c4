"""Inquiries: what was asked, by whom, and who answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from inquiries.choices import OPEN_STATES, DayCount, InquiryAct, InquiryState, StartsFrom
from inquiries.models.councillors import Councillor
from inquiries.querysets import InquiryQuerySet, OfInquiryQuerySet
from partnership.guards import append_only
from partnership.models import Organisation, Partnership, Unit
from partnership.models.named import Identified, Versioned
from partnership.sorting import fold


class RunningNumber(models.Model):
    """The last running number of a year; the row is locked by whoever takes the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("running number")
        verbose_name_plural = _("running numbers")

    def __str__(self) -> str:
        return f"{self.year}-{self.last}"


class Inquiry(Versioned):
    """Politikerspoergsmaal: a written question of a council member, owned by a unit.

    What is said of the asker is text, as it was then. `due_on` follows from the
    rule, the closing days, extensions and pauses, and is kept for lists only;
    None while the clock stands still.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inquiries")
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=InquiryState, default=InquiryState.RECEIVED
    )
    councillor = models.ForeignKey(
        Councillor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("councillor"),
    )
    asker_name = models.CharField(_("who asks"), max_length=200)
    asker_office = models.CharField(_("office"), max_length=200)
    asker_party_letter = models.CharField(_("party letter"), max_length=3, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    asked_on = models.DateField(_("asked"))
    received_on = models.DateField(_("received"))
    edoc_number = models.CharField(_("eDoc number"), max_length=12, blank=True)
    f2_number = models.CharField(_("F2 number"), max_length=20, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("partnership"),
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="inquiries", verbose_name=_("activities")
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="inquiries", verbose_name=_("organisations")
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    #: The rule as it stood when the inquiry was registered.
    deadline_days = models.PositiveSmallIntegerField(_("days to answer in"))
    day_count = models.CharField(_("counted in"), max_length=10, choices=DayCount)
    starts_from = models.CharField(_("counted from"), max_length=10, choices=StartsFrom)
    due_on = models.DateField(_("deadline"), null=True, editable=False, db_index=True)
    sent_on = models.DateField(_("sent"), null=True, editable=False)
    search_text = models.TextField(editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="inquiry_number_once",
                violation_error_message=_("Another inquiry has this number."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=InquiryState.values),
                name="inquiry_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(asker_name=""),
                name="inquiry_says_who_and_what",
                violation_error_message=_("Write who asks, and about what."),
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("asked_on")),
                name="inquiry_received_after_asked",
                violation_error_message=_("The question is received before it is asked."),
            ),
            models.CheckConstraint(
                condition=Q(deadline_days__gte=1, deadline_days__lte=365),
                name="inquiry_deadline_in_range",
                violation_error_message=_("A deadline is between 1 and 365 days."),
            ),
            models.CheckConstraint(
                condition=Q(day_count__in=DayCount.values) & Q(starts_from__in=StartsFrom.values),
                name="inquiry_rule_known",
                violation_error_message=_("Choose from the list."),
            ),
            # Rule 13: nothing is closed, or counts as sent, before its dispatch is recorded.
            models.CheckConstraint(
                condition=~Q(state__in=[InquiryState.SENT, InquiryState.CLOSED])
                | Q(sent_on__isnull=False),
                name="inquiry_closed_when_sent",
                violation_error_message=_("The letter's dispatch is not recorded yet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation} {self.subject}"

    @property
    def designation(self) -> str:
        """The running number as it is named everywhere: 2024-1."""
        return f"{self.year}-{self.number}"

    @property
    def logged_as(self) -> str:
        """How the log names it: without its subject, since it may become confidential."""
        return self.designation

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def awaits_answer(self) -> bool:
        """Whether its clock runs: it is open, and no letter has gone that is corrected now."""
        return self.is_open and self.sent_on is None

    @property
    def is_overdue(self) -> bool:
        """Whether it waits for an answer that should have been given."""
        today = timezone.localdate()
        return self.awaits_answer and self.due_on is not None and self.due_on < today

    @property
    def asker(self) -> str:
        """The name with the party letter, as letters print it."""
        letter = f" ({self.asker_party_letter})" if self.asker_party_letter else ""
        return f"{self.asker_name}{letter}"

    def save(self, *args, **kwargs):
        self.search_text = fold(" ".join((self.designation, self.subject, self.asker_name)))
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)


class Question(Versioned):
    """A numbered question of an inquiry, as it was asked."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"), max_length=10_000)

    objects = OfInquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "number"],
                name="question_number_once",
                violation_error_message=_("Another question has this number."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="question_text_given",
                violation_error_message=_("Write the question."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Attachment(Identified):
    """A file that came with the question, kept as it came."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = OfInquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class InquiryReader(models.Model):
    """Somebody who sees a confidential inquiry."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="read_inquiries"
    )

    class Meta:
        verbose_name = _("reader of a confidential inquiry")
        verbose_name_plural = _("readers of confidential inquiries")
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "user"],
                name="inquiry_reader_once",
                violation_error_message=_("The person is named already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


@append_only
class InquiryStep(models.Model):
    """What has been done with an inquiry, with names as text."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("act"), max_length=10, choices=InquiryAct)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    #: Whose place the person stood in.
    in_place_of = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("step of an inquiry")
        verbose_name_plural = _("steps of inquiries")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=InquiryAct.values),
                name="inquiry_step_act_known",
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[InquiryAct.RETURN, InquiryAct.CORRECT, InquiryAct.WITHDRAW])
                | ~Q(reason=""),
                name="inquiry_step_with_reason",
                violation_error_message=_("Write why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry}: {self.get_act_display()}"
