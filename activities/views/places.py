"""Where the parts of a plan are read and edited, and one part as it is printed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from activities.document.context import Building, NoteBook, chapter_blocks
from activities.document.tree import Block, Heading, Note
from activities.models import Chapter, Comment
from activities.services.commented import Commented
from activities.services.content import with_content
from activities.services.texts_of import citations_of
from activities.views.page import chapter_url


@dataclass(frozen=True)
class Printed:
    """A part's text without its heading, and the notes it refers to."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def printed(place: Commented, building: Building) -> Printed:
    """The section or list that the place stands in, numbered as on its own page."""
    if place.chapter is None:
        book = NoteBook("front")
        return Printed(building.blocks(place.part.body, book, level=3), building.notes(book))
    chapter = with_content(Chapter.objects.filter(pk=place.chapter.pk)).get()
    book = NoteBook("kapitel", citations_of(chapter, building.sources))
    made = tuple(chapter_blocks[place.part.kind](building, chapter, book))
    blocks = made[1:] if made and isinstance(made[0], Heading) and made[0].level == 3 else made
    marked = {book.numbers[target] for target in book.marked}
    return Printed(blocks, tuple(note for note in building.notes(book) if note.number in marked))


def text_url(place: Commented) -> str:
    """Where the text is read with what stands around it."""
    if place.chapter:
        return f"{chapter_url(place.chapter)}#{_anchor(place)}"
    plan = place.plan
    address = reverse("front_matter", args=[plan.partnership.slug, plan.year])
    return f"{address}#{_anchor(place)}"


def _anchor(place: Commented) -> str:
    return place.part.kind if place.chapter else f"section-{place.part.uuid}"


def merge_url(comment: Comment, part: Commented) -> str:
    """The text opened for editing, with the proposed wording put beside it."""
    names = {"section": "section_edit", "part": "part_edit", "plan_section": "plan_section_edit"}
    if comment.item_kind in names:
        address = reverse(names[comment.item_kind], args=[comment.item_uuid])
    else:
        address = reverse("row_edit", args=[comment.item_kind, comment.item_uuid])
    return f"{address}?{urlencode({'proposal': comment.uuid})}#{_anchor(part)}"
