"""A plan and its people for the machine of the history, with the model of what they hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from activities.models import (
    Chapter,
    Deliverable,
    Goal,
    ListPart,
    Milestone,
    PlanSection,
    SafetyPlan,
    Section,
    Target,
)
from activities.services import rows, texts
from activities.services.chapters import add_chapter
from budgets.models import BudgetNote
from budgets.services.lines import add_note
from partnership.models import TheoryItem
from tests import factories
from tests.activities.history_model import History, Stored, Text

#: Sections and lists in printed order.
ORDER = (
    *("opening", "background", "purpose"),
    *("goals", "target_groups", "timetable", "deliverables"),
    *("communication", "responsibilities"),
)
LISTS = {"goals": Goal, "timetable": Milestone, "deliverables": Deliverable}
DATES = ("starts_on", "ends_on")
LINE = ("label", "category", "administrator", "psp_element", "funder", "counts_in_total")
MODELS = {
    model._meta.label_lower: model
    for model in (Chapter, Section, ListPart, PlanSection, TheoryItem, Target, *LISTS.values())
}
SAVED_BY: dict[str, Callable[..., Any]] = {
    "activities.chapter": texts.edit_heading,
    "activities.section": texts.edit_section,
    "activities.listpart": texts.edit_part,
    "activities.plansection": texts.edit_plan_section,
}
#: What the services of these take all of, whichever changed.
WHOLE = {
    "activities.chapter": ("title", "is_new", "formerly"),
    "activities.listpart": ("intro", "closing"),
    "activities.plansection": ("heading", "body"),
}
ACTIONS = {
    "activities.listpart": "activities.part",
    "activities.plansection": "activities.plan_section",
    "partnership.theoryitem": "partnership.theory_item",
}


class Clock:
    """The time that the services are told."""

    def __init__(self) -> None:
        self.time = datetime(2024, 5, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def wait(self, **pause: float) -> None:
        self.time += timedelta(**pause)


def read(row: Any, *names: str) -> Text:
    """A row that has just been made, as a text of the model."""
    fields = {name: getattr(row, name) for name in names}
    return Text(row._meta.label_lower, row.uuid, fields)


class World:
    """A plan of three chapters; the first one's activity has another chapter, in another plan."""

    def __init__(self) -> None:
        self.plan = factories.make_plan()
        self.guest = factories.make_invitation(self.plan, factories.make_user("Sanne"))
        self.people = [factories.make_user(name) for name in ("Anna", "Bo", "Carl")]
        self.chapters = [factories.make_chapter(self.plan, title=title) for title in "ABC"]
        self.line = factories.make_line(self.chapters[0], label="Leje")
        self.amounts: dict[int, int] = {}
        self.notes: list[Text] = []
        self.order = [chapter.uuid for chapter in self.chapters]
        self.logged: Counter[tuple[str, int | None]] = Counter()
        self._texts()
        self._histories()

    def _texts(self) -> None:
        chapter, plan = self.chapters[0], self.plan
        self.heading = read(chapter, "title", "is_new", "formerly")
        parts = {s.kind: read(s, "kind", "body") for s in chapter.sections.all()}
        parts |= {p.kind: read(p, "kind", "intro", "closing") for p in chapter.parts.all()}
        self.parts = {kind: parts[kind] for kind in ORDER}
        section = PlanSection.objects.create(plan=plan, placement="introduction")
        theory = TheoryItem.objects.create(agreement=plan.agreement, column="effort", text="A")
        self.front = [
            read(section, "placement", "heading", "body"),
            read(theory, "column", "focus_area", "text"),
        ]
        self.cover = read(plan, "title")
        for kind, title in (("goals", "A"), ("goals", "B"), ("deliverables", "A")):
            row = factories.make_row(chapter, kind, title=title)
            self.parts[kind].add(new_row(row))
        for minimum in (1, 2):
            target = rows.save_target(row, None, seen=1, by=None, minimum=minimum, unit="A")
            self.parts["deliverables"].rows[0].add(new_row(target))
        self.money = read(self.line, *LINE)

    def _histories(self) -> None:
        sister_plan = factories.make_plan(
            self.plan.partnership, year=2023, agreement=self.plan.agreement
        )
        activity = self.chapters[0].activity
        sister = add_chapter(
            sister_plan, activity, number=1, title="I fjor", money_only=True, by=None
        )
        self.sister_heading = read(sister, "title", "is_new", "formerly")
        self.chapter_history = History(self.chapters[0], self.chapter_items)
        self.plan_history = History(self.plan, self.plan_items)
        self.sister_history = History(sister, self.sister_items)
        self.histories = [self.chapter_history, self.plan_history, self.sister_history]

    def chapter_items(self) -> list[Stored]:
        texts_of = (item for part in self.parts.values() for item in part.items())
        return [*self.heading.items(), *texts_of, *self._money_items()]

    def sister_items(self) -> list[Stored]:
        return [*self.sister_heading.items(), *self._money_items()]

    def _money_items(self) -> Iterator[Stored]:
        (line,) = self.money.items()
        amounts = {str(year): amount for year, amount in sorted(self.amounts.items())}
        yield {**line, "fields": {**line["fields"], "amounts": amounts, "marks": {}}}
        yield from (item for note in self.standing_notes() for item in note.items())

    def plan_items(self) -> list[Stored]:
        front = (item for text in self.front for item in text.items())
        places = (
            Text("place", uuid, {"number": number}) for number, uuid in enumerate(self.order, 1)
        )
        return [*self.cover.items(), *front, *(item for place in places for item in place.items())]

    # What can be done to it

    def rows(self, *, removed: bool = False) -> list[Text]:
        lists = [self.parts[kind] for kind in LISTS]
        return [row for part in lists for row in part.rows if row.removed == removed]

    def targets(self, *, removed: bool = False) -> list[Text]:
        return [t for row in self.rows() for t in row.rows if t.removed == removed]

    def editable(self) -> list[Text]:
        """Whatever is saved from a form, money aside."""
        return [
            *(self.heading, *self.parts.values(), *self.front),
            *(*self.rows(), *self.targets()),
        ]

    def history_of(self, text: Text) -> History:
        return self.plan_history if text in self.front else self.chapter_history

    def standing_notes(self) -> list[Text]:
        return [note for note in self.notes if not note.removed]

    def add_note(self, text: str, by: Any) -> None:
        agreement, activity = self.plan.agreement, self.chapters[0].activity
        note = add_note(agreement, activity, by=by, scope="table", text=text)
        self.notes.append(read(note, "scope", "line", "year", "text"))

    def stored_note(self, note: Text) -> BudgetNote:
        return BudgetNote.objects.get(uuid=note.uuid)

    def reorder(self, uuids: list[UUID]) -> None:
        """The plan's version rises with every order."""
        self.order = uuids
        self.cover.save({})


