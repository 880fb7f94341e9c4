"""How much is said about each part of a chapter or of the front matter."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from activities.choices import CommentState
from activities.models import Chapter, Comment, SafetyPlan


@dataclass(frozen=True)
class Talk:
    """The comments on one part: how many wait, how many are settled, and where they stand."""

    kind: str
    uuid: UUID
    waiting: int = 0
    settled: int = 0

    @property
    def url(self) -> str:
        return reverse("comments_on", args=[self.kind, self.uuid])


class Said:
    """All that is said about a chapter or the front matter, by part; one query."""

    def __init__(self, subject: Chapter | SafetyPlan) -> None:
        rows = subject.comments.all()
        if isinstance(subject, SafetyPlan):
            rows = rows.filter(chapter=None)
        counted = rows.order_by().values_list("part_uuid", "state").annotate(Count("pk"))
        self._waiting: Counter[UUID] = Counter()
        self._settled: Counter[UUID] = Counter()
        for uuid, state, count in counted:
            found = self._settled if state == CommentState.SETTLED else self._waiting
            found[uuid] += count

    def on(self, kind: str, uuid: UUID) -> Talk:
        return Talk(kind, uuid, self._waiting[uuid], self._settled[uuid])


def unanswered_by_chapter(plan: SafetyPlan) -> Counter[int | None]:
    """How many comments wait for an answer in each chapter of a plan; None is the front matter."""
    rows = Comment.objects.filter(plan=plan, state=CommentState.OPEN).order_by()
    return Counter(dict(rows.values_list("chapter").annotate(Count("pk"))))
