"""What the page of two versions shows, and what of it can be brought back."""

from dataclasses import dataclass
from uuid import UUID

from activities.services.compared import Compared, compared
from activities.services.restore_plan import PLACE
from activities.views.pasts import Past
from partnership.forms import version_name
from partnership.history import Content, ItemChange
from partnership.models import Revision, User
from partnership.permissions import Decision
from partnership.services import history


@dataclass(frozen=True)
class Shown:
    """A change; with `seen`, which tells how it reads now, it can be brought back."""

    change: ItemChange
    seen: str
    children: list["Shown"]


@dataclass(frozen=True)
class Sides:
    """The left and the right version, their difference, and who may bring the left one back."""

    past: Past
    left: Revision
    right: Revision | None
    old: Content
    new: Content
    found: Compared
    may_restore: Decision

    @property
    def left_name(self) -> str:
        return version_name(self.left)

    @property
    def right_name(self) -> str:
        return version_name(self.right)

    @property
    def can_restore(self) -> bool:
        """From the text that stands now only, so that one sees what is replaced."""
        return self.right is None and bool(self.may_restore)

    @property
    def parts(self) -> list[Shown]:
        return [self._shown(change) for change in self.found.parts]

    def _shown(self, change: ItemChange) -> Shown:
        item = change.item
        children = [self._shown(child) for child in change.children]
        stood = change.old is not None and item.kind in self.past.restoring.parts
        seen = self._seen(item.uuid) if self.can_restore and stood else ""
        return Shown(change, seen, children)

    @property
    def seen(self) -> str:
        """How everything reads that can be brought back at once; "" if nothing would change."""
        same = self.old.fingerprint(self.past.restoring.all) == self._seen()
        return "" if same or not self.can_restore else self._seen()

    @property
    def seen_order(self) -> str:
        return self.new.fingerprint({PLACE}) if self.can_restore else ""

    @property
    def has_money(self) -> bool:
        """Whether something differs that is not brought back."""
        restoring = self.past.restoring
        return restoring.beside_money and any(
            change.item.kind not in restoring.all for change in self.found.parts
        )

    def _seen(self, of: UUID | None = None) -> str:
        return self.new.fingerprint(self.past.restoring.all, of)


def sides_of(past: Past, left: Revision, right: Revision | None, user: User) -> Sides:
    """Two versions compared; `right` is None for the text as it stands now."""
    old = history.content_at(left)
    new = history.content_at(right) if right else history.content_of(past.subject)
    return Sides(
        past=past,
        left=left,
        right=right,
        old=old,
        new=new,
        found=compared(old, new, past.names(past.subject)),
        may_restore=past.restoring.may(user, past.subject),
    )
