"""What a history is to hold, kept by hand in plain lists beside the database."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from partnership.services.versions import Seen

QUARTER = timedelta(minutes=15)
#: An item as the history stores it.
Stored = dict[str, Any]


@dataclass(eq=False)
class Text:
    """A row that is edited: what it says, and the window and turn of each of its versions."""

    kind: str
    uuid: UUID
    fields: dict[str, Any]
    saves: list[tuple[UUID | None, int]] = field(default_factory=lambda: [(None, 0)])
    position: int = 0
    removed: bool = False
    above: "Text | None" = None
    rows: list["Text"] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.saves)

    def standing(self) -> list["Text"]:
        """In their places; of two in one place the older comes first."""
        return sorted((row for row in self.rows if not row.removed), key=lambda row: row.position)

    def items(self) -> Iterator[Stored]:
        parent = str(self.above.uuid) if self.above else None
        yield {
            "kind": self.kind,
            "uuid": str(self.uuid),
            "parent": parent,
            "fields": deepcopy(self.fields),
        }
        for row in self.standing():
            yield from row.items()

    def add(self, row: "Text") -> None:
        row.above, row.position = self, max((r.position for r in self.rows), default=0) + 1
        self.rows.append(row)

    def arrange(self, rows: list["Text"]) -> None:
        for position, row in enumerate(rows, start=1):
            row.position = position

    def says(self, values: dict[str, Any]) -> bool:
        return all(self.fields[name] == value for name, value in values.items())

    def answers(self, seen: Seen) -> str:
        """What becomes of a save: it is stored, it comes late, or it is refused as stale.

        Stale is who has not seen a version that another window saved.
        """
        window, turn = self.saves[-1]
        if seen.writer and window == seen.writer and turn >= seen.turn:
            return "late"
        unseen = {window for window, _ in self.saves[seen.version :]}
        return "stored" if unseen <= ({seen.writer} - {None}) else "stale"

    def save(self, values: dict[str, Any], seen: Seen | None = None) -> None:
        self.fields.update(values)
        self.saves.append((seen.writer, seen.turn) if seen else (None, 0))

    def settle_for(self, values: dict[str, Any]) -> None:
        """As restoring does: written only where it says something else."""
        if not self.says(values):
            self.save(values)


@dataclass
class Entry:
    """Who did what, and what stood when it closed."""

    act: str
    by: int | None
    by_name: str
    accepted_by: int | None = None
    restored: int | None = None
    content: list[Stored] = field(default_factory=list)


class History:
    """The entries of one chapter or plan, by the rules of closing."""

    def __init__(self, subject: Any, read: Callable[[], list[Stored]]) -> None:
        self.subject = subject
        self.read = read
        self.closed: list[Entry] = []
        self.open: Entry | None = None
        self.last_write: datetime | None = None

    def write(self, by: Any, now: datetime) -> bool:
        """Somebody is about to write; whether that begins an entry."""
        whose = by.pk if by else None
        if self.open and self.open.by == whose and now - self.last_write < QUARTER:
            self.last_write = now
            return False
        if by is None and not self.closed:
            return False
        self.begin(Entry("edit", whose, by.name if by else ""), now)
        return True

    def begin(self, entry: Entry, now: datetime) -> None:
        self.settle()
        self.open, self.last_write = entry, now

    def settle(self) -> None:
        content = self.read()
        if not self.closed:
            self.closed.append(Entry("baseline", None, "", content=content))
        elif self.open and content != self.closed[-1].content:
            self.open.content = content
            self.closed.append(self.open)
        self.open = None


def put_back(text: Text, content: list[Stored], log: Callable[[str, Text], None]) -> None:
    """Let a text, and the rows under it, be as they were in a content."""
    before = next(item["fields"] for item in content if item["uuid"] == str(text.uuid))
    if text.removed:
        text.removed = False
        text.save({})
        log("restore", text)
    text.settle_for(before)
    wanted = [item["uuid"] for item in content if item["parent"] == str(text.uuid)]
    for row in text.standing():
        if str(row.uuid) not in wanted:
            row.removed = True
            row.save({})
            log("remove", row)
    by_uuid = {str(row.uuid): row for row in text.rows}
    found = [by_uuid[uuid] for uuid in wanted]
    for row in found:
        put_back(row, content, log)
    text.arrange(found)