def stored(text: Text) -> Any:
    return MODELS[text.kind].objects.get(uuid=text.uuid)


def name_of(text: Text) -> str:
    """The first words of its actions in the log."""
    return ACTIONS.get(text.kind, text.kind)


def saving(text: Text, plan: SafetyPlan, values: dict[str, Any]) -> Callable[..., Any]:
    """The service that saves the text, with what it is to say."""
    row = stored(text)
    kept = {name: text.fields[name] for name in WHOLE.get(text.kind, ())}
    sent = {**kept, **values}
    for name in DATES:
        if sent.get(name):
            sent[name] = date.fromisoformat(sent[name])
    if text.kind == "activities.target":
        return partial(rows.save_target, row.deliverable, row, **sent)
    if text.kind == "partnership.theoryitem":
        return partial(texts.edit_theory_item, row, **sent)
    return partial(SAVED_BY.get(text.kind, rows.edit_row), row, **sent)


def new_row(row: Any) -> Text:
    """A row or target that has just been added."""
    names = {
        Goal: ("group", "title", "body"),
        Milestone: ("when", *DATES, "recurrence", "group", "title", "body"),
        Deliverable: ("group", "title", "body"),
        Target: ("minimum", "maximum", "unit", "basis", "exception"),
    }
    return read(row, *names[type(row)])


def identity(number: int) -> UUID:
    return UUID(int=number)
