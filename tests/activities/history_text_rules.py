"""Texts are saved by people and by windows, and rows come, go and move."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from activities.services import rows
from partnership.services.versions import Seen, StaleVersion
from tests.activities.history_acts import Acts, new_values, people, pick, which, words, writers
from tests.activities.history_model import Text
from tests.activities.history_world import LISTS, identity, new_row, saving, stored


@dataclass
class Window:
    """An open form that saves by itself; `held` is what is still on its way."""

    by: Any
    text: Text
    writer: UUID
    seen: int
    turn: int = 0
    last: tuple[dict, Seen] | None = None
    held: list[tuple[dict, Seen]] = field(default_factory=list)


class TextRules(Acts):
    """Saved from the version that stands, and from an older one."""

    @rule(data=st.data(), number=writers, text=which)
    def edit(self, data, number, text):
        by, text = self.person(number), pick(self.world.editable(), text)
        values, seen = new_values(data, text), text.version
        save = saving(text, self.world.plan, values)
        if not text.says(values):
            self.store(text, values, by)
        assert save(seen=seen, by=by).version == text.version

    @rule(data=st.data(), number=people, text=which, age=which)
    def edit_from_an_older_version(self, data, number, text, age):
        text = pick(self.world.editable(), text)
        values = new_values(data, text)
        if text.version > 1 and not text.says(values):
            save = saving(text, self.world.plan, values)
            with pytest.raises(StaleVersion):
                save(seen=1 + age % (text.version - 1), by=self.person(number))


class WindowRules(Acts):
    """Forms that save by themselves, over a connection that loses and delays."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[Window] = []

    @rule(number=people, text=which)
    def open_window(self, number, text):
        text = pick(self.world.editable()[:4], text)
        writer = identity(len(self.windows) + 1)
        self.windows.append(Window(self.person(number), text, writer, text.version))

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), window=which, fate=st.sampled_from(["told", "told", "lost", "held"]))
    def type_in_window(self, data, window, fate):
        window = pick(self.windows[-3:], window)
        window.turn += 1
        sent = new_values(data, window.text), Seen(window.seen, window.writer, window.turn)
        if fate == "held":
            window.held.append(sent)
            return
        window.last = sent
        self.deliver(window, *sent)
        # Whoever is refused sees the other's text, and goes on from there.
        if fate == "told":
            window.seen = window.text.version

    @precondition(lambda self: any(window.last for window in self.windows))
    @rule(window=which)
    def send_again(self, window):
        window = pick([window for window in self.windows if window.last], window)
        self.deliver(window, *window.last)

    @precondition(lambda self: any(window.held for window in self.windows))
    @rule(window=which, nth=which)
    def arrive_late(self, window, nth):
        window = pick([window for window in self.windows if window.held], window)
        self.deliver(window, *window.held.pop(nth % len(window.held)))

    def deliver(self, window: Window, values: dict, seen: Seen) -> None:
        text = window.text
        save = saving(text, self.world.plan, values)
        if text.says(values):
            # Nothing is written, so nothing tells what is on its way that it is late.
            window.held.clear()
        elif text.answers(seen) == "stale":
            with pytest.raises(StaleVersion):
                save(seen=seen, by=window.by)
            return
        elif text.answers(seen) == "stored":
            self.store(text, values, window.by, seen)
        save(seen=seen, by=window.by)


class RowRules(Acts):
    """Rows and targets are added, moved, removed and put back."""

    @rule(number=writers, kind=st.sampled_from(list(LISTS)), title=words, twice=st.booleans())
    def add_row(self, number, kind, title, twice):
        by, part = self.person(number), self.world.parts[kind]
        self.write(part, by)
        uuid = identity(1000 + len(part.rows) + 100 * list(LISTS).index(kind))
        for _ in range(1 + twice):
            row = rows.add_row(stored(part), by=by, uuid=uuid, title=title)
        part.add(new_row(row))
        self.log(f"{row._meta.label_lower}.add", by)

    @precondition(lambda self: self.world.parts["deliverables"].standing())
    @rule(number=people, row=which, minimum=st.integers(1, 3))
    def add_target(self, number, row, minimum):
        by, row = self.person(number), pick(self.world.parts["deliverables"].standing(), row)
        self.write(row, by)
        target = rows.save_target(stored(row), None, seen=1, by=by, minimum=minimum, unit="A")
        row.add(new_row(target))
        self.log("activities.target.add", by)

    @precondition(lambda self: self.world.rows())
    @rule(number=people, row=which, up=st.booleans())
    def move_row(self, number, row, up):
        by, row = self.person(number), pick(self.world.rows(), row)
        standing = row.above.standing()
        place = standing.index(row)
        other = place - 1 if up else place + 1
        can = 0 <= other < len(standing)
        assert rows.move_row(stored(row), up=up, by=by) == can
        if can:
            self.write(row, by)
            standing[place], standing[other] = standing[other], standing[place]
            row.above.arrange(standing)
            self.log(f"{row.kind}.move", by)

    @precondition(lambda self: self.world.rows())
    @rule(number=people, row=which)
    def remove(self, number, row):
        by, row = self.person(number), pick(self.world.rows() + self.world.targets(), row)
        self.write(row, by)
        take = rows.remove_target if row.kind == "activities.target" else rows.remove_row
        take(stored(row), seen=row.version, by=by)
        self.in_or_out(row, by, "remove")

    @precondition(lambda self: self.world.rows(removed=True) + self.world.targets(removed=True))
    @rule(number=people, row=which)
    def put_back(self, number, row):
        removed = self.world.rows(removed=True) + self.world.targets(removed=True)
        by, row = self.person(number), pick(removed, row)
        self.write(row, by)
        give = rows.restore_target if row.kind == "activities.target" else rows.restore_row
        give(stored(row), by=by)
        self.in_or_out(row, by, "restore")

    def in_or_out(self, row: Text, by: Any, verb: str) -> None:
        row.removed = verb == "remove"
        row.save({})
        self.log(f"{row.kind}.{verb}", by)
