"""The log of what is done with inquiries."""

from inquiries.choices import InquiryAct
from inquiries.models import Inquiry, InquiryStep
from inquiries.transitions import TRANSITIONS
from partnership.models import User
from partnership.services.audit import record


def log(verb: str, inquiry: Inquiry, *, by: User | None, **details: str) -> None:
    """One line of the log about the inquiry; of a confidential one without its subject."""
    record(
        f"inquiries.inquiry.{verb}",
        by=by,
        on=inquiry,
        partnership=None if inquiry.confidential else inquiry.partnership,
        by_name="",
        **details,
    )


def take_step(
    act: InquiryAct,
    inquiry: Inquiry,
    *,
    by: User | None,
    reason: str = "",
    in_place_of: str = "",
    moves: bool = True,
) -> InquiryStep:
    """Write the step and the state it leads to; the inquiry is locked by the caller.

    `moves` False for one of several clearances, which leaves the state as it is.
    """
    step = InquiryStep.objects.create(
        inquiry=inquiry,
        act=act,
        by=by,
        by_name=by.name if by else "",
        in_place_of=in_place_of,
        reason=reason.strip(),
    )
    target = TRANSITIONS[act].target
    if target and moves:
        inquiry.state = target
        inquiry.save(update_fields=["state"])
    log(act, inquiry, by=by)
    return step
