"""Follow-ups on the page of an inquiry: what its answer has promised."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inquiries.models import Inquiry
from inquiries.permissions import works_in
from inquiries.services.confidentiality import origin_of
from inquiries.views.case_page import (
    CasePage,
    CasePanel,
    case_breadcrumbs,
    case_url,
    visible_inquiry,
)
from partnership.forms import FollowUpForm
from partnership.models import FollowUp, User
from partnership.requests import Request
from partnership.services.follow_ups import add_follow_up
from partnership.views.editing import Edit, Opened, answer, posted

KEY = "follow-ups"


def follow_up_panel(page: CasePage) -> CasePanel:
    """All that the inquiry has led to, also after it is closed."""
    user, inquiry = page.request.user, page.inquiry
    rows = FollowUp.objects.filter(origin_uuid=inquiry.uuid).select_related("owner")
    seen = set(rows.visible_to(user).values_list("pk", flat=True))
    may_add = works_in(user, inquiry.unit)
    context = {
        "inquiry": inquiry,
        "rows": [{"row": row, "may_keep": may_add and row.pk in seen} for row in rows],
        "may_add": may_add,
    }
    return CasePanel(KEY, _("Follow-ups"), "inquiries/follow_ups.html", context, aside=True)


@require_http_methods(["GET", "POST"])
def follow_up_add(request: Request, year: int, number: int) -> HttpResponse:
    """Also once the inquiry is closed: a promise may be remembered late."""
    inquiry = visible_inquiry(request, year, number)
    works_in(request.user, inquiry.unit).require()
    form = FollowUpForm(instance=_new(inquiry), data=posted(request))
    if inquiry.confidential:
        # Whoever is given the promise reads it.
        form.offer("owner", User.objects.filter(read_inquiries__inquiry=inquiry, is_active=True))
    back = HttpResponseRedirect(case_url(inquiry, KEY))
    context = {
        "opened": Opened("follow-up", form, request.path),
        "heading": _("New follow-up"),
        "breadcrumbs": case_breadcrumbs(inquiry, _("New follow-up")),
        "back": case_url(inquiry),
    }

    def save() -> FollowUp:
        row, identity = form.instance, form.cleaned_data["identity"]
        kept = {name: getattr(row, name) for name in CARRIED}
        return add_follow_up(by=request.user, uuid=identity, **kept, **form.values)

    def done() -> HttpResponse:
        messages.success(request, _("The follow-up is added."))
        return back

    edit = Edit(
        form=form,
        save=save,
        show=lambda status: render(request, "inquiries/form.html", context, status=status),
        done=done,
        leave=lambda: back,
    )
    return answer(request, edit)


#: What a follow-up has from its inquiry.
CARRIED = ("unit", "origin", "origin_uuid", "confidential")


def _new(inquiry: Inquiry) -> FollowUp:
    """It belongs to the unit alone: those of the partnership do not see the inquiry either.

    Of a confidential one it names the number, and its owner alone sees it elsewhere.
    """
    return FollowUp(
        unit=inquiry.unit,
        origin=origin_of(inquiry),
        origin_uuid=inquiry.uuid,
        confidential=inquiry.confidential,
    )
