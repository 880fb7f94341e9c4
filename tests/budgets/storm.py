"""People who do everything that is done with money, one thing after the other, by chance."""

from contextlib import suppress
from random import Random

from activities.services.lifecycle import PlanStepRefused, reopen_plan
from budgets.choices import EntryKind, ReallocationState, Stance
from budgets.models import BudgetLine, Pool, Reallocation
from budgets.services import decisions, hearings, lines, pools, reallocations
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of, set_amount, set_frame, undo_entry
from budgets.services.reallocations import Move
from budgets.services.refusals import LedgerError, ReallocationRefused
from budgets.services.transfers import transfer_line
from partnership.choices import Role
from partnership.services.versions import StaleVersion
from tests import factories
from tests.budgets.books import approved, refused, tomorrow

#: What a person may be told; anything else is our fault.
REFUSALS = (LedgerError, StaleVersion, PlanStepRefused)


class World:
    """Two plans of one agreement, the later approved; two chapters, and an activity without one."""

    def __init__(self, own: int = 4) -> None:
        earlier = factories.make_plan(year=2023)
        self.earlier = earlier
        self.plan = factories.make_plan(earlier.partnership, 2024, agreement=earlier.agreement)
        chapters = [factories.make_chapter(self.plan) for _ in range(2)]
        # No history of a chapter is locked before this one's money.
        alone = factories.make_activity(self.plan)
        self.activities = [*(chapter.activity for chapter in chapters), alone]
        self.lines = [self._line(place) for place in range(own)]
        self.pool: Pool = factories.make_pool(chapters[0])
        here = self.plan.partnership
        self.askers = [factories.make_user(role=Role.WORKING_GROUP, partnership=here)]
        self.deciders = [factories.make_user(role=Role.DECIDER, partnership=here) for _ in range(4)]
        self.member = factories.make_user(role=Role.STEERING_GROUP, partnership=here)
        factories.approve(self.plan)
        self.total = self.allocated()

    def _line(self, place: int) -> BudgetLine:
        """With 1.000 kr. in 2023 and in 2024."""
        activity = self.activities[place % 3]
        line = lines.add_line(self.plan.agreement, activity, by=None, label=f"Post {place}")
        for year in (2023, 2024):
            set_amount(line, year, 1_000, by=None)
        return line

    def allocated(self) -> int | None:
        return economy_of(self.plan).allocated

    def asked(self, *moves: Move) -> Reallocation:
        """In hearing."""
        by = self.askers[0]
        draft = reallocations.draft(
            self.plan, by=by, subject="Flere vagter", reason="Der er brug for dem.", moves=moves
        )
        return decisions.send(draft, by=by, hearing_until=tomorrow(), seen=draft.version)

    def moved(self, giver: int, taker: int, amount: int) -> Reallocation:
        return self.asked(
            Move(-amount, line=self.lines[giver]), Move(amount, line=self.lines[taker])
        )


