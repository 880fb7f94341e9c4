"""Comments on a part of a plan, bound to the version they were written at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.choices import COMMENTED, COMMENTED_PARTS, CommentState
from activities.models.chapters import Chapter
from activities.models.invitations import Invitation
from activities.models.plans import SafetyPlan
from activities.querysets import CommentQuerySet
from partnership.models import Revision
from partnership.models.named import Identified

SETTLED = Q(state=CommentState.SETTLED)


class Remark(Identified):
    """What somebody wrote: a person with an account, or a guest who came by a link."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    text = models.TextField(_("comment"), blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Comment(Remark):
    """A comment, perhaps with a proposed wording.

    `part_uuid` is the section or list it stands under, which is never removed;
    `item_kind` and `item_uuid` are what it is about: that part, or a row of it,
    called `about` when the comment was written. `proposal` is the whole text
    that the item's `field` would have. A chapter of None is the front matter.
    """

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="comments")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, null=True, related_name="comments"
    )
    part_uuid = models.UUIDField(db_index=True)
    item_kind = models.CharField(max_length=20)
    item_uuid = models.UUIDField()
    about = models.CharField(_("about"), max_length=300)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="comments"
    )
    field = models.CharField(max_length=20, blank=True)
    proposal = models.TextField(_("proposed wording"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommentState, default=CommentState.OPEN
    )
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_by_name = models.CharField(max_length=200, blank=True)
    #: The entry of the history in which the proposal became the text.
    accepted_revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values),
                name="comment_state_known",
                violation_error_message=_("Choose a state from the list."),
            ),
            models.CheckConstraint(
                condition=Q(item_kind__in=COMMENTED),
                name="comment_item_known",
                violation_error_message=_("This cannot be commented on."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposal=""),
                name="comment_says_something",
                violation_error_message=_("Write a comment or a proposal."),
            ),
            models.CheckConstraint(
                condition=~Q(author_name="")
                & (
                    Q(author__isnull=False, invitation__isnull=True)
                    | Q(author__isnull=True, invitation__isnull=False)
                ),
                name="comment_by_person_or_guest",
                violation_error_message=_("A comment is by a person or by an invited guest."),
            ),
            models.CheckConstraint(
                condition=Q(proposal="", field="") | (~Q(proposal="") & ~Q(field="")),
                name="comment_proposal_has_its_place",
                violation_error_message=_("A proposal says which text it replaces."),
            ),
            models.CheckConstraint(
                condition=(SETTLED & Q(settled_at__isnull=False) & ~Q(settled_by_name=""))
                | (
                    ~SETTLED
                    & Q(settled_at__isnull=True, settled_by__isnull=True, settled_by_name="")
                ),
                name="comment_settled_by_somebody",
                violation_error_message=_("A settled comment says who settled it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_revision__isnull=True) | (SETTLED & ~Q(proposal="")),
                name="comment_accepted_is_settled",
                violation_error_message=_("Only a proposal is accepted, and then it is settled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.about}"

    def get_absolute_url(self) -> str:
        """Among the other comments on its part."""
        address = reverse("comments_on", args=[self.part_kind, self.part_uuid])
        return f"{address}#comment-{self.uuid}"

    @property
    def part_kind(self) -> str:
        return self.item_kind if self.item_kind in COMMENTED_PARTS else "part"

    @property
    def is_settled(self) -> bool:
        return self.state == CommentState.SETTLED

    @property
    def is_accepted(self) -> bool:
        return self.accepted_revision_id is not None


class Answer(Remark):
    """An answer to a comment, or what the commenter adds to it; in the order written."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="answers")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(author_name=""),
                name="answer_says_something",
                violation_error_message=_("Write an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.comment.about}"
