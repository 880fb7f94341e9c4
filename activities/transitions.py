"""What may happen to a comment and to a plan, as data: read by services, buttons and tests."""

from dataclasses import dataclass
from enum import StrEnum

from activities.choices import CommentState, PlanAct, PlanState

NOT_SETTLED = (CommentState.OPEN, CommentState.ANSWERED)


class CommentAct(StrEnum):
    """`ANSWER` is what somebody else says; `ADD` what the commenter adds, who waits again."""

    ANSWER = "answer"
    ADD = "add"
    ACCEPT = "accept"
    SETTLE = "settle"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Transition:
    sources: tuple[CommentState, ...]
    target: CommentState


COMMENT_TRANSITIONS: dict[CommentAct, Transition] = {
    CommentAct.ANSWER: Transition(NOT_SETTLED, CommentState.ANSWERED),
    CommentAct.ADD: Transition(NOT_SETTLED, CommentState.OPEN),
    CommentAct.ACCEPT: Transition(NOT_SETTLED, CommentState.SETTLED),
    CommentAct.SETTLE: Transition(NOT_SETTLED, CommentState.SETTLED),
    CommentAct.REOPEN: Transition((CommentState.SETTLED,), CommentState.OPEN),
}


@dataclass(frozen=True)
class PlanTransition:
    sources: tuple[PlanState, ...]
    target: PlanState


PLAN_TRANSITIONS: dict[PlanAct, PlanTransition] = {
    PlanAct.APPROVE: PlanTransition(
        (PlanState.DRAFT, PlanState.HEARING, PlanState.RECOMMENDED, PlanState.REVISION),
        PlanState.APPROVED,
    ),
    PlanAct.REOPEN: PlanTransition((PlanState.APPROVED,), PlanState.REVISION),
}
