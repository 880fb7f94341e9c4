"""What people do with reallocations, and what the model says it comes to."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from budgets.models import Reallocation
from budgets.services import decisions, hearings, reallocations
from budgets.services.reallocations import Move
from tests.budgets.money_acts import MoneyActs, act, which
from tests.budgets.money_model import Asked

shifts = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([-90, -40, -10, 10, 40, 90])), max_size=3
)


reasons = st.sampled_from(["Nej", "Nej", ""])


def any_in(*states: str) -> Callable[[MoneyActs], bool]:
    """While there is one in one of the states."""
    return lambda machine: any(one.state in states for one in machine.asked.values())


def is_approved(machine: MoneyActs) -> bool:
    return machine.money.is_approved


class ReallocationRules(MoneyActs):
    """Drafts, hearings, decisions and reversals."""

    def moves(self, shifts, rest) -> tuple[list[Move], dict[int | str, int], bool]:
        """As drawn, with what balances them if a line is left for it; and whether they may be."""
        chosen = [(self.line(number), amount) for number, amount in shifts]
        if rest and chosen:
            left = [line for line in self.lines if line not in {line for line, _ in chosen}]
            chosen += [(left[0], -sum(amount for _, amount in chosen))] if left else []
        keys = [line.pk for line, _ in chosen]
        allowed = len(keys) == len(set(keys)) and all(amount for _, amount in chosen)
        allowed = allowed and not self.money.beside.intersection(keys)
        moves = [Move(amount, line=line) for line, amount in chosen]
        return moves, {line.pk: amount for line, amount in chosen}, allowed

    @act(shifts=shifts, rest=st.booleans(), opens=st.sampled_from([0, 0, 30]), by=which)
    def draft(self, shifts, rest, opens, by):
        moves, legs, allowed = self.moves(shifts, rest or bool(opens))
        giver = next((line for line, amount in legs.items() if amount < 0), None)
        if opens and giver and allowed:
            moves, legs = self.opening(moves, legs, giver, opens)
        by = [self.asker, self.asker, self.deciders[0]][by % 3]
        self._draft(moves, legs, allowed, by)

    def _draft(self, moves, legs, allowed, by):
        made = self.expect(
            allowed and self.money.is_approved,
            reallocations.draft,
            self.plan,
            by=by,
            subject="Flere vagter",
            reason="Der er brug for dem.",
            moves=moves,
        )
        if made:
            self.asked[made.pk] = Asked(legs, {by.pk})

    def opening(self, moves: list[Move], legs: dict, giver: int, opens: int) -> tuple[list, dict]:
        """The same, and a new line for an activity without a chapter, which the giver pays."""
        label = f"Opened {len(self.asked)}"
        legs = {**legs, giver: legs[giver] - opens, label: opens}
        moves = [Move(legs[move.line.pk], line=move.line) for move in moves]
        return [*moves, Move(opens, activity=self.activities[2], new_label=label)], legs

    @act(any_in("draft"), number=which, by=which, shifts=shifts, rest=st.booleans())
    def edit(self, number, by, shifts, rest):
        """By a decider now and then, who cannot decide it any more."""
        row, asked = self.one(number, "draft")
        moves, legs, allowed = self.moves(shifts, rest)
        is_kept = asked.reverses is not None
        allowed = asked.state == "draft" and (allowed or is_kept)
        edit, by = reallocations.edit, [*[self.asker] * 6, *self.deciders][by % 8]
        reason = f"Rettet fra version {row.version}"
        self.expect(allowed, edit, row, seen=row.version, by=by, moves=moves, reason=reason)
        if allowed:
            asked.askers.add(by.pk)
        if allowed and not is_kept:
            asked.legs = legs

    @act(any_in("draft"), number=which, by=which, days=st.sampled_from([-1, 0, 1, 7]))
    def send(self, number, by, days):
        row, asked = self.one(number, "draft")
        by = [self.asker, self.asker, self.deciders[1]][by % 3]
        self._send(row, asked, by, days)

    def _send(self, row, asked, by, days):
        until = timezone.localdate() + timedelta(days=days)
        could_decide = {one.pk for one in self.deciders} - asked.askers - {by.pk}
        allowed = asked.state == "draft" and days >= 0 and self.money.stands(asked)
        allowed = allowed and bool(could_decide) and bool(row.reason)
        self.expect(allowed, decisions.send, row, by=by, hearing_until=until, seen=row.version)
        if allowed:
            asked.state, asked.until = "hearing", until
            asked.askers.add(by.pk)

    @act(is_approved, times=3, giver=which, taker=which, amount=st.sampled_from([10, 40, 90]))
    def ask(self, giver, taker, amount):
        """A draft that is sent as it is."""
        moves, legs, allowed = self.moves([(giver, -amount), (taker, amount)], rest=False)
        self._draft(moves, legs, allowed, self.asker)
        if allowed:
            row, asked = self.one(0, "draft")
            self._send(row, asked, self.asker, 1)

    @act(any_in("hearing"), number=which, stance=st.sampled_from(["supports", "against"]))
    def state(self, number, stance):
        row, asked = self.one(number, "hearing")
        allowed = asked.state == "hearing"
        by = self.member
        self.expect(allowed, hearings.make_statement, row, by=by, stance=stance, text="Tja.")

    @act(any_in("draft", "hearing"), number=which)
    def withdraw(self, number):
        row, asked = self.one(number, "draft", "hearing")
        allowed = asked.state in {"draft", "hearing"}
        self.expect(allowed, decisions.withdraw, row, by=self.asker)
        if allowed:
            asked.state = "withdrawn"

    def may_decide(self, asked: Asked, by, early: str) -> bool:
        is_over = asked.until is not None and timezone.localdate() > asked.until
        return asked.state == "hearing" and by.pk not in asked.askers and bool(early or is_over)

    @act(
        any_in("hearing"),
        times=3,
        number=which,
        by=which,
        reason=st.sampled_from(["", "Nej", "Nej"]),
        early=st.booleans(),
    )
    def refuse(self, number, by, reason, early):
        row, asked = self.one(number, "hearing")
        by, early = self.deciders[by % 2], "Haster" if early else ""
        allowed = self.may_decide(asked, by, early) and bool(reason)
        self.expect(allowed, decisions.refuse, row, by=by, reason=reason, early_reason=early)
        if allowed:
            asked.state = "refused"

    @act(
        any_in("hearing"),
        times=4,
        number=which,
        by=which,
        early=st.sampled_from(["", "Haster", "Haster"]),
    )
    def approve(self, number, by, early):
        row, asked = self.one(number, "hearing")
        by, money = self.deciders[by % 2], self.money
        allowed = self.may_decide(asked, by, early) and money.may_book(asked)
        allowed = allowed and not (asked.reverses and asked.reverses.is_reversed)
        seen = decisions.fingerprint(reallocations.leg_rows(row))
        self.expect(allowed, decisions.approve, row, by=by, seen=seen, early_reason=early)
        if allowed:
            self.book(row, asked)

    def book(self, row: Reallocation, asked: Asked) -> None:
        asked.state = "approved"
        if asked.reverses:
            asked.reverses.is_reversed = True
        for leg in row.legs.for_table():
            if leg.new_label in asked.legs:
                asked.legs[leg.line_id] = asked.legs.pop(leg.new_label)
                self.opened(leg.line)
            self.money.post(leg.line_id, self.plan.year, asked.legs[leg.line_id], "reallocation")

    @act(any_in("approved"), number=which)
    def reverse(self, number):
        row, asked = self.one(number, "approved")
        allowed = asked.state == "approved" and not asked.is_reversed
        made = self.expect(allowed, reallocations.reverse, row, by=self.asker)
        if made:
            legs = {place: -amount for place, amount in asked.legs.items()}
            self.asked[made.pk] = Asked(legs, {self.asker.pk}, reverses=asked)
            reallocations.edit(made, seen=made.version, by=self.asker, moves=[], reason="Fejl.")
