"""What may happen to an inquiry, as data: read by services, buttons and tests."""

from dataclasses import dataclass

from inquiries.choices import OPEN_STATES, WRITING_STATES, InquiryAct, InquiryState

S = InquiryState


@dataclass(frozen=True)
class Transition:
    """From where to where. `target` None leaves the state as it is."""

    sources: tuple[InquiryState, ...]
    target: InquiryState | None
    needs_reason: bool = False


TRANSITIONS: dict[InquiryAct, Transition] = {
    InquiryAct.ASSIGN: Transition((S.RECEIVED, S.ASSIGNED), S.ASSIGNED),
    InquiryAct.BEGIN: Transition((S.RECEIVED, S.ASSIGNED), S.DRAFT),
    InquiryAct.SUBMIT: Transition(WRITING_STATES, S.CLEARANCE),
    InquiryAct.CLEAR: Transition((S.CLEARANCE,), S.CLEARED),
    InquiryAct.RETURN: Transition((S.CLEARANCE, S.CLEARED), S.DRAFT, needs_reason=True),
    InquiryAct.DISPATCH: Transition((S.CLEARED,), S.SENT),
    InquiryAct.CLOSE: Transition((S.SENT,), S.CLOSED),
    InquiryAct.CORRECT: Transition((S.SENT, S.CLOSED), S.DRAFT, needs_reason=True),
    InquiryAct.WITHDRAW: Transition(OPEN_STATES, S.WITHDRAWN, needs_reason=True),
}
