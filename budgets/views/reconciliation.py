"""The reconciliation: what documents printed, beside what the ledger holds."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import SafetyPlan
from activities.views.plans import visible_plan
from budgets import stated_forms
from budgets.models import StatedFigure
from budgets.permissions import may_keep_stated_figures
from budgets.services import stated
from budgets.services.reconciliation import Compared, Reconciliation, reconciliation_of
from budgets.services.refusals import LedgerError
from budgets.stated_forms import (
    ExplanationForm,
    NewStatedFigureForm,
    ReconciliationFilter,
    StatedFigureForm,
)
from budgets.views.crumbs import economy_breadcrumbs
from partnership.forms import VersionedForm
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import (
    Edit,
    Opened,
    Removed,
    SaveRefused,
    answer,
    posted,
    seen_version,
)

SHOWN: dict[str, Callable[[Compared], bool]] = {
    stated_forms.LISTED: lambda row: row.is_listed,
    stated_forms.OPEN: lambda row: row.is_open,
    stated_forms.EXPLAINED: lambda row: row.is_explained,
    stated_forms.IN_DOUBT: lambda row: bool(row.doubt),
    stated_forms.EVERY: lambda row: True,
}


@require_safe
def reconciliation(request: Request, slug: str, year: int) -> HttpResponse:
    return _show(request, visible_plan(request, slug, year))


@require_http_methods(["GET", "POST"])
def stated_explain(request: Request, uuid: str) -> HttpResponse:
    """The explanation alone, in its place in the table."""
    figure = _kept_figure(request, uuid)
    found = reconciliation_of(figure.plan) if request.method == "GET" else None
    seen = {"ledger": found and _ledger_in(found, figure)}
    form = ExplanationForm(instance=figure, data=posted(request), initial=seen)
    opened = Opened(str(figure.uuid), form, request.path)

    def save() -> StatedFigure:
        return stated.explain_stated_figure(
            figure,
            seen=form.seen_version,
            by=request.user,
            ledger=form.cleaned_data["ledger"],
            **form.values,
        )

    def show(status: int) -> HttpResponse:
        return _show(request, figure.plan, opened, status, found=found)

    return _edited(request, figure, form, save, show)


def _ledger_in(found: Reconciliation, figure: StatedFigure) -> int | None:
    """What the person sees the figure compared with."""
    return next((row.ledger for row in found.all if row.figure == figure), None)


@require_http_methods(["GET", "POST"])
def stated_edit(request: Request, uuid: str) -> HttpResponse:
    figure = _kept_figure(request, uuid)
    form = StatedFigureForm(instance=figure, data=posted(request), plan=figure.plan)

    def save() -> StatedFigure:
        return stated.edit_stated_figure(
            figure, seen=form.seen_version, by=request.user, **form.values
        )

    def show(status: int) -> HttpResponse:
        return _show_figure(request, figure, form, status)

    return _edited(request, figure, form, save, show)


@require_http_methods(["GET", "POST"])
def stated_add(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_keep_stated_figures(request.user, plan).require()
    figure = StatedFigure(plan=plan, year=plan.year)
    form = NewStatedFigureForm(instance=figure, data=posted(request), plan=plan)

    def save() -> StatedFigure:
        identity = form.cleaned_data["identity"]
        return stated.add_stated_figure(
            plan, uuid=identity, seen=form.seen_version, by=request.user, **form.values
        )

    edit = Edit(
        form=form,
        save=lambda: _saved(form, save),
        show=lambda status: _show_figure(request, figure, form, status),
        done=lambda: _done(request, plan, _("The figure is added.")),
        leave=lambda: HttpResponseRedirect(page_of(plan)),
    )
    return answer(request, edit)


@require_POST
def stated_remove(request: Request, uuid: str) -> HttpResponse:
    figure = _kept_figure(request, uuid)
    try:
        stated.remove_stated_figure(figure, seen=seen_version(request), by=request.user)
    except StaleVersion:
        text = _("Somebody has changed the figure since you saw it. It is not removed.")
        messages.error(request, text)
        return _show(request, figure.plan, status=409)
    return _done(request, figure.plan, _("Removed: %(row)s") % {"row": str(figure)})


def page_of(plan: SafetyPlan) -> str:
    return reverse("reconciliation", args=[plan.partnership.slug, plan.year])


def _kept_figure(request: Request, uuid: str) -> StatedFigure:
    """The figure, or 404 outside the person's partnerships; refused to who does not keep it."""
    figures = StatedFigure.objects.visible_to(request.user).select_related(
        "plan__partnership", "plan__agreement", "changed_by"
    )
    figure = get_object_or_404(figures, uuid=uuid)
    may_keep_stated_figures(request.user, figure.plan).require()
    return figure


