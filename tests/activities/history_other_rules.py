"""Money, the order of the activities, earlier versions, and proposals."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from activities.models import Chapter, Comment
from activities.services import restore, restore_plan
from activities.services.comments import CommentRefused
from activities.services.order import move_chapter
from activities.services.proposals import accept_proposal
from activities.services.restoring import ReadsOtherwise
from budgets.services.ledger import AmountChanged, set_amount
from budgets.services.lines import edit_line, edit_note, remove_note
from partnership.models import Revision
from partnership.services import history
from tests import factories
from tests.activities.history_acts import VALUES, Acts, people, pick, which, words, writers
from tests.activities.history_model import Entry, History, Stored, Text, put_back
from tests.activities.history_world import stored

#: What a proposal replaces.
PROPOSED = {"activities.section": "body", "activities.goal": "title"}


class MoneyRules(Acts):
    """Money stands in the chapters of two plans."""

    @rule(number=writers, year=st.integers(2023, 2024), amount=st.integers(0, 3))
    def set_amount(self, number, year, amount):
        by, amounts = self.person(number), self.world.amounts
        if amounts.get(year, 0) != amount:
            self.write_money(by)
            amounts[year] = amount
            self.log("budgets.entry.post", by)
        set_amount(self.world.line, year, amount, by=by)

    @rule(number=people, year=st.integers(2023, 2024))
    def set_amount_that_has_changed(self, number, year):
        seen = self.world.amounts.get(year, 0) + 1
        with pytest.raises(AmountChanged):
            set_amount(self.world.line, year, 7, by=self.person(number), seen=seen)

    @rule(number=people, label=words)
    def rename_line(self, number, label):
        by, money, line = self.person(number), self.world.money, self.world.line
        line.refresh_from_db()
        seen = money.version
        if not money.says({"label": label}):
            self.write_money(by)
            money.save({"label": label})
            self.log("budgets.line.edit", by)
        edit_line(line, seen=seen, amounts={}, by=by, label=label)

    @rule(number=people, text=words)
    def add_note(self, number, text):
        by = self.person(number)
        self.write_money(by)
        self.world.add_note(text, by)
        self.log("budgets.note.add", by)

    @precondition(lambda self: self.world.standing_notes())
    @rule(number=people, note=which, text=words)
    def edit_note(self, number, note, text):
        by, note = self.person(number), pick(self.world.standing_notes(), note)
        row, seen = self.world.stored_note(note), note.version
        if not note.says({"text": text}):
            self.write_money(by)
            note.save({"text": text})
            self.log("budgets.note.edit", by)
        edit_note(row, seen=seen, by=by, text=text)

    @precondition(lambda self: self.world.standing_notes())
    @rule(number=people, note=which)
    def remove_note(self, number, note):
        by, note = self.person(number), pick(self.world.standing_notes(), note)
        self.write_money(by)
        remove_note(self.world.stored_note(note), seen=note.version, by=by)
        note.removed = True
        self.log("budgets.note.remove", by)


class PlanRules(Acts):
    """The order of the activities stands in the plan's own history."""

    @rule(number=people, chapter=which, place=st.integers(0, 2))
    def move_chapter(self, number, chapter, place):
        by, order, seen = self.person(number), self.world.order, self.world.cover.version
        moved = pick(order, chapter)
        rest = [uuid for uuid in order if uuid != moved]
        before = Chapter.objects.get(uuid=rest[place]) if place < len(rest) else None
        new = [*rest[:place], moved, *rest[place:]]
        if new != order:
            self.world.plan_history.write(by, self.clock.time)
            self.world.reorder(new)
            self.log("activities.chapter.move", by)
        move_chapter(Chapter.objects.get(uuid=moved), before=before, seen=seen, by=by)


