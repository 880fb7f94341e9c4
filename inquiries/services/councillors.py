"""Keeping the register of councillors."""

from django.db import transaction

from inquiries.models import Councillor
from partnership.models import User
from partnership.services.audit import record


@transaction.atomic
def save_councillor(councillor: Councillor, *, by: User) -> Councillor:
    """Add or change a councillor; inquiries keep what was said of one when they were registered."""
    verb = "edit" if councillor.pk else "add"
    councillor.save()
    record(f"inquiries.councillor.{verb}", by=by, on=councillor)
    return councillor
