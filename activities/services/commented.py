"""What a comment can be about, found by its kind and identity."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.text import Truncator

from activities.choices import COMMENTED_PARTS
from activities.models import (
    ROW_MODELS,
    Chapter,
    Comment,
    ListPart,
    PlanSection,
    SafetyPlan,
    Section,
)
from activities.models.rows import TextRow
from partnership.richtext.fields import RichTextField

#: How much of a row's text its name in a heading or a list is.
LONGEST_NAME = 80
#: The models by the kinds that addresses and comments name.
MODELS: dict[str, Any] = {
    "section": Section,
    "part": ListPart,
    "plan_section": PlanSection,
    **ROW_MODELS,
}
#: The text that a proposal replaces; of a row it is the title.
_FIELDS = {"section": "body", "part": "intro", "plan_section": "body"}
#: What is read with each: the way to its plan.
_CHAPTER = ("chapter__plan__partnership", "chapter__activity")
_WITH = {"section": _CHAPTER, "part": _CHAPTER, "plan_section": ("plan__partnership",)}
_WITH_ROW = tuple(f"part__{path}" for path in _CHAPTER)


@dataclass(frozen=True)
class Commented:
    """A section, a list or a row of a list, as it was read."""

    kind: str
    row: Any

    @property
    def is_part(self) -> bool:
        return self.kind in COMMENTED_PARTS

    @property
    def part(self) -> Any:
        """The section or list it stands under, which is never removed."""
        return self.row if self.is_part else self.row.part

    @property
    def chapter(self) -> Chapter | None:
        return None if self.kind == "plan_section" else self.part.chapter

    @property
    def plan(self) -> SafetyPlan:
        return self.chapter.plan if self.chapter else self.part.plan

    @property
    def subject(self) -> Chapter | SafetyPlan:
        """What has the history that a comment is bound to."""
        return self.chapter or self.plan

    @property
    def field(self) -> str:
        """The field that a proposal replaces; "" where nothing can be proposed."""
        if isinstance(self.row, TextRow):
            return "title"
        return _FIELDS.get(self.kind, "")

    @property
    def is_rich(self) -> bool:
        return is_rich(self.kind, self.field)

    @property
    def wording(self) -> str:
        """The text that a proposal would replace."""
        return getattr(self.row, self.field) if self.field else ""

    @property
    def is_removed(self) -> bool:
        return getattr(self.row, "removed_at", None) is not None

    @property
    def part_name(self) -> str:
        named = self.kind == "plan_section"
        return str(self.part) if named else str(self.part.get_kind_display())

    @property
    def name(self) -> str:
        """Its name in words: the part's, and for a row its text too."""
        if self.is_part:
            return self.part_name
        return f"{self.part_name}: {Truncator(str(self.row)).chars(LONGEST_NAME)}"

    def as_it_is_now(self) -> "Commented":
        """The same, read again."""
        return find(self.kind, MODELS[self.kind]._default_manager, uuid=self.row.uuid)

    def whole_part(self) -> "Commented":
        """The section or list itself, for a row of it."""
        return self if self.is_part else Commented("part", self.part)


def is_rich(kind: str, field: str) -> bool:
    """Whether the field holds rich text; "" is no field."""
    return bool(field) and isinstance(MODELS[kind]._meta.get_field(field), RichTextField)


def find(kind: str, rows: Any, /, **lookup: Any) -> Commented:
    """One of the rows, with what its comments need. Raises the model's `DoesNotExist`."""
    return Commented(kind, rows.select_related(*_WITH.get(kind, _WITH_ROW)).get(**lookup))


def commented_by(comment: Comment) -> Commented:
    """What the comment is about, as it stands now."""
    return find(
        comment.item_kind, MODELS[comment.item_kind]._default_manager, uuid=comment.item_uuid
    )


def fingerprint(text: str) -> str:
    """Tells whether a text still reads as it did when a form was opened on it."""
    return sha256(text.encode()).hexdigest()[:16]
