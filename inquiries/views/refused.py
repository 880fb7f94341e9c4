"""What a service refuses, said beside the field of the form it is about."""

from collections.abc import Callable
from typing import Any

from django import forms

from inquiries.services.refusals import InquiryRefused
from partnership.views.editing import SaveRefused


def tell(form: forms.BaseForm, refused: InquiryRefused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.words)


def done_or_refused(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was right and the service did it; what it refused is said."""
    if not form.is_valid():
        return False
    try:
        act()
    except InquiryRefused as refused:
        tell(form, refused)
        return False
    return True


def allowed(form: Any, save: Callable[[], Any]) -> Any:
    """What the service saved, for an `Edit`; what it refuses is said."""
    try:
        return save()
    except InquiryRefused as refused:
        tell(form, refused)
        raise SaveRefused from None
