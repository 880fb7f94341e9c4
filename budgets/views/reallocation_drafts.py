"""Writing the draft of a reallocation: its texts and its legs, with what they would come to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.models import SafetyPlan
from activities.views.plans import visible_plan
from budgets.models import Reallocation
from budgets.permissions import may_ask, may_edit_reallocation, would_not_decide
from budgets.reallocation_forms import (
    LINE,
    NEW,
    ReallocationForm,
    leg_forms,
    rows_of,
    rows_typed,
)
from budgets.services import reallocations
from budgets.services.askers import nobody_but
from budgets.services.movable import Movable, what_may_move
from budgets.services.reallocation_mail import page_of
from budgets.services.reallocation_table import table_of, table_of_moves
from budgets.services.refusals import LedgerError
from budgets.views.crumbs import reallocation_breadcrumbs
from budgets.views.reallocations import visible_reallocation
from partnership.requests import Request
from partnership.views.editing import Edit, SaveRefused, answer

#: What the form carries from one showing to the next, beside the legs.
KEPT = ("subject", "reason", "seen", "writer", "turn", "identity")


@require_http_methods(["GET", "POST"])
def reallocation_new(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_ask(request.user, plan).require()
    return DraftPage(request, plan, Reallocation(plan=plan)).answer()


@require_http_methods(["GET", "POST"])
def reallocation_edit(request: Request, slug: str, year: int, number: int) -> HttpResponse:
    """That it has been sent meanwhile is said by the service, beside what was typed."""
    draft = visible_reallocation(request, slug, year, number)
    allow = may_edit_reallocation if request.method == "GET" else _may_ask
    allow(request.user, draft).require()
    return DraftPage(request, draft.plan, draft).answer()


def _may_ask(user: Any, reallocation: Reallocation) -> Any:
    return may_ask(user, reallocation.plan)


class DraftPage:
    """One draft, new or begun, as it is typed."""

    def __init__(self, request: Request, plan: SafetyPlan, draft: Reallocation) -> None:
        self.request, self.plan, self.draft = request, plan, draft
        self.is_new = draft.pk is None
        self.is_reversal = draft.reverses_id is not None
        self.gives_up_deciding = would_not_decide(request.user, draft)

    @cached_property
    def offered(self) -> Movable:
        return what_may_move(self.plan)

    def answer(self) -> HttpResponse:
        posted = self.request.method == "POST"
        if posted and "preview" in self.request.POST:
            return self._preview()
        if posted and not self.request.POST.keys().isdisjoint({"add", "remove", "count"}):
            return self._with_other_rows()
        self.form = self._form(self.request.POST if posted else None)
        edit = Edit(
            form=self.form,
            save=self._save,
            show=self._show,
            done=self._done,
            leave=lambda: HttpResponseRedirect(self._back),
        )
        return answer(self.request, edit)

    def _form(self, data: Any, *, rows: Any = None, initial: Any = None) -> ReallocationForm:
        legs = None
        if not self.is_reversal:
            rows = self._first_rows() if rows is None and data is None else rows or []
            legs = leg_forms(self.offered, data=data, rows=rows)
        form = ReallocationForm(instance=self.draft, data=data, initial=initial, legs=legs)
        # A key touched by chance must not cost a decider the decision: it takes the button.
        form.autosaves = form.autosaves and not self.gives_up_deciding
        return form

    def _first_rows(self) -> list[dict[str, Any]]:
        """The draft's legs; a new one begins with the line it was asked about, and one more."""
        if not self.is_new:
            return rows_of(reallocations.moves_of(self.draft))
        line = self.request.GET.get("line", "")
        known = line if line in self.offered.lines else ""
        return [{"kind": LINE, "line": known}, {"kind": LINE}]

    def _with_other_rows(self) -> HttpResponse:
        """One row more or one less; what was typed stays, right or wrong."""
        data = self.request.POST
        rows = rows_typed(data)
        if "add" in data:
            rows.append({"kind": NEW if data["add"] == NEW else LINE})
        elif "remove" in data:
            rows = [row for place, row in enumerate(rows) if str(place) != data["remove"]]
        return self._shown_again(rows)

    def _shown_again(self, rows: list[dict[str, Any]]) -> HttpResponse:
        data = self.request.POST
        initial = {name: data[name] for name in KEPT if name in data}
        self.form = self._form(None, rows=rows, initial=initial)
        return self._show(200, is_typed=True)

    def _save(self) -> Reallocation:
        form = self.form
        typed = {"moves": form.moves, "seen": form.seen_version, **form.values}
        by = self.request.user
        try:
            if self.is_new:
                identity = form.cleaned_data["identity"]
                self.draft = reallocations.draft(self.plan, uuid=identity, by=by, **typed)
                return self.draft
            return reallocations.edit(self.draft, by=by, **typed)
        except LedgerError as error:
            self.form.add_error(None, str(error))
            raise SaveRefused(409) from error

    def _done(self) -> HttpResponse:
        messages.success(self.request, _("The draft is saved. It is not sent yet."))
        return HttpResponseRedirect(page_of(self.draft))

    @property
    def _back(self) -> str:
        if self.is_new:
            return reverse("reallocations", args=[self.plan.partnership.slug, self.plan.year])
        return page_of(self.draft)

    def _table(self) -> Any:
        if self.is_reversal:
            return table_of(self.draft)
        return table_of_moves(self.plan, self._moves())

    def _moves(self) -> list[Any]:
        """The legs that are filled in; rows shown again are read as if they were sent."""
        legs = self.form.legs
        if legs.is_bound:
            return legs.moves
        return leg_forms(self.offered, data=_as_sent(legs.initial)).moves

    def _preview(self) -> HttpResponse:
        legs = leg_forms(self.offered, data=self.request.POST)
        legs.is_valid()
        context = {
            "plan": self.plan,
            "table": table_of_moves(self.plan, legs.moves),
            "said": legs.said,
        }
        return render(self.request, "budgets/reallocations/preview.html", context)

    def _show(self, status: int, *, is_typed: bool = False) -> HttpResponse:
        if self.request.POST.get("resolve") == "union" and self.form.is_bound and status == 200:
            data = self.form.data
            initial = {name: data.get(name, "") for name in KEPT}
            self.form = self._form(None, rows=self.form.united_rows(), initial=initial)
            is_typed = True
        heading = _("New reallocation") if self.is_new else _("Edit the draft")
        context = {
            "plan": self.plan,
            "draft": self.draft,
            "form": self.form,
            "legs": self.form.legs,
            "table": self._table(),
            "heading": heading,
            "gives_up_deciding": self.gives_up_deciding,
            "is_last": self.gives_up_deciding and nobody_but(self.request.user, self.draft),
            "is_typed": is_typed or self.form.is_bound,
            "back": self._back,
            "breadcrumbs": reallocation_breadcrumbs(self.plan, (heading, "")),
        }
        return render(self.request, "budgets/reallocations/draft.html", context, status=status)


def _as_sent(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as a browser would send them."""
    sent = {"legs-TOTAL_FORMS": str(len(rows)), "legs-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        for name, value in row.items():
            sent[f"legs-{place}-{name}"] = str(value or "")
    return sent
