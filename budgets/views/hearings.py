"""Being heard about a reallocation, and asking people without an account."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budgets.choices import ReallocationState
from budgets.hearing_forms import HearingLinkForm, StatementForm
from budgets.models import HearingLink
from budgets.permissions import may_revoke_hearing_link, may_state
from budgets.services import hearing_links, hearings
from budgets.services.reallocation_mail import page_of
from budgets.views.reallocation_steps import take
from budgets.views.reallocations import visible_reallocation
from partnership.requests import Request


@require_POST
def state(request: Request, **address: Any) -> HttpResponse:
    """A statement; that the hearing has just ended is said by the service, on the page."""
    found = visible_reallocation(request, **address)
    as_before = copy(found)
    as_before.state = ReallocationState.HEARING
    may_state(request.user, as_before).require()
    form = StatementForm(request.POST, auto_id="id_state_%s")
    return take(
        request,
        found,
        "reallocation_state",
        form,
        lambda: hearings.make_statement(found, by=request.user, **form.cleaned_data),
        _("Your statement is made."),
    )


@require_POST
def link_add(request: Request, **address: Any) -> HttpResponse:
    """A link; that the hearing has just ended is said by the service, on the page."""
    found = visible_reallocation(request, **address)
    may_revoke_hearing_link(request.user, found).require()
    form = HearingLinkForm(request.POST, auto_id="id_link_%s")
    return take(
        request,
        found,
        "hearing_link_add",
        form,
        lambda: hearing_links.add_link(found, by=request.user, **form.cleaned_data),
        _("The link is ready."),
    )


@require_POST
def link_revoke(request: Request, uuid: str) -> HttpResponse:
    rows = HearingLink.objects.visible_to(request.user)
    rows = rows.select_related("reallocation__plan__partnership", "reallocation__plan__agreement")
    link = get_object_or_404(rows, uuid=uuid)
    may_revoke_hearing_link(request.user, link.reallocation).require()
    name = {"name": link.name}
    if hearing_links.revoke_link(link, by=request.user):
        messages.success(request, _("The link for %(name)s works no longer.") % name)
    else:
        messages.info(request, _("The link for %(name)s was revoked already.") % name)
    return HttpResponseRedirect(f"{page_of(link.reallocation)}#hearing")
