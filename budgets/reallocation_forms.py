"""Drafting a reallocation: its texts, and a row for each leg."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity
from budgets.choices import Category
from budgets.models import Reallocation
from budgets.services.movable import Movable, MovableLine
from budgets.services.reallocations import Move, ended_text, moves_of, place_of
from partnership import formats, richtext
from partnership.forms import Difference, KronerField, VersionedForm

#: Rows of one draft.
MOST = 60
LINE, NEW = "line", "new"
#: What stands in a row beside the kind; a row without any of it is empty.
TYPED = ("line", "activity", "new_label", "new_administrator", "taken", "given")


class ManyOptions(forms.Select):
    """A list whose options are printed without a template each: a thousand take half a second."""

    template_name = "budgets/reallocations/select.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = forms.Widget.get_context(self, name, value, attrs)
        return context | {"options": _printed(self.choices, str(value or ""))}


def _printed(choices: Iterable[tuple[str, Any]], chosen: str) -> str:
    """Options, and groups of options as (name, options)."""
    return format_html_join("", "{}", ((_option(*choice, chosen),) for choice in choices))


def _option(value: str, label: Any, chosen: str) -> str:
    if isinstance(label, list | tuple):
        group = '<optgroup label="{}">{}</optgroup>'
        return format_html(group, value, _printed(label, chosen))
    option = '<option value="{}"{}>{}</option>'
    return format_html(option, value, " selected" if value == chosen else "", label)


class LegForm(forms.Form):
    """One row: a budget line or a new one, and what is taken from it or given to it."""

    kind = forms.ChoiceField(choices=[(LINE, LINE), (NEW, NEW)], widget=forms.HiddenInput)
    line = forms.ChoiceField(
        label=gettext_lazy("Budget line"),
        required=False,
        widget=ManyOptions,
        error_messages={
            "invalid_choice": gettext_lazy("The budget line cannot be chosen. Choose another one.")
        },
    )
    activity = forms.ChoiceField(label=gettext_lazy("Activity"), required=False)
    new_label = forms.CharField(
        label=gettext_lazy("Name of the new budget line"), max_length=200, required=False
    )
    new_category = forms.ChoiceField(
        label=gettext_lazy("Category"), choices=Category.choices, required=False
    )
    new_administrator = forms.ChoiceField(label=gettext_lazy("Administrator"), required=False)
    taken = KronerField(label=gettext_lazy("Taken from it, kr."), required=False)
    given = KronerField(label=gettext_lazy("Given to it, kr."), required=False)

    def __init__(self, *args: Any, offered: Movable, choices: "Choices", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        typed = self.data.get(self.add_prefix("kind")) if self.is_bound else None
        self.is_new = (typed or self.initial.get("kind")) == NEW
        unused = ("line", "taken") if self.is_new else tuple(_OF_NEW)
        for name in unused:
            del self.fields[name]
        for name in ("line", "activity", "new_administrator"):
            if name in self.fields:
                self.fields[name].choices = getattr(choices, name)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_empty or self.errors:
            return cleaned
        if self.is_new:
            self._require("activity", _("Choose the activity that the budget line belongs to."))
            self._require("new_label", _("Write what the line is for."))
            self._require("given", _("Write how much is moved."))
            self._refuse_ended("activity", self._activity)
            return cleaned
        self._require("line", _("Choose a budget line."))
        if cleaned.get("taken") and cleaned.get("given"):
            self.add_error("given", _("Write the amount in one of the two fields only."))
        elif not cleaned.get("given"):
            self._require("taken", _("Write how much is moved."))
        elif chosen := self.offered.lines.get(cleaned.get("line", "")):
            self._refuse_ended("line", chosen.line.activity)
        return cleaned

    @property
    def _activity(self) -> Activity | None:
        return _by_uuid(self.offered.activities, self.cleaned_data.get("activity", ""))

    def _refuse_ended(self, name: str, activity: Activity | None) -> None:
        if activity and activity.has_ended_before(self.offered.year):
            self.add_error(name, ended_text(activity))

    def _require(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name):
            self.add_error(name, message)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been chosen or written in the row."""
        typed = (self.data.get(self.add_prefix(name), "") for name in TYPED)
        return not any(value.strip() for value in typed)

    @property
    def move(self) -> Move | None:
        """The leg, where the row is filled in and right."""
        if not self.is_bound or self.is_empty or not self.is_valid():
            return None
        cleaned = self.cleaned_data
        if not self.is_new:
            line = self.offered.lines[cleaned["line"]].line
            return Move((cleaned["given"] or 0) - (cleaned["taken"] or 0), line=line)
        return Move(
            cleaned["given"],
            activity=self._activity,
            new_label=cleaned["new_label"],
            new_category=cleaned["new_category"] or Category.ACTIVITIES,
            new_administrator=_by_uuid(self.offered.administrators, cleaned["new_administrator"]),
        )


_OF_NEW = ("activity", "new_label", "new_category", "new_administrator")


