"""The secretariat's page of links for people without an account."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from activities.comment_forms import InvitationForm
from activities.models import Invitation, SafetyPlan
from activities.permissions import may_invite, takes_comments
from activities.services.invitations import address_of, make_invitation, revoke_invitation
from activities.views.plans import plan_breadcrumbs, visible_plan
from partnership.requests import Request

#: How long a link is proposed to work.
USUAL = timedelta(days=30)


@never_cache
@require_http_methods(["GET", "POST"])
def invitations(request: Request, slug: str, year: int) -> HttpResponse:
    plan = visible_plan(request, slug, year)
    may_invite(request.user, plan).require()
    if request.method == "GET":
        initial = {"expires_on": timezone.localdate() + USUAL}
        return _show(request, plan, InvitationForm(initial=initial))
    form = InvitationForm(request.POST)
    opened = takes_comments(plan)
    if not opened:
        form.add_error(None, str(opened.reason))
    if not form.is_valid():
        return _show(request, plan, form, status=422)
    made = make_invitation(plan, by=request.user, **form.cleaned_data)
    messages.success(request, _("The link for %(name)s is ready.") % {"name": made.name})
    return HttpResponseRedirect(f"{_url(plan)}#invitation-{made.uuid}")


@require_POST
def invitation_revoke(request: Request, uuid: str) -> HttpResponse:
    rows = Invitation.objects.visible_to(request.user).select_related("plan__partnership")
    invitation = get_object_or_404(rows, uuid=uuid)
    may_invite(request.user, invitation.plan).require()
    name = {"name": invitation.name}
    if revoke_invitation(invitation, by=request.user):
        messages.success(request, _("The link for %(name)s works no longer.") % name)
    else:
        messages.info(request, _("The link for %(name)s was revoked already.") % name)
    return HttpResponseRedirect(_url(invitation.plan))


def _url(plan: SafetyPlan) -> str:
    return reverse("invitations", args=[plan.partnership.slug, plan.year])


def _show(
    request: Request, plan: SafetyPlan, form: InvitationForm, status: int = 200
) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "rows": [_row(request, row) for row in plan.invitations.for_list()],
        "breadcrumbs": plan_breadcrumbs(plan, _("Links for guests")),
    }
    return render(request, "activities/invitations.html", context, status=status)


def _row(request: Request, invitation: Invitation) -> dict[str, Any]:
    address = address_of(invitation) if invitation.works else ""
    return {
        "invitation": invitation,
        "address": request.build_absolute_uri(address) if address else "",
    }
