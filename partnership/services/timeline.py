"""The entries of a history, for those who read it."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from partnership.history import Content
from partnership.models import Revision, Stretch
from partnership.services import history


def close_ended(scope: UUID) -> None:
    """Close the entries in which nobody has written for a while, so that they can be read.

    They would else stand open until somebody writes again.
    """
    ended_before = timezone.now() - history.PAUSE
    open_ones = Stretch.objects.filter(scope_uuid=scope, is_open=True, ended_at__lte=ended_before)
    for stretch in open_ones:
        model: Any = apps.get_model(stretch.subject_kind)
        history.settle(model._default_manager.get(uuid=stretch.subject_uuid))


def closed_entries(**lookup: Any) -> QuerySet[Revision]:
    """Entries with the one before each, whose content a list compares with."""
    return Revision.objects.filter(**lookup).select_related("previous")


def going_on(**lookup: Any) -> QuerySet[Stretch]:
    """The entries that people are writing now, the latest first."""
    return Stretch.objects.filter(**lookup, is_open=True).order_by("-ended_at")


def content_before(revision: Revision) -> Content:
    """What the entry started from; the first started from nothing."""
    return history.content_at(revision.previous) if revision.previous else Content(())
