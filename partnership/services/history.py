"""Keeping the history: every write tells it, and entries close by rule.

A stretch of work closes when somebody else writes, when something refers to
the text as it is, and when nobody has written for a quarter of an hour. Only
then is the whole content read and kept, so that a save stays quick. Since
every write of a subject passes here first, the content read at closing is
exactly what the stretch ended with.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from partnership.choices import Act
from partnership.history import Content, subjects
from partnership.models import Partnership, Revision, Stretch, User
from partnership.models.history import Work

#: How long a person may pause without the entry closing.
PAUSE = timedelta(minutes=15)


def writing(subject: Any, *, by: User | None) -> bool:
    """Tell the history that `by` is about to write; whether this begins an entry.

    Call it inside the transaction of the write, before the write. The row of
    the stretch is locked until the transaction ends, so that nobody else
    writes between the reading of the content and the write.

    A load of data (`by` None) begins no history.
    """
    if _goes_on(subject, by):
        return False
    if by is None and not Stretch.objects.filter(subject_uuid=subject.uuid).exists():
        return False
    stretch = _locked(subject)
    # While the lock was waited for, another window of the same person may have begun.
    if _goes_on(subject, by):
        return False
    _begin(subject, stretch, by=by, by_name=by.name if by else "", saves=1)
    return True


@contextmanager
def entry(
    subject: Any,
    *,
    act: Act,
    by: User | None,
    by_name: str = "",
    accepted_by: User | None = None,
    restored: int | None = None,
) -> Iterator[None]:
    """An act that is an entry of its own: what is written inside, and nothing else."""
    with transaction.atomic():
        _begin(
            subject,
            _locked(subject),
            by=by,
            by_name=by_name or (by.name if by else ""),
            act=act,
            accepted_by=accepted_by,
            accepted_by_name=accepted_by.name if accepted_by else "",
            restored=restored,
        )
        yield
        settle(subject)


@transaction.atomic
def settle(subject: Any) -> Revision:
    """Close the entry that is open; the last entry, which holds the content as it is now.

    Only what it points at, such as an organisation, may have another name by now.
    """
    stretch = _locked(subject)
    if stretch.is_open:
        _close(subject, stretch)
    return Revision.objects.filter(subject_uuid=subject.uuid).latest("number")


def lock(subjects_in_order: Iterable[Any]) -> None:
    """Lock several histories before any of them is written, in the order given.

    Whoever writes in more than one takes them in one order, or two writers
    could wait for each other. Call it inside a transaction.
    """
    for subject in subjects_in_order:
        _locked(subject)


def content_of(subject: Any) -> Content:
    """What the subject holds now."""
    return subjects[subject._meta.label_lower].read(subject)


def partnership_of(subject: Any) -> Partnership | None:
    return subjects[subject._meta.label_lower].partnership(subject)


def content_at(revision: Revision) -> Content:
    return Content.from_json(revision.content)


def _goes_on(subject: Any, by: User | None) -> bool:
    """Count a save in the person's own entry, if that is the open one."""
    now = timezone.now()
    own = Stretch.objects.filter(
        subject_uuid=subject.uuid, is_open=True, by=by, ended_at__gt=now - PAUSE
    )
    return bool(own.update(ended_at=now, saves=F("saves") + 1))


def _begin(subject: Any, stretch: Stretch, **work: Any) -> None:
    """Close what is open and begin anew; the stretch is locked."""
    if stretch.is_open:
        _close(subject, stretch)
    now = timezone.now()
    nobody = {"accepted_by": None, "accepted_by_name": "", "restored": None}
    values = {"act": Act.EDIT, **nobody, "saves": 0, **work}
    values |= {"started_at": now, "ended_at": now, "is_open": True}
    Stretch.objects.filter(pk=stretch.pk).update(**values)


def _locked(subject: Any) -> Stretch:
    """The subject's row, locked; made with the first entry, the state before any other."""
    _, is_new = Stretch.objects.get_or_create(
        subject_uuid=subject.uuid, defaults={**_whose(subject), "number": 1, **_start()}
    )
    stretch = Stretch.objects.select_for_update().get(subject_uuid=subject.uuid)
    if is_new:
        _close(subject, stretch)
    return stretch


def _whose(subject: Any) -> dict[str, Any]:
    kind = subject._meta.label_lower
    found = subjects[kind]
    return {
        "subject_kind": kind,
        "scope_uuid": found.scope(subject),
        "partnership": found.partnership(subject),
    }


def _start() -> dict[str, Any]:
    now = timezone.now()
    return {"act": Act.BASELINE, "started_at": now, "ended_at": now, "by_name": "", "saves": 0}


#: What an entry takes over from its stretch.
_WORK = [field.attname for field in Work._meta.fields]


def _close(subject: Any, stretch: Stretch) -> None:
    """Keep the content as it is now, unless the stretch ended where it began."""
    content = content_of(subject).to_json()
    last = Revision.objects.filter(subject_uuid=subject.uuid).order_by("-number").first()
    if last is None or _written(last.content) != _written(content):
        work = {name: getattr(stretch, name) for name in _WORK}
        Revision.objects.create(**work, previous=last, content=content)
        stretch.number += 1
    stretch.is_open = False
    stretch.save(update_fields=["number", "is_open"])


def _written(content: dict[str, Any]) -> list[dict[str, Any]]:
    """What people wrote: of a link what it points at, whatever that is called by now."""
    return [
        {**item, "fields": {name: _target(value) for name, value in item["fields"].items()}}
        for item in content["items"]
    ]


def _target(value: Any) -> Any:
    return value["pk"] if isinstance(value, dict) and "pk" in value else value
