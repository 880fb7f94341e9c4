"""What a decider sees of a plan before approving it, and what tells it from anything else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from activities.models import Chapter, SafetyPlan
from activities.services.completeness import missing_in
from activities.services.content import chapters_with_content
from partnership.registry import Registry


@dataclass(frozen=True)
class Amount:
    """A row of what is approved, as it is written; `kind` is "group", "total" or "" for a line."""

    label: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Contribution:
    """What an app shows before the approval.

    `errors`, in words, are approved only by an act of their own.
    """

    errors: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()


#: What higher apps show before the approval.
approval_contributions: Registry[Callable[[SafetyPlan], Contribution]] = Registry(
    "what is seen before a plan's approval"
)


@dataclass(frozen=True)
class Basis:
    """All that the decision rests on; `missing` is what each chapter lacks, by its name."""

    errors: tuple[str, ...]
    amounts: tuple[Amount, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    chapters: list[Chapter] = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What the person sees, to be compared at the approval."""
        return sha256(repr(self).encode()).hexdigest()


def basis_of(plan: SafetyPlan) -> Basis:
    """The plan as it stands now; a fixed number of queries for any size."""
    contributed = [source(plan) for source in approval_contributions]
    chapters = chapters_with_content(plan)
    lacking = ((str(chapter), tuple(missing_in(chapter))) for chapter in chapters)
    return Basis(
        errors=tuple(text for part in contributed for text in part.errors),
        amounts=tuple(amount for part in contributed for amount in part.amounts),
        missing=tuple((name, missing) for name, missing in lacking if missing),
        chapters=chapters,
    )
