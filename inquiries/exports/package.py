"""The filing package: what was sent and how it came about, for the authority's record system."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.exports.csv_file import csv_bytes
from budgets.exports.sheets import Column, Row, Sheet
from inquiries.models import Inquiry, Letter
from inquiries.services.facts import used_facts
from partnership.formats import short_date, short_moment
from partnership.models import FollowUp

#: The same content gives the same bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)


def package(inquiry: Inquiry) -> bytes:
    """A zip with letters, metadata, facts, history and attachments."""
    files = dict(_files(inquiry))
    listed = {name: sha256(content).hexdigest() for name, content in files.items()}
    files["metadata.json"] = _json({**metadata(inquiry), "files": listed})
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        for name in sorted(files):
            info = ZipInfo(name, _WHEN)
            info.compress_type = ZIP_DEFLATED
            folder.writestr(info, files[name])
    return file.getvalue()


def package_name(inquiry: Inquiry) -> str:
    return f"Politikerspoergsmaal-{inquiry.designation}.zip"


def letters_of(inquiry: Inquiry) -> QuerySet[Letter]:
    """The letters that were sent, the first first."""
    sent = Letter.objects.filter(reply__inquiry=inquiry, dispatch__isnull=False)
    return sent.select_related("reply", "submission", "dispatch").order_by("id")


def _files(inquiry: Inquiry) -> Iterable[tuple[str, bytes]]:
    for number, letter in enumerate(letters_of(inquiry), start=1):
        name = f"svar-{inquiry.designation}" + (f"-{number}" if number > 1 else "")
        yield f"{name}.pdf", bytes(letter.pdf)
        yield f"{name}.docx", bytes(letter.docx)
    yield "metadata.csv", _csv([(_("Field"), _("Value")), *_flat(metadata(inquiry))])
    yield "historik.csv", _csv(_history(inquiry))
    yield "fakta.csv", _csv(_facts(inquiry))
    yield "opfoelgning.csv", _csv(_follow_ups(inquiry))
    standing = inquiry.attachments.filter(removed_at__isnull=True)
    for place, attachment in enumerate(standing, start=1):
        yield f"bilag/{place:02d}-{attachment.name}", bytes(attachment.content)


def metadata(inquiry: Inquiry) -> dict[str, Any]:
    """What the record system is to know, dates in ISO form."""
    return {
        "number": inquiry.designation,
        "subject": inquiry.subject,
        "state": inquiry.state,
        "unit": inquiry.unit.name,
        "asked_by": inquiry.asker_name,
        "office": inquiry.asker_office,
        "party_letter": inquiry.asker_party_letter,
        "asked_on": inquiry.asked_on.isoformat(),
        "received_on": inquiry.received_on.isoformat(),
        "due_on": inquiry.due_on.isoformat() if inquiry.due_on else None,
        "edoc_number": inquiry.edoc_number,
        "f2_number": inquiry.f2_number,
        "responsible": inquiry.responsible.name if inquiry.responsible else "",
        "confidential": inquiry.confidential,
        "organisations": sorted(str(row) for row in inquiry.organisations.all()),
        "activities": sorted(str(row) for row in inquiry.activities.all()),
        "questions": [question.text for question in inquiry.questions.all()],
        "letters": [_letter(letter) for letter in letters_of(inquiry)],
    }


def _letter(letter: Letter) -> dict[str, Any]:
    sent = letter.dispatch
    return {
        "letter_date": letter.letter_date.isoformat(),
        "sha256": letter.sha256,
        "docx_sha256": letter.docx_sha256,
        "cleared_by": [
            clearance.by_name for clearance in letter.submission.clearances.order_by("id")
        ],
        "sent_on": sent.sent_on.isoformat(),
        "channel": sent.channel,
        "sent_by": sent.by_name,
        "reason": sent.reason,
    }


def _flat(data: dict[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, list):
            numbered = {f"{name}.{place}": item for place, item in enumerate(value, start=1)}
            yield from _flat(numbered, before)
        elif isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", "" if value is None else str(value)


def _history(inquiry: Inquiry) -> Iterable[Sequence[str]]:
    yield _("When"), _("Who"), _("In the place of"), _("What"), _("Reason")
    for step in inquiry.steps.all():
        yield (
            short_moment(step.at),
            step.by_name,
            step.in_place_of,
            step.get_act_display(),
            step.reason,
        )


def _facts(inquiry: Inquiry) -> Iterable[Sequence[str]]:
    yield _("Kind"), _("What it is"), _("Figure"), _("Taken"), _("By")
    for letter in letters_of(inquiry):
        for fact in used_facts(letter.reply):
            taken = short_date(timezone.localdate(fact.taken_at))
            yield fact.get_kind_display(), fact.label, fact.text, taken, fact.taken_by_name


def _follow_ups(inquiry: Inquiry) -> Iterable[Sequence[str]]:
    yield _("What is to be done"), _("Responsible"), _("By when"), _("Done")
    rows = FollowUp.objects.filter(origin_uuid=inquiry.uuid).select_related("owner")
    for row in rows.order_by("id"):
        due = short_date(row.due_on) if row.due_on else ""
        yield row.what, row.owner.name, due, short_moment(row.done_at) if row.done_at else ""


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The first row is the head."""
    head, *body = rows
    columns = tuple(Column(name, 20) for name in head)
    return csv_bytes(Sheet("", columns, [Row(tuple(row)) for row in body]))


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
