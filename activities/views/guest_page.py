"""The pages of a plan as a guest reads them: printed text, and the guest's own comments."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from activities.comment_forms import AnswerForm, CommentForm
from activities.document.context import NoteBook, chapter_blocks, plan_parts
from activities.document.tree import Block, Note
from activities.models import Chapter, Comment, Invitation
from activities.permissions import takes_comments
from activities.services.commented import Commented
from activities.services.content import with_content
from activities.services.invitations import may_write_more, token_of
from activities.views.page import building_of, reference_choices
from partnership.forms import ReferenceChoice
from partnership.permissions import Decision

#: The part of the plan whose members have a page each.
CHAPTERS = "chapters"


@dataclass(frozen=True)
class OwnComment:
    """A comment of the guest's, and the form to add to it."""

    comment: Comment
    added: AnswerForm


@dataclass(frozen=True)
class Remarks:
    """What the guest has said about one section or list, and the way to say more."""

    uuid: UUID
    name: str
    url: str
    own: list[OwnComment]
    form: CommentForm | None


@dataclass(frozen=True)
class GuestPart:
    """A piece of print, and what can be said about it."""

    title: str
    blocks: tuple[Block, ...]
    remarks: list[Remarks]
    sources: tuple[Note, ...] = ()


class GuestPage:
    """The plan's own page, or with a chapter that chapter's; `place` is what a form is about."""

    def __init__(
        self,
        request: HttpRequest,
        invitation: Invitation,
        chapter: Chapter | None = None,
        place: Commented | None = None,
    ) -> None:
        self.request = request
        self.invitation = invitation
        self.place = place
        self.token = token_of(invitation)
        self.building = replace(building_of(invitation.plan), page_of=self.chapter_url)
        rows = with_content(Chapter.objects.all())
        self.chapter = rows.get(pk=chapter.pk) if chapter else None

    @property
    def references(self) -> list[ReferenceChoice]:
        return reference_choices(self.building)

    @property
    def takes_comments(self) -> Decision:
        """Whether the plan does, and the link has not been used too often."""
        return takes_comments(self.invitation.plan) and may_write_more(self.invitation)

    def chapter_url(self, chapter: Chapter) -> str:
        return reverse("invited_chapter", args=[self.token, chapter.activity.slug])

    def address_of(self, place: Commented) -> str:
        """Where the part stands, with the guest's comments under it."""
        start = reverse("invited", args=[self.token])
        url = self.chapter_url(place.chapter) if place.chapter else start
        return f"{url}#remarks-{place.part.uuid}"

    def answer(
        self, *, form: CommentForm | None = None, added: AnswerForm | None = None, status: int = 200
    ) -> HttpResponse:
        """`form` is open in its place; `added` was to be added to a comment and is refused."""
        self.form, self.own = form, self._own(added)
        context = {
            "invitation": self.invitation,
            "token": self.token,
            "plan": self.invitation.plan,
            "chapter": self.chapter,
            "parts": list(self._of_chapter(self.chapter) if self.chapter else self._of_plan()),
            "chapters": [c for c in self.building.chapters if not c.money_only],
            "takes_comments": self.takes_comments,
            "form": form,
        }
        return render(self.request, "activities/invited/plan.html", context, status=status)

    def _own(self, added: AnswerForm | None) -> dict[UUID, list[OwnComment]]:
        found = defaultdict(list)
        for comment in self.invitation.comments.for_threads():
            empty = AnswerForm(comment.uuid)
            refused = added if added and added.auto_id == empty.auto_id else None
            found[comment.part_uuid].append(OwnComment(comment, refused or empty))
        return found

    def _of_plan(self) -> Iterator[GuestPart]:
        """The parts before the chapters as they are printed."""
        sections = list(self.invitation.plan.sections.all())
        for name in plan_parts.names():
            if name == CHAPTERS:
                continue
            for part in plan_parts[name](self.building):
                here = [section for section in sections if section.placement == name]
                sections = [section for section in sections if section not in here]
                remarks = [self._remarks("plan_section", row, str(row)) for row in here]
                yield GuestPart(part.heading, part.blocks, remarks, part.sources)
        for section in sections:
            yield from self._empty("plan_section", section, str(section))

    def _of_chapter(self, chapter: Chapter) -> Iterator[GuestPart]:
        """Each section and list by itself, and the sources last."""
        book = NoteBook("kapitel")
        rows: dict[str, tuple[str, Any]] = {
            row.kind: ("section", row) for row in chapter.sections.all()
        }
        rows |= {row.kind: ("part", row) for row in chapter.parts.all()}
        for name in chapter_blocks.names():
            blocks = tuple(chapter_blocks[name](self.building, chapter, book))
            kind, row = rows.get(name, ("", None))
            if row and not blocks:
                yield from self._empty(kind, row, row.get_kind_display())
            elif blocks:
                remarks = [self._remarks(kind, row, row.get_kind_display())] if row else []
                yield GuestPart("", blocks, remarks)
        if notes := self.building.notes(book):
            yield GuestPart("", (), [], notes)

    def _empty(self, kind: str, row: Any, name: str) -> Iterator[GuestPart]:
        """A part without a text is not printed, but what is said about it stays."""
        remarks = self._remarks(kind, row, name)
        if remarks.own or remarks.form:
            yield GuestPart(name, (), [remarks])

    def _remarks(self, kind: str, row: Any, name: str) -> Remarks:
        is_open = self.place is not None and self.place.part.uuid == row.uuid
        return Remarks(
            uuid=row.uuid,
            name=name,
            url=reverse("invited_comment", args=[self.token, kind, row.uuid]),
            own=self.own[row.uuid],
            form=self.form if is_open else None,
        )
