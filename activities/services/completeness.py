"""What a chapter still lacks before it can go to approval."""

from django.utils.translation import gettext as _

from activities.choices import PartKind, ResponsibilityRole, SectionKind
from activities.models import Chapter

#: The sections a chapter is not whole without.
REQUIRED = (SectionKind.OPENING, SectionKind.PURPOSE)


def missing_in(chapter: Chapter) -> list[str]:
    """In words; the chapter is loaded `with_content`. Nothing for money only."""
    if chapter.money_only:
        return []
    sections = {section.kind: section.body for section in chapter.sections.all()}
    missing = [str(kind.label) for kind in REQUIRED if not sections.get(kind)]
    parts = {part.kind: part for part in chapter.parts.all()}
    goals = parts.get(PartKind.GOALS)
    if not goals or not (goals.intro or goals.goals.all()):
        missing.append(str(PartKind.GOALS.label))
    responsible = parts.get(PartKind.RESPONSIBILITIES)
    rows = list(responsible.responsibilities.all()) if responsible else []
    if not any(row.role == ResponsibilityRole.LEAD for row in rows):
        missing.append(_("Who is responsible"))
    return missing
