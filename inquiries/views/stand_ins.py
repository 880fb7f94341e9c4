"""The stand-ins of a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from inquiries.models import StandIn
from inquiries.permissions import may_keep_unit
from inquiries.services.refusals import InquiryRefused
from inquiries.services.stand_ins import add_stand_in, remove_stand_in
from inquiries.stand_in_forms import StandInForm
from partnership.models import Unit
from partnership.requests import Request


@require_http_methods(["GET", "POST"])
def stand_ins(request: Request, uuid: str) -> HttpResponse:
    """The list, and the form of one more."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), uuid=uuid)
    may_keep_unit(request.user, unit).require()
    form = StandInForm(request.POST if request.method == "POST" else None, unit=unit)
    if form.is_valid():
        try:
            made = add_stand_in(unit, by=request.user, **form.cleaned_data)
        except InquiryRefused as refused:
            form.add_error(refused.field or None, refused.words)
        else:
            told = {"name": made.user.name, "absent": made.absent.name}
            text = _("%(name)s clears in the place of %(absent)s on those days.")
            messages.success(request, text % told)
            return redirect("stand_ins", uuid=unit.uuid)
    rows = unit.stand_ins.standing().filter(ends_on__gte=timezone.localdate())
    context = {
        "unit": unit,
        "form": form,
        "rows": rows.select_related("absent", "user").order_by("starts_on", "id"),
        "breadcrumbs": [
            (_("Council questions"), reverse("inquiries")),
            (_("Stand-ins of %(unit)s") % {"unit": unit.short_name}, ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/stand_ins.html", context, status=status)


@require_POST
def stand_in_remove(request: Request, uuid: str) -> HttpResponse:
    rows = StandIn.objects.visible_to(request.user).select_related("unit", "user")
    found = get_object_or_404(rows, uuid=uuid)
    may_keep_unit(request.user, found.unit).require()
    if remove_stand_in(found, by=request.user):
        told = {"name": found.user.name}
        messages.success(request, _("%(name)s is no stand-in any more.") % told)
    return redirect("stand_ins", uuid=found.unit.uuid)
