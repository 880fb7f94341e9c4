"""manage.py export_reply NUMBER --output FILE"""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.document.pdf import PdfUnavailable
from inquiries.document.files import FORMATS, file_of
from inquiries.models import Inquiry, Reply
from inquiries.services.audit import log
from inquiries.services.clearance import letters_standing
from inquiries.services.drafts import reply_of

_NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,6})")


class Command(BaseCommand):
    help = (
        "Writes the letter of a council question to a file: the one that was cleared, "
        "or the draft with its mark. --list prints the numbers there are."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", help="the running number, such as 2024-1")
        parser.add_argument("--output", type=Path, help="the file to write, such as letter.pdf")
        parser.add_argument(
            "--format", choices=sorted(FORMATS), help="pdf unless the file's name ends in .docx"
        )
        parser.add_argument("--list", action="store_true", help="print the running numbers")

    def handle(self, *args, number, output, format, list, **options):
        with override("da"):
            if list:
                self._list()
            else:
                self._export(number, output, format)

    def _list(self) -> None:
        """A line each, oldest first; a confidential one without its subject."""
        for inquiry in Inquiry.objects.order_by("year", "number"):
            subject = _("confidential") if inquiry.confidential else inquiry.subject
            state = inquiry.get_state_display()
            self.stdout.write(f"{inquiry.designation} {subject} ({state})")

    def _export(self, number: str | None, output: Path | None, extension: str | None) -> None:
        if not number:
            raise CommandError("Name the running number, such as 2024-1, or use --list.")
        inquiry = inquiry_numbered(number)
        if output is None:
            raise CommandError("Say where to write the letter: --output letter.pdf")
        extension = extension or ("docx" if output.suffix.lower() == ".docx" else "pdf")
        try:
            made = file_of(reply_to_export(inquiry), extension)
            output.write_bytes(made.content)
        except PdfUnavailable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        if inquiry.confidential:
            log("export", inquiry, by=None)
        what = "draft, not cleared" if made.is_draft else "cleared letter"
        self.stdout.write(f"{output}: {what}, {len(made.content) / 1000:.0f} kB")


def inquiry_numbered(number: str) -> Inquiry:
    """The inquiry of a running number. Raises `CommandError`."""
    match = _NUMBER.fullmatch(number)
    if not match:
        raise CommandError(f"{number} is not a running number. Write it as 2024-1.")
    inquiry = Inquiry.objects.filter(year=int(match[1]), number=int(match[2])).first()
    if inquiry is None:
        raise CommandError(f"There is no council question {number}. --list prints those there are.")
    return inquiry


def reply_to_export(inquiry: Inquiry) -> Reply:
    """The last reply with a cleared letter; before there is one, the draft."""
    replies = inquiry.replies.select_related("inquiry").order_by("-ordinal")
    return next((reply for reply in replies if letters_standing(reply).exists()), None) or reply_of(
        inquiry
    )
