"""Writing in a chapter, and what its history then holds."""

from uuid import UUID

from activities.models import Chapter, Section
from activities.services import texts
from activities.services.restore import RESTORED
from partnership.models import Revision, User
from partnership.models.named import Identified
from partnership.services import history


def write(section: Section, text: str, by: User | None) -> Section:
    """From the version that stands, as whoever opened it just now."""
    section = Section.objects.get(pk=section.pk)
    return texts.edit_section(section, body=f"<p>{text}</p>", seen=section.version, by=by)


def entries_of(subject: Identified) -> list[Revision]:
    return list(Revision.objects.filter(subject_uuid=subject.uuid).order_by("number"))


def seen_of(chapter: Chapter, part: UUID | None = None) -> str:
    """What a page shows as standing now, when a version is asked back."""
    return history.content_of(chapter).fingerprint(RESTORED, part)