class Storm:
    """One person who does one thing after the other, drawn by chance."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)

    def run(self, acts: int) -> None:
        names = [name for name in dir(self) if name.startswith("do_")]
        for _ in range(acts):
            with suppress(*REFUSALS):
                getattr(self, self.random.choice(names))()

    def line(self) -> BudgetLine:
        return BudgetLine.objects.get(pk=self.random.choice(self.world.lines).pk)

    def moves(self) -> list[Move]:
        amount = self.random.randrange(1, 700)
        giver, taker = self.random.sample(self.world.lines, 2)
        if self.random.random() < 0.2:
            activity = self.random.choice(self.world.activities)
            return [Move(-amount, line=giver), Move(amount, activity=activity, new_label="Ny")]
        return [Move(-amount, line=giver), Move(amount, line=taker)]

    def one(self, *states: str) -> Reallocation:
        found = list(Reallocation.objects.filter(state__in=states).select_related("plan"))
        if not found:
            raise ReallocationRefused
        return self.random.choice(found)

    def do_ask(self) -> None:
        self.world.asked(*self.moves())

    def do_draft_and_edit(self) -> None:
        by = self.world.askers[0]
        draft = reallocations.draft(self.world.plan, by=by, reason="Grund", subject="Emne")
        reallocations.edit(draft, seen=draft.version, by=by, moves=self.moves())

    def do_edit_as_decider(self) -> None:
        """Whoever does cannot decide it; nobody else is kept from it."""
        draft = self.one(ReallocationState.DRAFT)
        by, moves = self.random.choice(self.world.deciders), self.moves()
        reallocations.edit(draft, seen=draft.version, by=by, moves=moves, reason="Rettet")

    def do_send(self) -> None:
        draft = self.one(ReallocationState.DRAFT)
        by = self.world.askers[0]
        decisions.send(draft, by=by, hearing_until=tomorrow(), seen=draft.version)

    def do_withdraw(self) -> None:
        asked = self.one(ReallocationState.DRAFT, ReallocationState.HEARING)
        if self.random.random() < 0.3:
            decisions.withdraw(asked, by=self.world.askers[0])

    def do_approve(self) -> None:
        approved(self.one(ReallocationState.HEARING), self.random.choice(self.world.deciders))

    do_approve_another = do_approve_a_third = do_approve

    def do_refuse(self) -> None:
        if self.random.random() < 0.3:
            refused(self.one(ReallocationState.HEARING), self.world.deciders[0])

    def do_reverse(self) -> None:
        back = reallocations.reverse(self.one(ReallocationState.APPROVED), by=self.world.askers[0])
        reallocations.edit(
            back, seen=back.version, by=self.world.askers[0], moves=[], reason="Fejl."
        )

    def do_state(self) -> None:
        asked = self.one(ReallocationState.HEARING)
        hearings.make_statement(asked, by=self.world.member, stance=Stance.AGAINST, text="Nej.")

    def do_set_amount(self) -> None:
        year, amount = self.random.choice([2023, 2024]), self.random.randrange(0, 2_000)
        set_amount(self.line(), year, amount, by=self.world.askers[0])

    def do_correct(self) -> None:
        amount = self.random.randrange(0, 2_000)
        kind = EntryKind.CORRECTION
        by = self.world.deciders[0]
        set_amount(self.line(), 2023, amount, by=by, kind=kind, reason="Fejl")

    def do_undo(self) -> None:
        entry = self.random.choice(list(self.line().entries.all()))
        undo_entry(entry, by=self.world.deciders[0], reason="Fejl")

    def do_edit_line(self) -> None:
        line = self.line()
        amounts = {
            year: (amount_of(line, year), self.random.randrange(0, 2_000)) for year in (2023, 2024)
        }
        if self.random.random() < 0.7:
            amounts.pop(2024)
        label = f"Post {self.random.randrange(99)}"
        by = self.world.askers[0]
        lines.edit_line(line, seen=line.version, amounts=amounts, by=by, label=label)

    def do_add_line(self) -> None:
        activity = self.random.choice(self.world.activities)
        amounts = dict.fromkeys(self.random.choice([[2023], [2023, 2024]]), (0, 5))
        agreement, by = self.world.plan.agreement, self.world.askers[0]
        lines.add_line_with_amounts(agreement, activity, amounts=amounts, by=by, label="Post")

    def do_add_an_empty_line(self) -> None:
        activity = self.random.choice(self.world.activities)
        lines.add_line(self.world.plan.agreement, activity, by=self.world.askers[0], label="Tom")

    def do_transfer(self) -> None:
        line = self.empty_line()
        activity = self.random.choice(self.world.activities)
        transfer_line(line, activity, seen=line.version, by=self.world.askers[0])

    def do_fill(self) -> None:
        kind = EntryKind.CORRECTION
        by = self.world.deciders[0]
        set_amount(self.empty_line(), 2023, 5, by=by, kind=kind, reason="Glemt")

    def do_note(self) -> None:
        line, by = self.empty_line(), self.world.askers[0]
        lines.add_note(line.agreement, line.activity, by=by, scope="row", line=line, text="Note")

    def empty_line(self) -> BudgetLine:
        """One that may go to another activity."""
        found = list(BudgetLine.objects.filter(entries=None, legs=None).select_related("activity"))
        if not found:
            raise LedgerError
        return self.random.choice(found)

    def do_grant(self) -> None:
        activity = self.random.choice(self.world.activities)
        year, amount = self.random.choice([2023, 2024]), self.random.randrange(-300, 500) or 1
        pools.grant(self.world.pool, activity, year, amount, by=self.world.deciders[0])

    def do_set_frame(self) -> None:
        set_frame(self.world.plan, self.random.randrange(9_000), by=self.world.askers[0])

    def do_reopen_and_approve(self) -> None:
        by = self.world.deciders[1]
        with suppress(PlanStepRefused):
            reopen_plan(self.world.plan, by=by, reason="Rettelser")
        # Refused while money moves; then it is approved the next time.
        factories.look_and_approve(self.world.plan, by=by, override="Rammen følger.")
