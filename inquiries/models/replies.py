"""Replies: the draft of a letter, its clearance, the letter itself and its dispatch."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.choices import DispatchChannel
from inquiries.models.inquiries import Inquiry, Question
from inquiries.models.units import Sender, Signatory
from inquiries.querysets import OfInquiryQuerySet, OfReplyQuerySet
from partnership.guards import append_only
from partnership.models.named import Identified, Versioned
from partnership.richtext.fields import RichTextField


class Reply(Versioned):
    """Svar: the draft of one letter. The first of an inquiry, or one that corrects the last.

    Its version rises at every save of its own fields; each answer has its own.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="replies")
    ordinal = models.PositiveSmallIntegerField(default=1, editable=False)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    #: The date the letter carries; another dispatch date sends it back or needs a reason.
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    sender = models.ForeignKey(
        Sender,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sender block"),
    )
    signatory = models.ForeignKey(
        Signatory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signatory"),
    )
    opening = RichTextField(_("before the questions"))
    closing = RichTextField(_("after the answers"))

    objects = OfInquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "ordinal"],
                name="reply_ordinal_once",
                violation_error_message=_("The inquiry has this reply already."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal=1, corrects__isnull=True)
                | Q(ordinal__gt=1, corrects__isnull=False),
                name="reply_corrects_the_last",
                violation_error_message=_("Only a correction follows another reply."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.inquiry)

    @property
    def logged_as(self) -> str:
        """How the log names it: as its inquiry."""
        return self.inquiry.logged_as


class Answer(Versioned):
    """The answer to one question."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    body = RichTextField(_("answer"))

    objects = OfReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "question"],
                name="answer_once_per_question",
                violation_error_message=_("The question has an answer already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)


class Approver(models.Model):
    """Somebody who clears the reply, in the order of `position`."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="approvers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clears"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("approver")
        verbose_name_plural = _("approvers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "position"],
                name="approver_position_once",
                violation_error_message=_("Another approver stands there."),
            ),
            models.UniqueConstraint(
                fields=["reply", "user"],
                name="approver_once",
                violation_error_message=_("The approver stands there already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Submission(Identified):
    """A reply sent to clearance: each return and new sending makes another.

    `digest` is the reply's fingerprint at that moment; a clearance names the bytes seen.
    """

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="submissions")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    #: When it was returned, so that its clearances count no longer.
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("sending to clearance")
        verbose_name_plural = _("sendings to clearance")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply"],
                condition=Q(ended_at__isnull=True),
                name="submission_one_at_a_time",
                violation_error_message=_("The reply is in clearance already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply}: {self.by_name}"


@append_only
class Clearance(models.Model):
    """An approver's word for a reply, or a stand-in's; `sha256` is of the PDF that was seen."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="clearances")
    position = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    in_place_of = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"],
                name="clearance_once_per_approver",
                violation_error_message=_("The reply has been cleared in this place already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.sha256[:12]}"


@append_only
class Letter(Identified):
    """The letter as it was cleared: its tree, its PDF and its Word file, for ever."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="letters")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="letter")
    letter_date = models.DateField()
    content = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    docx = models.BinaryField()
    docx_sha256 = models.CharField(max_length=64)
    cleared_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.reply}: {self.sha256[:12]}"


@append_only
class Dispatch(Identified):
    """That a letter was sent: when, how and by whom."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="dispatch")
    sent_on = models.DateField(_("sent"))
    channel = models.CharField(_("how"), max_length=12, choices=DispatchChannel)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(_("sent by"), max_length=200)
    #: Why it was sent on another date than the letter's, or with facts that had changed.
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=DispatchChannel.values),
                name="dispatch_channel_known",
                violation_error_message=_("Choose from the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.sent_on:%Y-%m-%d}"
