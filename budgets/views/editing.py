"""Budget lines and notes, edited in place in the chapter's table."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.models import Chapter
from activities.views.editing import edit_in_place
from activities.views.page import saved, show, visible_chapter
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
from partnership.views.editing import Opened, Removed, SaveRefused, posted, seen_version


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
        data=posted(request),
        years=[*closed, *still_open],
        closed_years=closed,
        amounts=amounts_of(line),
        may_edit_line=bool(edits),
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
            form.refuse_amount(amounts_of(line), str(changed))
            raise SaveRefused(409) from changed

    opened = Opened(f"line-{line.uuid}", form, request.path)
    return _edited(request, page_chapter, opened, save, _("The budget line is saved."))


@require_http_methods(["GET", "POST"])
def line_add(request: Request, chapter: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    may_edit_budget(request.user, page_chapter).require()
    plan = page_chapter.plan
    years = [year for year in plan.agreement.years if year >= plan.year]
    form = LineForm(instance=BudgetLine(), data=posted(request), years=years)

    def save() -> BudgetLine:
        values = {key: form.line_values[key] for key in LINE_FIELDS}
        amounts = {year: amount for year, (_seen, amount) in form.amounts.items()}
        return lines.add_line_with_amounts(
            plan.agreement, page_chapter.activity, amounts=amounts, by=request.user, **values
        )

    opened = Opened("new-line", form, request.path)
    return _edited(request, page_chapter, opened, save, _("The budget line is added."))


@require_http_methods(["GET", "POST"])
def note_add(request: Request, chapter: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    may_edit_budget(request.user, page_chapter).require()
    form = _note_form(request, page_chapter, BudgetNote())

    def save() -> BudgetNote:
        agreement = page_chapter.plan.agreement
        return lines.add_note(agreement, page_chapter.activity, by=request.user, **form.values)

    opened = Opened("new-note", form, request.path)
    return _edited(request, page_chapter, opened, save, _("The note is added."))


@require_http_methods(["GET", "POST"])
def note_edit(request: Request, chapter: str, uuid: str) -> HttpResponse:
    page_chapter = visible_chapter(request, uuid=chapter)
    note = get_object_or_404(_notes_of(page_chapter), uuid=uuid)
    may_edit_budget(request.user, page_chapter).require()
    form = _note_form(request, page_chapter, note)
    opened = Opened(f"note-{note.uuid}", form, request.path)
    removed = None
    if note.removed_at is not None:
        opened = Opened("new-note", form, reverse("note_add", args=[page_chapter.uuid]))
        text = _("The note has been removed since you opened it. Save to add it as a new one.")
        removed = Removed(text, opened.action)

    def save() -> BudgetNote:
        return lines.edit_note(note, seen=form.seen_version, by=request.user, **form.values)

    message = _("The note is saved.")
    return _edited(request, page_chapter, opened, save, message, removed=removed)


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


def _edited(
    request: Request,
    chapter: Chapter,
    opened: Opened,
    save: Callable[[], Any],
    message: str,
    **more: Any,
) -> HttpResponse:
    """As for the texts; what the ledger refuses is said in the form."""

    def saved_in_ledger() -> Any:
        try:
            row = save()
        except LedgerError as error:
            opened.form.add_error(None, str(error))
            raise SaveRefused from error
        _warn_of_frame(request, chapter)
        return row

    return edit_in_place(
        request,
        chapter,
        panel=NAME,
        opened=opened,
        save=saved_in_ledger,
        message=message,
        **more,
    )


def _warn_of_frame(request: Request, chapter: Chapter) -> None:
    """More may be allocated than the frame while a plan is written; it is said."""
    difference = economy_of(chapter.plan).difference
    if difference is not None and difference < 0:
        text = _("The frame for %(year)s is exceeded by %(amount)s.")
        over = {"year": chapter.plan.year, "amount": kroner(-difference)}
        messages.warning(request, text % over)


def _lines_of(chapter: Chapter) -> Any:
    own = {"agreement": chapter.plan.agreement_id, "activity": chapter.activity_id}
    return BudgetLine.objects.filter(**own).select_related("agreement__partnership")


def _notes_of(chapter: Chapter) -> Any:
    own = {"agreement": chapter.plan.agreement_id, "activity": chapter.activity_id}
    return BudgetNote.objects.filter(**own).select_related("agreement__partnership")


def _note_form(request: Request, chapter: Chapter, note: BudgetNote) -> NoteForm:
    return NoteForm(
        instance=note,
        data=posted(request),
        lines=_lines_of(chapter).order_by("position"),
        years=chapter.plan.agreement.years,
    )
