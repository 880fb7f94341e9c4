"""Taking a step with a reallocation; what is refused comes back as it was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budgets.choices import ReallocationAct, ReallocationState
from budgets.hearing_forms import ApproveForm, RefuseForm, SendForm, WithdrawForm
from budgets.models import Reallocation
from budgets.permissions import may_copy, may_reverse, step_is_theirs
from budgets.services import decisions, reallocations
from budgets.services.reallocation_mail import page_of
from budgets.services.refusals import LedgerError
from budgets.views.reallocation_page import ReallocationPage, is_early
from budgets.views.reallocations import visible_reallocation
from partnership.requests import Request
from partnership.services.versions import StaleVersion


def take(
    request: Request,
    reallocation: Reallocation,
    name: str,
    form: Any,
    act: Callable[[], Any],
    message: str,
) -> HttpResponse:
    """Validate the form, do the act, and go to the page; or show it with what stands in the way."""
    page = ReallocationPage(request, reallocation)
    if not form.is_valid():
        return page.answer(refused={name: form}, status=422)
    try:
        act()
    except LedgerError as error:
        form.add_error(None, str(error))
    except StaleVersion:
        form.add_error(None, _("Somebody has changed the draft since you opened the page."))
    else:
        messages.success(request, message)
        return HttpResponseRedirect(page_of(reallocation))
    now = visible_reallocation(
        request,
        reallocation.plan.partnership.slug,
        reallocation.plan.year,
        reallocation.number,
    )
    return ReallocationPage(request, now).answer(refused={name: form}, status=409)


def _opened(request: Request, address: dict[str, Any], act: ReallocationAct) -> Reallocation:
    """The reallocation, for somebody whose step it is.

    That it is too late for the step is said by the service, on the page.
    """
    found = visible_reallocation(request, **address)
    step_is_theirs(request.user, found, act).require()
    return found


@require_POST
def send(request: Request, **address: Any) -> HttpResponse:
    found = _opened(request, address, ReallocationAct.SEND)
    form = SendForm(request.POST)
    return take(
        request,
        found,
        "reallocation_send",
        form,
        lambda: decisions.send(found, by=request.user, **form.cleaned_data),
        _("The reallocation is in hearing, and those who are heard are told."),
    )


@require_POST
def withdraw(request: Request, **address: Any) -> HttpResponse:
    found = _opened(request, address, ReallocationAct.WITHDRAW)
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    return take(
        request,
        found,
        "reallocation_withdraw",
        form,
        lambda: decisions.withdraw(found, by=request.user, **form.cleaned_data),
        _("The reallocation is withdrawn."),
    )


@require_POST
def approve(request: Request, **address: Any) -> HttpResponse:
    found = _opened(request, address, ReallocationAct.APPROVE)
    form = ApproveForm(request.POST, auto_id="id_approve_%s", is_early=is_early(found))
    seen = request.POST.get("seen", "")
    return take(
        request,
        found,
        "reallocation_approve",
        form,
        lambda: decisions.approve(found, by=request.user, seen=seen, **form.cleaned_data),
        _("The reallocation is approved, and the amounts are moved."),
    )


@require_POST
def refuse(request: Request, **address: Any) -> HttpResponse:
    found = _opened(request, address, ReallocationAct.REFUSE)
    form = RefuseForm(request.POST, auto_id="id_refuse_%s", is_early=is_early(found))
    return take(
        request,
        found,
        "reallocation_refuse",
        form,
        lambda: decisions.refuse(found, by=request.user, **form.cleaned_data),
        _("The reallocation is refused. No money is moved."),
    )


@require_POST
def reverse(request: Request, **address: Any) -> HttpResponse:
    """A draft of the reversal; one that is on its way already is shown instead."""
    found = visible_reallocation(request, **address)
    may_reverse(request.user, found).require()
    on_its_way = (ReallocationState.DRAFT, ReallocationState.HEARING)
    if begun := found.reversals.with_plan().filter(state__in=on_its_way).first():
        messages.info(request, _("The reversal has been begun already."))
        return HttpResponseRedirect(page_of(begun))
    return _begin(request, found, reallocations.reverse, _("The reversal is a draft now."))


@require_POST
def copy_anew(request: Request, **address: Any) -> HttpResponse:
    found = visible_reallocation(request, **address)
    may_copy(request.user, found).require()
    return _begin(request, found, reallocations.copy, _("The copy is a draft now."))


def _begin(
    request: Request, found: Reallocation, begin: Callable[..., Reallocation], message: str
) -> HttpResponse:
    try:
        made = begin(found, by=request.user)
    except LedgerError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(page_of(found))
    messages.success(request, message)
    return HttpResponseRedirect(page_of(made))
