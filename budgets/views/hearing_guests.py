"""What a guest sees by a link: one reallocation, and the way to be heard about it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from budgets.hearing_forms import StatementForm
from budgets.models import HearingLink
from budgets.models.hearings import SHOWN_AFTER
from budgets.services.hearing_tokens import address_of, find_link, token_of
from budgets.services.hearings import make_statement, may_guest_state
from budgets.services.reallocation_table import table_of
from budgets.services.refusals import LedgerError
from partnership.views.links import opened_by_link


def _gone(request: HttpRequest, status: int, *, link: HearingLink | None) -> HttpResponse:
    """Nothing of the reallocation; only what the guest has just typed, to be copied.

    Whether the link will open again is told to whoever has it.
    """
    context = {
        "typed": request.POST.get("text", ""),
        "awaits_decision": link is not None and link.awaits_decision and bool(token_of(link)),
        "has_address": link is not None and bool(link.email),
        "shown": SHOWN_AFTER.days,
    }
    return render(request, "budgets/reallocations/gone.html", context, status=status)


by_hearing_link = opened_by_link(
    find_link, works=lambda link: link.works and bool(token_of(link)), gone=_gone
)


@by_hearing_link
@require_safe
def hearing(request: HttpRequest, link: HearingLink) -> HttpResponse:
    return _show(request, link, StatementForm())


@by_hearing_link
@require_POST
def hearing_statement(request: HttpRequest, link: HearingLink) -> HttpResponse:
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _show(request, link, form, status=422)
    try:
        make_statement(link.reallocation, by=link, **form.cleaned_data)
    except LedgerError as error:
        form.add_error(None, str(error))
        link.reallocation.refresh_from_db(fields=["state"])
        return _show(request, link, form, status=409)
    messages.success(request, _("Your statement is sent."))
    return HttpResponseRedirect(f"{address_of(link)}#statements")


def _show(
    request: HttpRequest, link: HearingLink, form: StatementForm, status: int = 200
) -> HttpResponse:
    may = may_guest_state(link, link.reallocation)
    context = {
        "link": link,
        "token": token_of(link),
        "reallocation": link.reallocation,
        "plan": link.reallocation.plan,
        # The plan's frame and what is allocated in all are not the guest's matter.
        "table": replace(table_of(link.reallocation), frame=None, allocated=None),
        "statements": link.statements.order_by("id"),
        "may_state": may,
        "ended_by": link.reallocation.ended_by,
        "shown": SHOWN_AFTER.days,
        "form": form if may or form.is_bound else None,
    }
    return render(request, "budgets/reallocations/guest.html", context, status=status)
