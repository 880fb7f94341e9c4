"""The contact log of the inquiry's organisations, in the margin of its page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from inquiries.models import Contact
from inquiries.views.case_page import CasePage, CasePanel


def contact_panel(page: CasePage) -> CasePanel | None:
    """What the unit and the organisations have spoken of; nothing where none is named."""
    organisations = list(page.inquiry.organisations.all())
    if not organisations:
        return None
    rows = Contact.objects.visible_to(page.request.user).standing()
    own = rows.filter(unit=page.inquiry.unit, organisation__in=organisations)
    chosen = urlencode({"organisation": organisations[0].pk})
    context = {
        "contacts": own.select_related("organisation"),
        "add_url": f"{reverse('kept_add', args=['contacts'])}?{chosen}",
    }
    heading = _("Contact log")
    return CasePanel("contacts", heading, "inquiries/kept/panel.html", context, aside=True)