class RestoringRules(Acts):
    """An earlier version comes back as a new entry."""

    @precondition(lambda self: self.world.chapter_history.closed)
    @rule(number=people, nth=which, heading=st.booleans())
    def restore_chapter(self, number, nth, heading):
        by, of = self.person(number), self.world.chapter_history
        revision, content = self.begin_restoring(of, nth, by)
        for text in [*self.world.parts.values(), *[self.world.heading] * heading]:
            self.back(text, content, by)
        seen = history.content_of(of.subject).fingerprint(restore.RESTORED)
        restore.restore_chapter(of.subject, revision, by=by, seen=seen, heading=heading)
        of.settle()

    @precondition(lambda self: self.world.chapter_history.closed)
    @rule(number=people, nth=which, part=which)
    def restore_part(self, number, nth, part):
        by, of = self.person(number), self.world.chapter_history
        revision, content = self.begin_restoring(of, nth, by)
        had = {item["uuid"] for item in content if item["kind"] in restore.RESTORABLE}
        text = pick([text for text in self.parts_and_rows() if str(text.uuid) in had], part)
        self.back(text, content, by)
        seen = history.content_of(of.subject).fingerprint(restore.RESTORED, text.uuid)
        restore.restore_part(of.subject, revision, text.uuid, by=by, seen=seen)
        of.settle()

    @precondition(lambda self: self.world.plan_history.closed)
    @rule(number=people, nth=which)
    def restore_plan(self, number, nth):
        by, of = self.person(number), self.world.plan_history
        revision, content = self.begin_restoring(of, nth, by)
        for text in self.world.front:
            self.back(text, content, by)
        places = [UUID(item["uuid"]) for item in content if item["kind"] == "place"]
        if places != self.world.order:
            self.world.reorder(places)
        seen = history.content_of(of.subject).fingerprint(restore_plan.RESTORED)
        restore_plan.restore_plan(of.subject, revision, by=by, seen=seen)
        of.settle()

    @precondition(lambda self: self.world.chapter_history.closed)
    @rule(number=people, nth=which)
    def restore_after_somebody_wrote(self, number, nth):
        by, of = self.person(number), self.world.chapter_history
        revision, _ = self.kept(of, nth)
        with pytest.raises(ReadsOtherwise):
            restore.restore_chapter(of.subject, revision, by=by, seen="older")

    def kept(self, of: History, nth: int) -> tuple[Revision, list[Stored]]:
        number = nth % len(of.closed) + 1
        revision = Revision.objects.get(subject_uuid=of.subject.uuid, number=number)
        return revision, of.closed[number - 1].content

    def begin_restoring(self, of: History, nth: int, by: Any) -> tuple[Revision, list[Stored]]:
        revision, content = self.kept(of, nth)
        of.begin(Entry("restore", by.pk, by.name, restored=revision.number), self.clock.time)
        name = "plan" if of is self.world.plan_history else "chapter"
        self.log(f"activities.{name}.restore", by)
        return revision, content

    def parts_and_rows(self) -> list[Text]:
        world = self.world
        return [*world.parts.values(), *world.rows(), *world.rows(removed=True)]

    def back(self, text: Text, content: list[Stored], by: Any) -> None:
        put_back(text, content, lambda verb, row: self.log(f"{row.kind}.{verb}", by))


class ProposalRules(Acts):
    """A comment closes the entry; a proposal becomes an entry by whoever proposed it."""

    def __init__(self) -> None:
        super().__init__()
        self.proposals: list[tuple[Comment, Text, str, Any]] = []

    @rule(data=st.data(), author=st.sampled_from([0, 1, 2, "guest"]), text=which)
    def propose(self, data, author, text):
        by = self.world.guest if author == "guest" else self.person(author)
        text = pick([t for t in self.world.editable() if t.kind in PROPOSED], text)
        name = PROPOSED[text.kind]
        wording = data.draw(VALUES[name].filter(bool))
        if text.fields[name] != wording:
            self.world.chapter_history.settle()
            comment = factories.make_comment(stored(text), by=by, proposal=wording)
            self.proposals.append((comment, text, text.fields[name], by))
            self.log("activities.comment.add", None if author == "guest" else by)

    @precondition(lambda self: self.proposals)
    @rule(number=people, nth=which)
    def accept(self, number, nth):
        by, proposal = self.person(number), pick(self.proposals, nth)
        comment, text, then, author = proposal
        if text.removed or text.fields[comment.field] != then:
            with pytest.raises(CommentRefused):
                accept_proposal(comment, by=by)
            return
        whose = None if author == self.world.guest else author.pk
        entry = Entry("proposal", whose, author.name, accepted_by=by.pk)
        self.world.chapter_history.begin(entry, self.clock.time)
        text.save({comment.field: comment.proposal})
        self.world.chapter_history.settle()
        accept_proposal(comment, by=by)
        self.proposals.remove(proposal)
        self.log("activities.comment.accept", by)
