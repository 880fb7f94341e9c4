"""What a colleague may not see, or may not choose any more, stays on an inquiry that is edited."""

from datetime import date

import pytest
from django.urls import reverse

from inquiries.models import Inquiry
from tests import factories, inquiry_factories
from tests.pages.html import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def inquiry(unit):
    """It concerns a partnership and an activity that those of the unit do not see."""
    plan = factories.make_plan()
    councillor = inquiry_factories.make_councillor()
    leaver = inquiry_factories.make_drafter(unit)
    made = inquiry_factories.make_inquiry(
        unit,
        partnership=plan.partnership,
        activities=[factories.make_activity(plan)],
        councillor=councillor,
        responsible=leaver,
    )
    councillor.left_on = date(2024, 12, 1)
    councillor.save()
    leaver.is_active = False
    leaver.save()
    return made


def test_another_field_is_edited_and_they_stay(unit, inquiry, log_in):
    client = log_in(inquiry_factories.make_drafter(unit))
    url = reverse("inquiry_edit", args=[inquiry.year, inquiry.number])
    sent = fields_of(client.get(url)) | {"subject": "noget andet"}
    answer = client.post(url, sent)
    assert answer.status_code == 302
    now = Inquiry.objects.get()
    kept = (now.partnership, now.councillor, now.responsible, now.activities.count())
    assert kept == (inquiry.partnership, inquiry.councillor, inquiry.responsible, 1)
