"""Follow-ups: the list, changing one, and marking it done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnership.filters import MINE, WAITING, FollowUpFilter
from partnership.follow_ups import origins_of
from partnership.forms import FollowUpDoneForm, FollowUpForm, VersionedForm
from partnership.models import FollowUp
from partnership.permissions import may_keep_follow_up
from partnership.requests import Request
from partnership.services.follow_ups import edit_follow_up, finish_follow_up
from partnership.tables import FollowUpTable
from partnership.views.editing import Edit, Opened, answer, posted
from partnership.views.lists import ListPage


class FollowUpList(ListPage):
    filterset_class = FollowUpFilter
    table_class = FollowUpTable
    heading = gettext_lazy("Follow-ups")
    usual_filter = {"whose": MINE, "state": WAITING}

    def get_queryset(self) -> Any:
        return FollowUp.objects.visible_to(self.request.user).select_related("owner")


@require_http_methods(["GET", "POST"])
def follow_up_edit(request: Request, uuid: str) -> HttpResponse:
    row = _kept(request, uuid)
    form = FollowUpForm(instance=row, data=posted(request))
    return _page(
        request,
        row,
        form,
        lambda: edit_follow_up(row, seen=form.seen_version, by=request.user, **form.values),
        heading=_("Change the follow-up"),
        message=_("The follow-up is saved."),
    )


@require_http_methods(["GET", "POST"])
def follow_up_done(request: Request, uuid: str) -> HttpResponse:
    row = _kept(request, uuid)
    form = FollowUpDoneForm(instance=row, data=posted(request))
    return _page(
        request,
        row,
        form,
        lambda: finish_follow_up(row, seen=form.seen_version, by=request.user, **form.values),
        heading=_("Mark the follow-up done"),
        message=_("The follow-up is done."),
    )


def _kept(request: Request, uuid: str) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user).select_related("owner", "partnership", "unit")
    row = get_object_or_404(rows, uuid=uuid)
    may_keep_follow_up(request.user, row).require()
    return row


def _page(
    request: Request, row: FollowUp, form: VersionedForm, save: Any, *, heading: str, message: str
) -> HttpResponse:
    origin_url = origins_of([row], request.user).get(row.origin_uuid, "")
    back = f"{origin_url}#follow-ups" if origin_url else reverse("follow_ups")
    context = {
        "row": row,
        "opened": Opened("follow-up", form, request.path),
        "heading": heading,
        "origin_url": origin_url,
        "back": back,
        "breadcrumbs": [(_("Follow-ups"), reverse("follow_ups")), (heading, "")],
    }

    def done() -> HttpResponse:
        messages.success(request, message)
        return redirect(back)

    edit = Edit(
        form=form,
        save=save,
        show=lambda status: render(
            request, "partnership/follow_ups/page.html", context, status=status
        ),
        done=done,
        leave=lambda: redirect(back),
    )
    return answer(request, edit)
