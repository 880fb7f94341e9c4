"""The texts of a chapter in printed order, and what they cite."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from activities.choices import PartKind, SectionKind
from activities.models import Chapter, Source
from activities.services.content import RELATIONS
from partnership.richtext import parse, references

#: Sections and lists in printed order; the budget's table comes between the last two.
ORDER: dict[SectionKind | PartKind, int] = {
    SectionKind.OPENING: 10,
    SectionKind.BACKGROUND: 20,
    SectionKind.PURPOSE: 30,
    PartKind.GOALS: 40,
    PartKind.TARGET_GROUPS: 50,
    PartKind.TIMETABLE: 60,
    PartKind.DELIVERABLES: 70,
    SectionKind.COMMUNICATION: 80,
    PartKind.RESPONSIBILITIES: 90,
}


def texts_of(chapter: Chapter) -> Iterator[str]:
    """Every rich text of a chapter loaded `with_content`, as canonical HTML."""
    sections = {section.kind: section for section in chapter.sections.all()}
    parts = {part.kind: part for part in chapter.parts.all()}
    for kind in ORDER:
        if kind in sections:
            yield sections[kind].body
        elif kind in parts:
            part = parts[kind]
            yield part.intro
            if kind != PartKind.RESPONSIBILITIES:
                yield from (row.body for row in getattr(part, RELATIONS[kind]).all())
            yield part.closing


def citations_of(chapter: Chapter, sources: Mapping[UUID, Source]) -> dict[UUID, int]:
    """The numbers of the sources a chapter cites, in the order it cites them."""
    numbers: dict[UUID, int] = {}
    for html in texts_of(chapter):
        if "data-ref" in html:
            for target in references(parse(html)):
                if target in sources:
                    numbers.setdefault(target, len(numbers) + 1)
    return numbers
