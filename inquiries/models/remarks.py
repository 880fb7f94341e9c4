"""Comments on an answer while it is written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.comments import Remark
from inquiries.choices import RemarkState
from inquiries.models.replies import Answer
from inquiries.querysets import OfAnswerQuerySet
from partnership.models import Revision
from partnership.richtext.fields import RichTextField


class AnswerRemark(Remark):
    """A comment on an answer, bound to the version it was written at, perhaps with a wording."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="remarks")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    proposal = RichTextField(_("proposed wording"))
    state = models.CharField(
        _("state"), max_length=10, choices=RemarkState, default=RemarkState.OPEN
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    #: Whether the proposal has become the text.
    accepted = models.BooleanField(default=False)

    objects = OfAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on an answer")
        verbose_name_plural = _("comments on answers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposal=""),
                name="remark_says_something",
                violation_error_message=_("Write a comment or a proposal."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RemarkState.values),
                name="remark_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=Q(accepted=False) | (Q(state=RemarkState.SETTLED) & ~Q(proposal="")),
                name="remark_accepted_is_settled",
                violation_error_message=_("Only a proposal is accepted, and then it is settled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.answer}"

    @property
    def logged_as(self) -> str:
        """How the log names it: without the question, for the same reason as the inquiry."""
        return f"{self.author_name}: {self.answer.reply.inquiry.designation}"
