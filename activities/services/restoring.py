"""What holds for bringing any earlier version back."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from partnership.choices import Act
from partnership.models import Revision, User
from partnership.services import history
from partnership.services.audit import record


class NothingToRestore(Exception):
    """The version does not hold what was asked for."""


class ReadsOtherwise(Exception):
    """Somebody has written since the page was shown from which this is asked."""


@contextmanager
def restoring(
    subject: Any,
    revision: Revision,
    *,
    by: User,
    seen: str,
    kinds: Container[str],
    of: UUID | None = None,
    action: str,
) -> Iterator[None]:
    """An entry of its own in which a version comes back; one line of the log.

    `seen` is the fingerprint of what was shown as standing now. It is taken
    again under the history's lock, so that nothing is replaced unseen. `action` is
    what the log calls it. Raises `ReadsOtherwise`.
    """
    with history.entry(subject, act=Act.RESTORE, by=by, restored=revision.number):
        if history.content_of(subject).fingerprint(kinds, of) != seen:
            raise ReadsOtherwise
        yield
        record(
            action,
            by=by,
            on=subject,
            partnership=history.partnership_of(subject),
            version=revision.number,
            part=str(of or ""),
        )
