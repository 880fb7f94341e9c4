"""The register of councillors."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from inquiries.case_forms import CouncillorForm
from inquiries.models import Councillor
from inquiries.permissions import may_register
from inquiries.services.councillors import save_councillor
from partnership.formats import short_date
from partnership.requests import Request
from partnership.views.lists import ListPage


class CouncillorTable(tables.Table):
    name = tables.Column(
        gettext_lazy("Name"),
        order_by="sort_key",
        linkify=lambda record: reverse("councillor_edit", args=[record.uuid]),
    )
    office = tables.Column(gettext_lazy("Office"), order_by=("office", "sort_key"))
    party = tables.Column(gettext_lazy("Party"), order_by=("party", "sort_key"))
    party_letter = tables.Column(
        pgettext_lazy("of a party", "Letter"), order_by=("party_letter", "sort_key")
    )
    left_on = tables.Column(gettext_lazy("Left the council"), order_by=("left_on", "sort_key"))

    caption = gettext_lazy("Councillors who have asked or may ask")
    row_header = "name"

    class Meta:
        model = Councillor
        fields = ("name", "office", "party", "party_letter", "left_on")
        order_by = ("name",)
        empty_text = gettext_lazy("No councillor matches.")

    def render_left_on(self, value):
        return short_date(value)


class CouncillorFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Name or party"), method="search", max_length=100
    )

    class Meta:
        model = Councillor
        fields = ("q",)

    def search(self, queryset, name, value):
        return queryset.matching(value)


class CouncillorList(ListPage):
    filterset_class = CouncillorFilter
    table_class = CouncillorTable
    heading = gettext_lazy("Councillors")

    def get_queryset(self) -> Any:
        return Councillor.objects.visible_to(self.request.user)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Council questions"), reverse("inquiries"))]

    def get_action(self) -> tuple[str, str] | None:
        if not may_register(self.request.user):
            return None
        return _("New councillor"), reverse("councillor_add")


@require_http_methods(["GET", "POST"])
def councillor_add(request: Request) -> HttpResponse:
    may_register(request.user).require()
    return _form(request, Councillor(), _("New councillor"))


@require_http_methods(["GET", "POST"])
def councillor_edit(request: Request, uuid: str) -> HttpResponse:
    found = get_object_or_404(Councillor.objects.visible_to(request.user), uuid=uuid)
    return _form(request, found, found.name)


def _form(request: Request, councillor: Councillor, heading: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = CouncillorForm(data, instance=councillor)
    if form.is_valid():
        saved = save_councillor(form.instance, by=request.user)
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return HttpResponseRedirect(reverse("councillors"))
    context = {
        "form": form,
        "heading": heading,
        "back": reverse("councillors"),
        "breadcrumbs": [(_("Councillors"), reverse("councillors")), (heading, "")],
    }
    status = 422 if form.errors else 200
    return render(request, "inquiries/plain_form.html", context, status=status)
