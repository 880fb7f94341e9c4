"""The sender blocks and signatories of a unit, on a page that those who clear its letters keep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inquiries.letterhead_forms import SenderForm, SignatoryForm
from inquiries.models import Sender, Signatory
from inquiries.permissions import may_keep_unit
from inquiries.services import keeping
from partnership.forms import VersionedForm
from partnership.models import Unit
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import Edit, Opened, Removed, answer, posted, seen_version


@dataclass(frozen=True)
class Kind:
    """One of the page's two lists."""

    name: str
    model: Any
    form: type[VersionedForm]
    heading: str | Promise
    add: str | Promise


KINDS = {
    "sender": Kind(
        "sender",
        Sender,
        SenderForm,
        gettext_lazy("Sender blocks"),
        gettext_lazy("Add a sender block"),
    ),
    "signatory": Kind(
        "signatory",
        Signatory,
        SignatoryForm,
        gettext_lazy("Signatories"),
        gettext_lazy("Add a signatory"),
    ),
}


@require_safe
def letterhead(request: Request, uuid: str) -> HttpResponse:
    return _show(request, _unit(request, uuid))


@require_http_methods(["GET", "POST"])
def letterhead_add(request: Request, uuid: str, kind: str) -> HttpResponse:
    unit, listed = _list(request, uuid, kind)
    may_keep_unit(request.user, unit).require()
    form = listed.form(instance=listed.model(), data=posted(request))

    def save() -> Any:
        identity = form.cleaned_data["identity"]
        return keeping.add(listed.model, unit, by=request.user, uuid=identity, **form.values)

    return _answer(request, unit, Opened(f"new-{kind}", form, request.path), save)


@require_http_methods(["GET", "POST"])
def letterhead_edit(request: Request, uuid: str, kind: str, row: str) -> HttpResponse:
    unit, listed, found = _kept(request, uuid, kind, row)
    form = listed.form(instance=found, data=posted(request))

    def save() -> Any:
        return keeping.edit(found, seen=form.seen_version, by=request.user, **form.values)

    if found.removed_at is None:
        return _answer(request, unit, Opened(f"{kind}-{found.pk}", form, request.path), save)
    add = reverse("letterhead_add", args=[unit.uuid, kind])
    removed = Removed(_("It has been removed meanwhile. Save to add it as a new one."), add)
    return _answer(request, unit, Opened(f"new-{kind}", form, add), save, removed)


@require_POST
def letterhead_remove(request: Request, uuid: str, kind: str, row: str) -> HttpResponse:
    unit, _kind, found = _kept(request, uuid, kind, row)
    if found.removed_at is not None:
        return _done(request, unit, _("Removed: %(row)s") % {"row": found})
    try:
        keeping.remove(found, seen=seen_version(request), by=request.user)
    except StaleVersion:
        text = _("Somebody has changed it since you saw it. It is not removed.")
        messages.error(request, text)
        return _show(request, unit, status=409)
    return _done(request, unit, _("Removed: %(row)s") % {"row": found})


@require_POST
def letterhead_restore(request: Request, uuid: str, kind: str, row: str) -> HttpResponse:
    unit, _kind, found = _kept(request, uuid, kind, row)
    keeping.restore(found, by=request.user)
    return _done(request, unit, _("%(row)s is put back.") % {"row": found})


def _unit(request: Request, uuid: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user), uuid=uuid)


def _list(request: Request, uuid: str, kind: str) -> tuple[Unit, Kind]:
    """The unit and one of its lists."""
    if kind not in KINDS:
        raise Http404
    return _unit(request, uuid), KINDS[kind]


def _kept(request: Request, uuid: str, kind: str, row: str) -> tuple[Unit, Kind, Any]:
    """The unit, the list and the row, for those who keep them."""
    unit, listed = _list(request, uuid, kind)
    found = get_object_or_404(
        listed.model.objects.select_related("changed_by"), unit=unit, uuid=row
    )
    may_keep_unit(request.user, unit).require()
    return unit, listed, found


def _answer(
    request: Request,
    unit: Unit,
    opened: Opened,
    save: Callable[[], Any],
    removed: Removed | None = None,
) -> HttpResponse:
    edit = Edit(
        form=opened.form,
        save=save,
        show=lambda status: _show(request, unit, opened, status),
        done=lambda: _done(request, unit, _("Saved.")),
        leave=lambda: HttpResponseRedirect(_url(unit)),
        removed=removed,
    )
    return answer(request, edit)


def _done(request: Request, unit: Unit, message: str) -> HttpResponse:
    messages.success(request, message)
    return HttpResponseRedirect(_url(unit))


def _url(unit: Unit) -> str:
    return reverse("letterhead", args=[unit.uuid])


def _show(
    request: Request, unit: Unit, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    """Both lists, perhaps with a form open in one, and what has been removed from them."""
    context = {
        "unit": unit,
        "lists": [_listed(unit, kind, opened) for kind in KINDS.values()],
        "opened": opened,
        "may_edit": may_keep_unit(request.user, unit),
        "back": _url(unit),
        "breadcrumbs": [(_("Council questions"), reverse("inquiries"))],
    }
    return render(request, "inquiries/letter/letterhead.html", context, status=status)


def _listed(unit: Unit, kind: Kind, opened: Opened | None) -> dict[str, Any]:
    rows = list(kind.model.objects.filter(unit=unit))
    standing = [row for row in rows if row.removed_at is None]
    return {
        "kind": kind,
        "rows": [(row, _if_open(opened, f"{kind.name}-{row.pk}")) for row in standing],
        "removed": [row for row in rows if row.removed_at is not None],
        "new": _if_open(opened, f"new-{kind.name}"),
    }


def _if_open(opened: Opened | None, key: str) -> Opened | None:
    return opened if opened and opened.key == key else None
