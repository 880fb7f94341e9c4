"""Files that came with a question."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.models import Attachment, Inquiry
from inquiries.services.audit import log
from inquiries.services.refusals import InquiryRefused
from partnership.formats import amount
from partnership.models import User

#: Bytes of one file, and files of one inquiry.
LARGEST = 10 * 1024 * 1024
MOST = 40
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


@transaction.atomic
def attach(
    inquiry: Inquiry, *, name: str, content: bytes, content_type: str, by: User
) -> Attachment:
    """Keep a file as it came. The same file sent again is kept once.

    The inquiry is locked, so that the same form sent twice at once adds one. Raises
    `InquiryRefused` for an empty or too large file, and for one too many.
    """
    locked = Inquiry.objects.in_turn(inquiry)
    name = clean_name(name)
    _require_size(name, len(content))
    digest = sha256(content).hexdigest()
    standing = locked.attachments.filter(removed_at__isnull=True)
    if found := standing.filter(name=name, sha256=digest).first():
        return found
    if standing.count() >= MOST:
        raise InquiryRefused(
            _("An inquiry has at most %(most)s attachments.") % {"most": MOST}, "files"
        )
    made = Attachment.objects.create(
        inquiry=locked,
        name=name,
        content_type=content_type[:120],
        content=content,
        sha256=digest,
        size=len(content),
        added_by_name=by.name,
    )
    log("attach", locked, by=by)
    return made


@transaction.atomic
def attach_all(inquiry: Inquiry, files: Iterable[UploadedFile], *, by: User) -> list[Attachment]:
    """Keep every file, or none: raises `InquiryRefused` as `attach` does."""
    return [
        attach(
            inquiry,
            name=file.name or "",
            content=_read(file),
            content_type=file.content_type or "",
            by=by,
        )
        for file in files
    ]


def _read(file: UploadedFile) -> bytes:
    """The file's bytes; of a too large one no more than tells that it is."""
    return file.read(LARGEST + 1)


def clean_name(name: str) -> str:
    """A file name without folders, and without what could hide what it is."""
    plain = _UNSAFE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:200] or _("File")
    return f"{stem[: 199 - len(ending)]}.{ending}"


def _require_size(name: str, size: int) -> None:
    if size == 0:
        raise InquiryRefused(_("%(name)s is empty.") % {"name": name}, "files")
    if size > LARGEST:
        raise InquiryRefused(
            _("%(name)s is too large: at most %(most)s MB can be kept.")
            % {"name": name, "most": amount(LARGEST // 1024 // 1024)},
            "files",
        )


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> bool:
    """Hide a file; nothing is deleted. False where it was removed already."""
    standing = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True)
    if not standing.update(removed_at=timezone.now()):
        return False
    log("detach", attachment.inquiry, by=by)
    return True
