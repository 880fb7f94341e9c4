"""Budget lines and notes, edited in place in the chapter's table."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.models import Chapter
from activities.views.page import (
    Opened,
    asked_again,
    saved,
    seen_version,
    show,
    show_removed,
    visible_chapter,
)
from budgets.forms import LINE_FIELDS, LineForm, NoteForm
from budgets.models import BudgetLine, BudgetNote
from budgets.permissions import may_correct_closed_years, may_edit_budget
from budgets.services import lines
from budgets.services.economy import economy_of
from budgets.services.ledger import AmountChanged, LedgerError, amounts_of
from budgets.views.panel import NAME
from partnership.formats import kroner
from partnership.requests import Request
from partnership.services.versions import StaleVersion


@require_http_methods(["GET", "POST"])
def line_edit(request: Request, chapter: str, uuid: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    line = get_object_or_404(_lines_of(page_chapter), uuid=uuid)
    edits = may_edit_budget(request.user, page_chapter)
    corrects = may_correct_closed_years(request.user, page_chapter)
    if not corrects:
        edits.require()
    plan_year = page_chapter.plan.year
    closed = [year for year in line.agreement.years if year < plan_year] if corrects else []
    still_open = [year for year in line.agreement.years if year >= plan_year] if edits else []
    form = LineForm(
        instance=line,
        data=_data(request),
        years=[*closed, *still_open],
        closed_years=closed,
        amounts=amounts_of(line),
        may_edit_line=bool(edits),
    )

    def save() -> None:
        lines.edit_line(
            line,
            seen=form.seen_version,
            amounts=form.amounts,
            by=request.user,
            reason=form.cleaned_data.get("reason", ""),
            closed_years=form.closed_years,
            **form.line_values,
        )

    opened = Opened(f"line-{line.uuid}", form, request.path)
    return _answer(
        request,
        page_chapter,
        opened,
        save,
        _("The budget line is saved."),
        lambda: amounts_of(line),
    )


@require_http_methods(["GET", "POST"])
def line_add(request: Request, chapter: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    may_edit_budget(request.user, page_chapter).require()
    plan = page_chapter.plan
    years = [year for year in plan.agreement.years if year >= plan.year]
    form = LineForm(instance=BudgetLine(), data=_data(request), years=years)

    def save() -> None:
        values = {key: form.line_values[key] for key in LINE_FIELDS}
        amounts = {year: amount for year, (_seen, amount) in form.amounts.items()}
        lines.add_line_with_amounts(
            plan.agreement, page_chapter.activity, amounts=amounts, by=request.user, **values
        )

    opened = Opened("new-line", form, request.path)
    return _answer(request, page_chapter, opened, save, _("The budget line is added."))


@require_http_methods(["GET", "POST"])
def note_add(request: Request, chapter: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    may_edit_budget(request.user, page_chapter).require()
    form = _note_form(request, page_chapter, BudgetNote())

    def save() -> None:
        agreement = page_chapter.plan.agreement
        lines.add_note(agreement, page_chapter.activity, by=request.user, **form.values)

    opened = Opened("new-note", form, request.path)
    return _answer(request, page_chapter, opened, save, _("The note is added."))


@require_http_methods(["GET", "POST"])
def note_edit(request: Request, chapter: str, uuid: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    note = get_object_or_404(_notes_of(page_chapter), uuid=uuid)
    may_edit_budget(request.user, page_chapter).require()
    form = _note_form(request, page_chapter, note)
    if note.removed_at is not None:
        opened = Opened("new-note", form, reverse("note_add", args=[page_chapter.uuid]))
        text = _("The note has been removed since you opened it. Save to add it as a new one.")
        return show_removed(request, page_chapter, NAME, opened, text)

    def save() -> None:
        lines.edit_note(note, seen=form.seen_version, by=request.user, **form.values)

    opened = Opened(f"note-{note.uuid}", form, request.path)
    return _answer(request, page_chapter, opened, save, _("The note is saved."))


@require_POST
def note_remove(request: Request, chapter: str, uuid: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    note = get_object_or_404(_notes_of(page_chapter), uuid=uuid)
    may_edit_budget(request.user, page_chapter).require()
    try:
        lines.remove_note(note, seen=seen_version(request), by=request.user)
    except StaleVersion:
        text = _("Somebody has changed the note since you saw it. It is not removed.")
        messages.error(request, text)
        return show(request, page_chapter, NAME, status=409)
    return saved(request, page_chapter, NAME, _("Removed: %(row)s") % {"row": str(note)})


def _answer(
    request: Request,
    chapter: Chapter,
    opened: Opened,
    save: Any,
    message: str,
    amounts_now: Callable[[], dict[int, int]] = dict,
) -> HttpResponse:
    """As for the texts; a refused amount is said beside its field."""
    form = opened.form
    if request.method == "GET":
        return show(request, chapter, NAME, opened)
    if not form.is_valid():
        return show(request, chapter, NAME, opened, status=422)
    try:
        save()
    except StaleVersion as stale:
        if getattr(stale.current, "removed_at", None):
            # Removed after this request read it: the view knows what to do with such a row.
            return asked_again(request)
        form.refuse_stale(stale.current)
        return show(request, chapter, NAME, opened, status=409)
    except AmountChanged as changed:
        cast(LineForm, form).refuse_amount(amounts_now(), str(changed))
        return show(request, chapter, NAME, opened, status=409)
    except LedgerError as error:
        form.add_error(None, str(error))
        return show(request, chapter, NAME, opened, status=422)
    _warn_of_frame(request, chapter)
    return saved(request, chapter, NAME, message)


def _warn_of_frame(request: Request, chapter: Chapter) -> None:
    """More may be allocated than the frame while a plan is written; it is said."""
    difference = economy_of(chapter.plan).difference
    if difference is not None and difference < 0:
        text = _("The frame for %(year)s is exceeded by %(amount)s.")
        over = {"year": chapter.plan.year, "amount": kroner(-difference)}
        messages.warning(request, text % over)


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _lines_of(chapter: Chapter) -> Any:
    own = {"agreement": chapter.plan.agreement_id, "activity": chapter.activity_id}
    return BudgetLine.objects.filter(**own).select_related("agreement__partnership")


def _notes_of(chapter: Chapter) -> Any:
    own = {"agreement": chapter.plan.agreement_id, "activity": chapter.activity_id}
    return BudgetNote.objects.filter(**own).select_related("agreement__partnership")


def _note_form(request: Request, chapter: Chapter, note: BudgetNote) -> NoteForm:
    return NoteForm(
        instance=note,
        data=_data(request),
        lines=_lines_of(chapter).order_by("position"),
        years=chapter.plan.agreement.years,
    )
