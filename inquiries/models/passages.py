"""What letters have said, passage by passage, for those who look for an earlier answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inquiries.models.replies import Letter
from inquiries.querysets import PassageQuerySet
from partnership.guards import append_only
from partnership.models.named import Identified
from partnership.richtext.fields import RichTextField


@append_only
class Passage(Identified):
    """One question of a letter that was sent, with its answer; references are written out."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="passages")
    number = models.PositiveSmallIntegerField(_("number"))
    question = models.TextField(_("question"))
    body = RichTextField(_("answer"))
    #: The answer as plain text, and question and answer folded for the search.
    text = models.TextField()
    search_text = models.TextField()

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage of a letter")
        verbose_name_plural = _("passages of letters")
        ordering = ["letter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "number"],
                name="passage_once_per_question",
                violation_error_message=_("The letter has this passage already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.number}"
