"""The page of one inquiry, put together from panels."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inquiries.models import Inquiry, Reply
from inquiries.permissions import may_edit_inquiry, may_write
from inquiries.services.clock_words import time_left
from inquiries.services.confidentiality import note_seen
from inquiries.services.drafts import reply_of
from partnership.permissions import Decision
from partnership.registry import Registry
from partnership.requests import Request
from partnership.views.editing import Opened


@dataclass(frozen=True)
class CasePanel:
    """A part of the page: its key is its anchor; `aside` puts it in the right margin."""

    key: str
    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    aside: bool = False


class CasePage:
    """What the panels of an inquiry's page read, once."""

    def __init__(self, request: Request, inquiry: Inquiry, opened: Opened | None = None) -> None:
        self.request = request
        self.inquiry = inquiry
        self.opened = opened

    @cached_property
    def reply(self) -> Reply:
        return reply_of(self.inquiry)

    @cached_property
    def may_write(self) -> Decision:
        return may_write(self.request.user, self.inquiry)

    @cached_property
    def may_edit(self) -> Decision:
        return may_edit_inquiry(self.request.user, self.inquiry)

    def is_open(self, key: str) -> Opened | None:
        return self.opened if self.opened and self.opened.key == key else None


PanelBuilder = Callable[[CasePage], CasePanel | None]
#: The parts of the page, in reading order.
case_panels: Registry[PanelBuilder] = Registry("panels of an inquiry's page")


def visible_inquiry(request: Request, year: int, number: int) -> Inquiry:
    """The inquiry, or 404 for those who may not see it.

    Who sees a confidential one is written in the log.
    """
    rows = Inquiry.objects.visible_to(request.user).select_related(
        "unit", "councillor", "responsible", "partnership", "changed_by"
    )
    found = get_object_or_404(rows, year=year, number=number)
    note_seen(found, by=request.user)
    return found


def case_url(inquiry: Inquiry, anchor: str = "") -> str:
    address = reverse("inquiry", args=[inquiry.year, inquiry.number])
    return f"{address}#{anchor}" if anchor else address


def case_breadcrumbs(inquiry: Inquiry, *last: str) -> list[tuple[str, str]]:
    """The way to the inquiry; `last` names what stands inside it."""
    way = [(_("Council questions"), reverse("inquiries"))]
    if not last:
        return way
    return [*way, (inquiry.designation, case_url(inquiry)), *((name, "") for name in last)]


def show_case(
    request: Request, inquiry: Inquiry, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    """The inquiry's page, perhaps with a form open in one of its panels."""
    page = CasePage(request, inquiry, opened)
    panels = [panel for build in case_panels if (panel := build(page))]
    context = {
        "page": page,
        "inquiry": inquiry,
        "left": time_left(inquiry),
        "panels": [panel for panel in panels if not panel.aside],
        "asides": [panel for panel in panels if panel.aside],
        "opened": opened,
        "breadcrumbs": case_breadcrumbs(inquiry),
    }
    return render(request, "inquiries/case.html", context, status=status)
