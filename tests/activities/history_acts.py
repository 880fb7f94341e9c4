"""What people draw from, and the model's side of what they write."""

from typing import Any
from unittest import mock

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from partnership.models import AuditEntry
from partnership.services.versions import Seen
from tests.activities.history_model import Text
from tests.activities.history_world import Clock, World, name_of

which = st.integers(0, 40)
people = st.integers(0, 2)
#: Now and then nobody: a load of data.
writers = st.sampled_from([0, 0, 1, 1, 2, None])
bodies = st.sampled_from(["", "<p>A</p>", "<p>B</p>"])
words = st.sampled_from("ABC")
perhaps = st.sampled_from(["", "A"])
VALUES: dict[str, st.SearchStrategy] = {
    **dict.fromkeys(("body", "intro", "closing"), bodies),
    **dict.fromkeys(("title", "text", "unit"), words),
    **dict.fromkeys(("heading", "group", "formerly"), perhaps),
    "is_new": st.booleans(),
    "starts_on": st.sampled_from([None, "2024-05-01"]),
    "minimum": st.integers(1, 3),
}


def pick(among: list, number: int) -> Any:
    return among[number % len(among)]


def new_values(data: st.DataObject, text: Text) -> dict[str, Any]:
    """One of its fields, and what it is to say."""
    name = data.draw(st.sampled_from([name for name in text.fields if name in VALUES]))
    return {name: data.draw(VALUES[name])}


class Acts(RuleBasedStateMachine):
    """A world of its own for every example, undone at the end of it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.time = mock.patch.object(timezone, "now", self.clock.now)
        self.time.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = World()
        self.before = AuditEntry.objects.latest("id").pk

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.time.stop()

    # The model's side of a write

    def person(self, number: int | None) -> Any:
        """Whoever acts now; every act takes a minute."""
        self.clock.wait(minutes=1)
        return None if number is None else self.world.people[number]

    def log(self, action: str, by: Any) -> None:
        self.world.logged[action, by.pk if by else None] += 1

    def write(self, text: Text, by: Any) -> bool:
        return self.world.history_of(text).write(by, self.clock.time)

    def store(self, text: Text, values: dict, by: Any, seen: Seen | None = None) -> None:
        if self.write(text, by):
            self.log(f"{name_of(text)}.edit", by)
        text.save(values, seen)

    def write_money(self, by: Any) -> None:
        for of in (self.world.chapter_history, self.world.sister_history):
            of.write(by, self.clock.time)
