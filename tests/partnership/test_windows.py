"""Two windows save by themselves over a bad connection, and no text is lost unseen.

Saves are delayed, repeated and overtaken, and answers are lost. What a window was shown,
and what was written when, is kept here in plain lists.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from activities.choices import PartKind
from activities.models import Goal, PlanSection
from activities.services.rows import add_row, edit_row
from partnership.services.versions import Seen, StaleVersion, save_version
from tests import factories


@dataclass(frozen=True)
class Sent:
    """A save on its way: the newest version that its window had been shown, and its text."""

    turn: int
    shown: int
    text: str


@dataclass
class Window:
    """An open form; one without a key is a form that is sent with a button."""

    key: UUID | None
    shown: int = 1
    turn: int = 0
    sent: list[Sent] = field(default_factory=list)

    def type(self) -> None:
        self.turn += 1
        self.sent.append(Sent(self.turn, self.shown, f"{self.key} {self.turn}"))

    def adopt(self) -> None:
        """It is opened anew on what was kept of it, and goes on from what it was shown first."""
        self.shown = 1

    def seen(self, sent: Sent) -> Seen:
        return Seen(sent.shown, self.key, sent.turn if self.key else 0)


class Server:
    """A stored row, and who wrote each of its versions."""

    def __init__(self) -> None:
        self.pk = factories.make_plan().sections.create(placement="introduction").pk
        self.written: list[tuple[Window | None, Sent | None]] = [(None, None)]

    @property
    def row(self) -> PlanSection:
        return PlanSection.objects.get(pk=self.pk)

    def take(self, window: Window, sent: Sent) -> None:
        """Try to save, and hold what became of it to what is promised."""
        before = self.row
        try:
            save_version(before, seen=window.seen(sent), by=None, heading=sent.text)
        except StaleVersion:
            self.check_refused(window, sent, before)
        else:
            self.check_accepted(window, sent, before)

    def since(self, version: int) -> list[Window | None]:
        """Who wrote the versions after this one."""
        return [window for window, _ in self.written[version:]]

    def check_accepted(self, window: Window, sent: Sent, before: PlanSection) -> None:
        row = self.row
        if row.version == before.version:
            # It came late: what stands is the window's own, and no older than this.
            writer, last = self.written[-1]
            assert (row.heading, writer) == (before.heading, window)
            assert last.turn >= sent.turn
            return
        assert all(other is window for other in self.since(sent.shown)), "overwritten unseen"
        own = [done.turn for other, done in self.written if other is window]
        assert all(turn < sent.turn for turn in own), "an older text undid a newer one"
        assert row.version == before.version + 1 == len(self.written) + 1
        assert row.heading == sent.text
        self.written.append((window, sent))

    def check_refused(self, window: Window, sent: Sent, before: PlanSection) -> None:
        assert (self.row.heading, self.row.version) == (before.heading, before.version)
        others = [other for other in self.since(sent.shown) if other is not window]
        assert others or window.key is None, "refused because of its own saves"


#: What happens next: to which window, whether its newest save or an older one is taken, and
#: whether the window hears the answer.
types = st.tuples(st.sampled_from(["type", "type", "type", "adopt"]), st.integers(0, 2))
arrives = st.tuples(st.just("arrive"), st.integers(0, 2), st.integers(0, 3), st.booleans())
many = settings(
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
NEWEST, LOST, HEARD = 0, False, True


@many
@given(st.lists(types | arrives | arrives, max_size=30))
@example([("type", 0), ("arrive", 0, NEWEST, LOST)] * 3)
@example([("type", 0), ("type", 0), ("arrive", 0, NEWEST, HEARD), ("arrive", 0, 1, LOST)])
@example([("type", 0), ("arrive", 0, NEWEST, LOST), ("arrive", 0, NEWEST, HEARD)])
@example(
    [
        *[("type", 0), ("arrive", 0, NEWEST, LOST), ("type", 1), ("arrive", 1, NEWEST, HEARD)],
        *[("type", 1), ("arrive", 1, NEWEST, HEARD), ("type", 0), ("arrive", 0, NEWEST, HEARD)],
        *[("type", 0), ("arrive", 0, NEWEST, HEARD), ("adopt", 0), ("type", 0)],
        *[("arrive", 0, NEWEST, HEARD), ("type", 0), ("arrive", 0, NEWEST, HEARD)],
    ]
)
def test_no_text_is_overwritten_unseen_and_none_is_undone_or_refused_by_its_own(db, happenings):
    server = Server()
    windows = [Window(uuid4()), Window(uuid4()), Window(None)]
    for what, which, *how in happenings:
        window = windows[which]
        if what == "type":
            window.type()
        elif what == "adopt":
            window.adopt()
        elif window.sent:
            arrive(server, window, *how)


def arrive(server: Server, window: Window, back: int, heard: bool) -> None:
    """The newest save, or an older one; it may have been taken before."""
    sent = window.sent[-1 - back % len(window.sent)]
    server.take(window, sent)
    # A window waits for the answer to its newest save only. Refused, it shows what stands.
    if heard and sent is window.sent[-1]:
        window.shown = len(server.written)


# One by one, in words


@pytest.fixture
def section(db) -> PlanSection:
    return factories.make_plan().sections.create(placement="introduction")


def save(section: PlanSection, seen: Seen, text: str) -> PlanSection:
    row = PlanSection.objects.get(pk=section.pk)
    save_version(row, seen=seen, by=None, heading=text)
    return PlanSection.objects.get(pk=section.pk)


def test_a_window_that_heard_no_answer_saves_on_top_of_its_own_save(section):
    window = uuid4()
    save(section, Seen(1, window, 1), "En")
    assert save(section, Seen(1, window, 2), "To").heading == "To"


def test_a_save_that_was_overtaken_changes_nothing(section):
    window = uuid4()
    save(section, Seen(1, window, 2), "To")
    row = save(section, Seen(1, window, 1), "En")
    assert (row.heading, row.version) == ("To", 2)


def test_a_window_is_refused_when_another_has_saved_in_between(section):
    mine, other = uuid4(), uuid4()
    save(section, Seen(1, mine, 1), "Mit")
    save(section, Seen(2, other, 1), "Deres")
    with pytest.raises(StaleVersion):
        save(section, Seen(2, mine, 2), "Mit igen")


def test_a_form_without_a_key_breaks_the_run_of_a_window(section):
    window = uuid4()
    save(section, Seen(1, window, 1), "Vinduet")
    save(section, Seen(2), "Knappen")
    with pytest.raises(StaleVersion):
        save(section, Seen(1, window, 2), "Vinduet igen")


def test_a_window_goes_on_from_what_it_was_shown_when_refused(section):
    mine, other = uuid4(), uuid4()
    save(section, Seen(1, other, 1), "Deres")
    save(section, Seen(2, mine, 1), "Mit")
    assert save(section, Seen(2, mine, 2), "Mit igen").version == 4


def test_a_new_row_that_is_sent_again_is_saved_in_the_row_it_made(db):
    part = factories.part_of(factories.make_chapter(factories.make_plan()), PartKind.GOALS)
    identity, window = uuid4(), uuid4()
    for turn, title in ((1, "En"), (3, "Tre"), (2, "To")):
        add_row(part, by=None, uuid=identity, seen=Seen(1, window, turn), title=title)
    row = Goal.objects.get(part=part)
    assert (row.uuid, row.title) == (identity, "Tre")
    assert edit_row(row, seen=Seen(1, window, 4), by=None, title="Fire").title == "Fire"
