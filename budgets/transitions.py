"""What may happen to a reallocation, as data: read by services, buttons, mails and tests."""

from dataclasses import dataclass

from budgets.choices import ReallocationAct, ReallocationState
from partnership.choices import Role

#: Who may ask for money to be moved.
ASKING = (Role.WORKING_GROUP, Role.SECRETARIAT, Role.DECIDER)


@dataclass(frozen=True)
class Transition:
    """From where to where, and whose it is.

    `roles`: one of these seats in the partnership. `asker`: False where whoever
    asked may not, True where they may though they have no such seat any more.
    """

    sources: tuple[ReallocationState, ...]
    target: ReallocationState
    roles: tuple[Role, ...]
    asker: bool | None = None
    needs_reason: bool = False


TRANSITIONS: dict[ReallocationAct, Transition] = {
    ReallocationAct.SEND: Transition((ReallocationState.DRAFT,), ReallocationState.HEARING, ASKING),
    ReallocationAct.APPROVE: Transition(
        (ReallocationState.HEARING,), ReallocationState.APPROVED, (Role.DECIDER,), asker=False
    ),
    ReallocationAct.REFUSE: Transition(
        (ReallocationState.HEARING,),
        ReallocationState.REFUSED,
        (Role.DECIDER,),
        asker=False,
        needs_reason=True,
    ),
    ReallocationAct.WITHDRAW: Transition(
        (ReallocationState.DRAFT, ReallocationState.HEARING),
        ReallocationState.WITHDRAWN,
        (Role.WORKING_GROUP, Role.SECRETARIAT),
        asker=True,
    ),
}
