"""Budget lines and notes, edited in place in an activity's table.

Every view is at two addresses: of a chapter, and of an activity without one to
read; `where` is what the address names. See `places`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from budgets.forms import LINE_FIELDS, LineForm, NoteForm
from budgets.models import BudgetLine, BudgetNote
from budgets.services import lines, table_rows
from budgets.services.ledger import AmountChanged, LedgerError, amounts_of
from budgets.views.money import edited, saved, show_table
from budgets.views.places import MoneyPlace, find_place
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import Opened, Removed, SaveRefused, posted, seen_version


@require_http_methods(["GET", "POST"])
def line_edit(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    line = get_object_or_404(place.lines, uuid=uuid)
    words, writes, corrects = place.may_edit_words, place.may_write_in(line), place.may_correct
    if not (writes or corrects):
        words.require()
    plan_year, years = place.plan.year, line.agreement.years
    closed_years = [year for year in years if year < plan_year] if corrects else []
    still_open = [year for year in years if year >= plan_year] if writes else []
    form = LineForm(
        instance=line,
        data=posted(request),
        years=[*closed_years, *still_open],
        closed_years=closed_years,
        amounts=amounts_of(line),
        may_edit_words=bool(words),
        only_cofinancing=not place.may_edit_amounts,
    )

    def save() -> BudgetLine:
        try:
            return lines.edit_line(
                line,
                seen=form.seen_version,
                amounts=form.amounts,
                by=request.user,
                reason=form.cleaned_data.get("reason", ""),
                closed_years=form.closed_years,
                **form.line_values,
            )
        except AmountChanged as changed:
            raise _amount_refused(form, line, changed) from changed

    opened = Opened(f"line-{line.uuid}", form, request.path)
    return edited(place, opened, save, _("The budget line is saved."))


@require_http_methods(["GET", "POST"])
def line_add(request: Request, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    place.may_edit_words.require()
    plan = place.plan
    form = LineForm(
        instance=BudgetLine(),
        data=posted(request),
        years=[year for year in plan.agreement.years if year >= plan.year],
        only_cofinancing=not place.may_edit_amounts,
    )

    def save() -> BudgetLine:
        values = {key: form.line_values[key] for key in LINE_FIELDS}
        identity = form.cleaned_data["identity"]
        try:
            return lines.add_line_with_amounts(
                plan.agreement,
                place.activity,
                uuid=identity,
                seen=form.seen_version,
                amounts=form.amounts,
                by=request.user,
                **values,
            )
        except AmountChanged as changed:
            made = place.lines.get(uuid=identity)
            raise _amount_refused(form, made, changed) from changed

    return edited(
        place, Opened("new-line", form, request.path), save, _("The budget line is added.")
    )


def _amount_refused(form: LineForm, line: BudgetLine, changed: AmountChanged) -> SaveRefused:
    form.refuse_amount(amounts_of(line), str(changed))
    return SaveRefused(409)


@require_POST
def line_move(request: Request, uuid: str, direction: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    return _moved(place, get_object_or_404(place.lines, uuid=uuid), direction)


@require_POST
def line_close(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    line = get_object_or_404(place.lines, uuid=uuid)
    place.may_edit_words.require()

    def close() -> str:
        seen = seen_version(request)
        table_rows.close_line(line, plan=place.plan, seen=seen, by=request.user)
        return _("The budget line takes no more money.")

    return _acted(place, close)


@require_POST
def line_reopen(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    line = get_object_or_404(place.lines, uuid=uuid)
    place.may_edit_words.require()

    def reopen() -> str:
        table_rows.reopen_line(line, seen=seen_version(request), by=request.user)
        return _("The budget line takes money again.")

    return _acted(place, reopen)


@require_http_methods(["GET", "POST"])
def note_add(request: Request, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    place.may_edit_words.require()
    form = _note_form(place, BudgetNote())

    def save() -> BudgetNote:
        agreement = place.plan.agreement
        return lines.add_note(
            agreement,
            place.activity,
            uuid=form.cleaned_data["identity"],
            seen=form.seen_version,
            by=request.user,
            **form.values,
        )

    return edited(place, Opened("new-note", form, request.path), save, _("The note is added."))


@require_http_methods(["GET", "POST"])
def note_edit(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    note = get_object_or_404(place.notes, uuid=uuid)
    place.may_edit_words.require()
    form = _note_form(place, note)
    opened = Opened(f"note-{note.uuid}", form, request.path)
    removed = None
    if note.removed_at is not None:
        opened = Opened("new-note", form, place.address("note_add"))
        text = _("The note has been removed since you opened it. Save to add it as a new one.")
        removed = Removed(text, opened.action)

    def save() -> BudgetNote:
        return lines.edit_note(note, seen=form.seen_version, by=request.user, **form.values)

    return edited(place, opened, save, _("The note is saved."), removed=removed)


@require_POST
def note_move(request: Request, uuid: str, direction: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    return _moved(place, get_object_or_404(place.notes, uuid=uuid), direction)


@require_POST
def note_remove(request: Request, uuid: str, **where: Any) -> HttpResponse:
    place = find_place(request, **where)
    note = get_object_or_404(place.notes, uuid=uuid)
    place.may_edit_words.require()
    try:
        lines.remove_note(note, seen=seen_version(request), by=request.user)
    except StaleVersion:
        text = _("Somebody has changed the note since you saw it. It is not removed.")
        messages.error(request, text)
        return show_table(place, status=409)
    return saved(place, _("Removed: %(row)s") % {"row": str(note)})


def _moved(place: MoneyPlace, row: BudgetLine | BudgetNote, direction: str) -> HttpResponse:
    place.may_edit_words.require()
    if table_rows.move_row(row, up=direction == "up", by=place.request.user):
        return saved(place, _("The row is moved."))
    messages.info(place.request, _("The row stands at the end already."))
    return show_table(place)


def _acted(place: MoneyPlace, act: Callable[[], str]) -> HttpResponse:
    """An act on a line; what stands in its way is said above the table."""
    try:
        return saved(place, act())
    except StaleVersion:
        refusal = _("Somebody has changed the line since you saw it. Nothing is done.")
    except LedgerError as error:
        refusal = str(error)
    messages.error(place.request, refusal)
    return show_table(place, status=409)


def _note_form(place: MoneyPlace, note: BudgetNote) -> NoteForm:
    return NoteForm(
        instance=note,
        data=posted(place.request),
        lines=place.lines.order_by("position"),
        years=place.plan.agreement.years,
    )
