"""Changes in words: why money moved, and what happened besides the amounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from budgets.models import Entry, FramePosting, PoolGrant
from budgets.services.changes import Changes, LineAct
from partnership.formats import long_date, moment


@dataclass(frozen=True)
class Event:
    """Something that changed beside the amounts of lines; whole kroner, or None."""

    at: datetime
    what: str
    by_name: str
    amount: int | None = None
    reason: str = ""


def span(changes: Changes) -> str:
    """Between which moments."""
    last = long_date(changes.last)
    if changes.first:
        text = _("From the end of %(first)s to the end of %(last)s.")
        return text % {"first": long_date(changes.first), "last": last}
    if changes.approved_at:
        text = _("Since the plan was first approved on %(moment)s, to the end of %(last)s.")
        return text % {"moment": moment(changes.approved_at), "last": last}
    text = _(
        "Everything since the beginning, to the end of %(last)s. "
        "The plan has not been approved yet."
    )
    return text % {"last": last}


def why(entry: Entry) -> str:
    """The reason of a posting; of a reallocation, the one it was asked for with."""
    return entry.leg.reallocation.reason if entry.leg else entry.reason


def events_of(changes: Changes) -> list[Event]:
    """Frame, grants and lines, in the order they happened."""
    events = [*_frame(changes.frame), *_grants(changes.grants), *_lines(changes.lines)]
    return sorted(events, key=lambda event: event.at)


def _frame(postings: Iterable[FramePosting]) -> Iterable[Event]:
    for posting in postings:
        what = _("The frame")
        yield Event(posting.posted_at, what, posting.posted_by_name, posting.amount, posting.reason)


def _grants(grants: Iterable[PoolGrant]) -> Iterable[Event]:
    for grant in grants:
        text = _("Grant from the pool %(pool)s to %(activity)s, %(year)s")
        if grant.amount < 0:
            text = _("Grant from the pool %(pool)s to %(activity)s taken back, %(year)s")
        named = {"pool": grant.pool, "activity": grant.activity, "year": grant.year}
        yield Event(grant.posted_at, text % named, grant.posted_by_name, grant.amount, grant.reason)


def _lines(acts: Iterable[LineAct]) -> Iterable[Event]:
    texts = {
        "budgets.line.add": _("The budget line %(line)s was added under %(activity)s"),
        "budgets.line.close": _("The budget line %(line)s under %(activity)s was closed"),
        "budgets.line.reopen": _("The budget line %(line)s under %(activity)s was opened again"),
        "budgets.line.transfer": _(
            "The budget line %(line)s was moved from %(from_activity)s to %(to_activity)s"
        ),
    }
    for act in acts:
        named = {**act.details, "line": act.line, "activity": act.line.activity}
        yield Event(act.at, texts[act.act] % named, act.by_name)