def _edited(
    request: Request,
    figure: StatedFigure,
    form: VersionedForm,
    save: Callable[[], StatedFigure],
    show: Callable[[int], HttpResponse],
) -> HttpResponse:
    plan = figure.plan
    removed = None
    if figure.removed_at is not None:
        removed = Removed(_("The figure has been removed since you opened it."))

    edit = Edit(
        form=form,
        save=lambda: _saved(form, save),
        show=show,
        done=lambda: _done(request, plan, _("The figure is saved."), figure),
        leave=lambda: HttpResponseRedirect(page_of(plan)),
        removed=removed,
    )
    return answer(request, edit)


def _saved(form: VersionedForm, save: Callable[[], StatedFigure]) -> StatedFigure:
    """What the service saved; what it refuses is said in the form."""
    try:
        return save()
    except LedgerError as error:
        form.add_error(None, str(error))
        raise SaveRefused from None


def _done(
    request: Request, plan: SafetyPlan, message: str, figure: StatedFigure | None = None
) -> HttpResponse:
    messages.success(request, message)
    anchor = f"#figure-{figure.uuid}" if figure else ""
    return HttpResponseRedirect(f"{page_of(plan)}{anchor}")


def _show(
    request: Request,
    plan: SafetyPlan,
    opened: Opened | None = None,
    status: int = 200,
    *,
    found: Reconciliation | None = None,
) -> HttpResponse:
    """The page; a figure that is open for editing stands there whatever the filter says."""
    found = found or reconciliation_of(plan)
    form = ReconciliationFilter(request.GET if "state" in request.GET else None)
    shown = _chosen(form)
    context = {
        "plan": plan,
        "found": found,
        "form": form,
        "figures": list(_rows(found.figures, shown, opened)),
        "counts": list(_rows(found.counts, shown, opened)),
        # A figure that somebody has removed stands in no row; what was typed is kept.
        "stray": None if opened and _stands(opened, found.all) else opened,
        "open": found.open,
        "explained": sum(row.is_explained for row in found.all),
        "in_doubt": sum(bool(row.doubt) for row in found.all),
        "may_keep": may_keep_stated_figures(request.user, plan),
        "opened": opened,
        "page_url": page_of(plan),
        "breadcrumbs": _breadcrumbs(plan),
    }
    return render(request, "budgets/reconciliation.html", context, status=status)


def _chosen(form: ReconciliationFilter) -> str | None:
    """What is to be shown, or None where the filter has an error."""
    if not form.is_bound:
        return stated_forms.LISTED
    return form.cleaned_data["state"] if form.is_valid() else None


def _rows(
    rows: Iterable[Compared], shown: str | None, opened: Opened | None
) -> Iterable[dict[str, Any]]:
    for row in rows:
        own = opened if opened and opened.key == str(row.figure.uuid) else None
        if own or (shown is not None and SHOWN[shown](row)):
            yield {"row": row, "figure": row.figure, "opened": own}


def _stands(opened: Opened, rows: Iterable[Compared]) -> bool:
    return any(opened.key == str(row.figure.uuid) for row in rows)


def _show_figure(
    request: Request, figure: StatedFigure, form: StatedFigureForm, status: int
) -> HttpResponse:
    name = figure.label if figure.pk else _("New figure")
    context = {
        "plan": figure.plan,
        "figure": figure,
        "name": name,
        "opened": Opened("figure", form, request.path),
        "page_url": page_of(figure.plan),
        "breadcrumbs": _breadcrumbs(figure.plan, name),
    }
    return render(request, "budgets/stated_figure.html", context, status=status)


def _breadcrumbs(plan: SafetyPlan, here: str = "") -> list[tuple[str, str]]:
    name = _("Reconciliation")
    if not here:
        return economy_breadcrumbs(plan, (name, ""))
    return economy_breadcrumbs(plan, (name, page_of(plan)), (here, ""))
