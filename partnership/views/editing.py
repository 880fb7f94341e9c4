"""The answer to a form that stands open in a page, and saves itself.

The same address gives the page with the form (GET), takes what is sent with a
button (POST) and what the page sends by itself while somebody types (POST
with the header X-Autosave, answered in JSON). All three end in one service
call, and nothing is half done whichever way it goes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.formats import clock
from partnership.forms import VersionedForm
from partnership.models.named import Counted
from partnership.requests import Request
from partnership.services.versions import StaleVersion


@dataclass(frozen=True)
class Opened:
    """What is open for editing: a key such as "row-UUID", and its form."""

    key: str
    form: VersionedForm
    action: str


class SaveRefused(Exception):
    """The service refused what the form sent; the form has been told why."""

    def __init__(self, status: int = 422) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Removed:
    """Somebody took away what is edited: the words for it, and where it can be added anew."""

    text: str
    add_url: str = ""


@dataclass(frozen=True)
class Edit:
    """One form, what saves it, and the page it stands in.

    `save` gives the saved row; it may raise `StaleVersion` or `SaveRefused`.
    `show` is the page with the form open, at a status; `done` the page after
    the save; `address` where a row that was new is edited from now on.
    """

    form: VersionedForm
    save: Callable[[], Counted]
    show: Callable[[int], HttpResponse]
    done: Callable[[], HttpResponse]
    #: The page without the form, when the saved text is to stand.
    leave: Callable[[], HttpResponse]
    address: Callable[[Counted], str] | None = None
    removed: Removed | None = None


def seen_version(request: Request) -> int:
    """The version a small action was sent from; 0, which none has, if garbled."""
    seen = request.POST.get("seen", "")
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0


def posted(request: Request) -> Any:
    """What a form is bound to: the data of a POST."""
    return request.POST if request.method == "POST" else None


def is_autosave(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def answer(request: Request, edit: Edit) -> HttpResponse:
    """Show, save or refuse; whatever goes wrong, what was typed comes back."""
    try:
        return _autosaved(edit) if is_autosave(request) else _answered(request, edit)
    except StaleVersion as stale:
        if getattr(stale.current, "removed_at", None) and not hasattr(request, "was_asked"):
            # Removed after this request read it: the view knows what to do with such a row.
            return asked_again(request)
        edit.form.refuse_stale(stale.current, by=request.user)
        return _conflict(edit.form) if is_autosave(request) else edit.show(409)


def asked_again(request: Request) -> HttpResponse:
    """Run the view once more, and no more than once, on the rows as they are by now."""
    request.was_asked = True
    view = request.resolver_match
    return view.func(request, *view.args, **view.kwargs)


def _answered(request: Request, edit: Edit) -> HttpResponse:
    choice = request.POST.get("resolve", "")
    if edit.removed:
        return _gone(request, edit, edit.removed)
    if request.method == "GET":
        return edit.show(200)
    if choice == "theirs":
        return edit.leave()
    if not edit.form.is_valid():
        return edit.show(422)
    if choice == "union":
        edit.form.unite()
        return edit.show(200)
    try:
        edit.save()
    except SaveRefused as refused:
        return edit.show(refused.status)
    return edit.done()


def _gone(request: Request, edit: Edit, removed: Removed) -> HttpResponse:
    """The page says so; what was typed is kept, to be added as something new."""
    if edit.form.is_bound:
        edit.form.retype(identity=uuid4())
        edit.form.add_error(None, removed.text)
    else:
        messages.error(request, removed.text)
    return edit.show(409)


def _autosaved(edit: Edit) -> JsonResponse:
    if edit.removed:
        return _told("removed", 410, message=edit.removed.text, action=edit.removed.add_url)
    if not edit.form.is_valid():
        return _refused(edit.form, 422)
    try:
        row = edit.save()
    except SaveRefused as refused:
        return _refused(edit.form, refused.status)
    at = clock(timezone.localtime(row.changed_at))
    action = edit.address(row) if edit.address else ""
    return _told("saved", 200, version=row.version, at=at, action=action)


def _refused(form: VersionedForm, status: int) -> JsonResponse:
    errors = {
        form[name].auto_id if name in form.fields else "": [str(error) for error in found]
        for name, found in form.errors.items()
    }
    return _told("refused", status, message=_("There is something to correct"), errors=errors)


def _conflict(form: VersionedForm) -> JsonResponse:
    """Both texts side by side, to stand above what was typed."""
    html = render_to_string("components/conflict.html", {"form": form})
    return _told("conflict", 409, message=form.non_field_errors()[0], html=html)


def _told(state: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, **more}, status=status)