class Choices:
    """What the lists of a row offer, made once for all rows."""

    def __init__(self, offered: Movable) -> None:
        nothing = ("", _("Not chosen"))
        self.line: list[Any] = [nothing]
        for activity, rows in offered.groups:
            name = activity.name_in(offered.year)
            self.line.append((name, [(str(row.line.uuid), _named(name, row)) for row in rows]))
        self.activity = [
            nothing,
            *((str(row.uuid), row.name_in(offered.year)) for row in offered.activities),
        ]
        self.new_administrator = [
            nothing,
            *((str(row.uuid), row.name) for row in offered.administrators),
        ]


def _named(activity: str, row: MovableLine) -> str:
    """With the activity too: a closed list shows what is chosen without its group."""
    name = f"{activity}: {row.line.label} ({formats.kroner(row.amount)})"
    return _("%(line)s, closed") % {"line": name} if row.line.closed_at else name


def _by_uuid(rows: Iterable[Any], key: str) -> Any:
    return next((row for row in rows if str(row.uuid) == key), None)


class BaseLegForms(forms.BaseFormSet):
    def clean(self) -> None:
        """A line stands in one row: two amounts for it would be two answers."""
        if len(self.forms) != self.management_form.cleaned_data["TOTAL_FORMS"]:
            raise forms.ValidationError(_("Some of the rows did not arrive. Nothing is saved."))
        seen = set()
        for form in self.forms:
            line = getattr(form, "cleaned_data", {}).get("line")
            if line and line in seen:
                form.add_error("line", _("The budget line stands there already."))
            seen.add(line)

    @property
    def moves(self) -> list[Move]:
        """The legs of all rows that are filled in and right, in their order."""
        return [move for form in self.forms if (move := form.move)]

    @property
    def said(self) -> list[str]:
        """What is wrong in the rows, each with its number."""
        found = [str(error) for error in self.non_form_errors()]
        for number, form in enumerate(self.forms, start=1):
            for errors in form.errors.values():
                row = {"number": number}
                found += [f"{_('Row %(number)s:') % row} {error}" for error in errors]
        return found


LegForms = forms.formset_factory(
    LegForm, formset=BaseLegForms, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)


def rows_of(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """Moves as the rows that they are typed in."""
    return [_row(move) for move in moves]


def _row(move: Move) -> dict[str, Any]:
    if move.line:
        side = "given" if move.amount > 0 else "taken"
        return {"kind": LINE, "line": str(move.line.uuid), side: abs(move.amount)}
    return {
        "kind": NEW,
        "activity": str(move.activity.uuid) if move.activity else "",
        "new_label": move.new_label,
        "new_category": move.new_category,
        "new_administrator": str(move.new_administrator.uuid) if move.new_administrator else "",
        "given": move.amount,
    }


def rows_typed(data: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows as they were sent, right or wrong, to be shown again."""
    sent = data.get("legs-TOTAL_FORMS", "")
    count = min(int(sent), MOST) if sent.isascii() and sent.isdigit() and len(sent) < 5 else 0
    return [
        {name: data.get(f"legs-{place}-{name}", "") for name in ("kind", "new_category", *TYPED)}
        for place in range(count)
    ]


def leg_forms(offered: Movable, *, data: Any = None, rows: Sequence[dict[str, Any]] = ()) -> Any:
    """The rows bound to what was sent, or showing `rows`."""
    kwargs = {"offered": offered, "choices": Choices(offered)}
    initial = None if data is not None else list(rows)
    return LegForms(data=data, initial=initial, prefix="legs", form_kwargs=kwargs)


class ReallocationForm(VersionedForm):
    """The texts, with the rows of legs beside them; a reversal has no rows to edit."""

    class Meta:
        model = Reallocation
        fields = ["subject", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 5, "class": "plain-text"})}
        help_texts = {
            "subject": gettext_lazy("A few words, such as: Summer activities instead of rent."),
            "reason": gettext_lazy(
                "Why the money is to be moved. Those who are asked and the decider read it. "
                "It is needed before the reallocation is sent."
            ),
        }

    def __init__(self, *args: Any, legs: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legs = legs
        self.autosaves = bool(self.stored and self.stored.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.legs is not None and not self.legs.is_valid():
            for text in self.legs.said:
                self.add_error(None, text)
        return cleaned

    @property
    def moves(self) -> list[Move]:
        return self.legs.moves if self.legs is not None else []

    @property
    def differences(self) -> list[Difference]:
        """Of the texts, and of the legs where they may be edited."""
        found = super().differences
        if self.legs is None or not isinstance(self.current, Reallocation):
            return found
        theirs, mine = _in_words(moves_of(self.current)), _in_words(self.moves)
        if theirs != mine:
            label = _("What is moved")
            found.append(Difference(label, richtext.compare_plain(theirs, mine)))
        return found

    def united_rows(self) -> list[dict[str, Any]]:
        """The rows as typed, and those that somebody else has saved for other lines."""
        typed = rows_typed(self.data)
        stored = self.stored
        saved: list[dict[str, Any]] = []
        if isinstance(stored, Reallocation) and stored.pk is not None:
            saved = rows_of(moves_of(stored))
        own = {_key(row) for row in typed}
        return [*typed, *(row for row in saved if _key(row) not in own)]


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row.get("line"), row.get("activity"), row.get("new_label"))


def _in_words(moves: Iterable[Move]) -> str:
    """A leg a line: what it is, and the amount with its sign."""
    return "\n".join(f"{place_of(move)}: {formats.kroner(move.amount)}" for move in moves)
