"""The list of inquiries, and the page of one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from inquiries.filters import OPEN, InquiryFilter
from inquiries.models import Inquiry
from inquiries.permissions import may_register
from inquiries.tables import InquiryTable
from inquiries.views.case_page import show_case, visible_inquiry
from inquiries.views.deadline_links import deadline_links
from partnership.requests import Request
from partnership.views.lists import ListPage


class InquiryList(ListPage):
    filterset_class = InquiryFilter
    table_class = InquiryTable
    heading = gettext_lazy("Council questions")
    template_name = "inquiries/list.html"
    #: Those that are worked on, a letter that is corrected too; the others are a choice away.
    usual_filter = {"state": OPEN}

    def get_queryset(self) -> Any:
        return Inquiry.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = deadline_links(self.request.user)
        return super().get_context_data(links=links, **kwargs)

    def get_action(self) -> tuple[str, str] | None:
        if not may_register(self.request.user):
            return None
        return _("Register a question"), reverse("inquiry_new")


@require_safe
def inquiry(request: Request, year: int, number: int) -> HttpResponse:
    return show_case(request, visible_inquiry(request, year, number))
