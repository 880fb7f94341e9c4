"""The directory of organisations: the list, one organisation, and keeping it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from partnership.filters import OrganisationFilter
from partnership.forms import NewOrganisationForm, OrganisationForm, VersionedForm
from partnership.models import ContactPerson, Organisation
from partnership.permissions import may_edit_directory
from partnership.requests import Request
from partnership.services.organisations import (
    DirectoryRefused,
    add_organisation,
    edit_organisation,
)
from partnership.tables import OrganisationTable
from partnership.views.editing import Edit, Opened, SaveRefused, answer, posted
from partnership.views.lists import ListPage


class OrganisationList(ListPage):
    filterset_class = OrganisationFilter
    table_class = OrganisationTable
    heading = gettext_lazy("Organisations")

    def get_queryset(self):
        return Organisation.objects.visible_to(self.request.user).for_directory()

    def get_action(self):
        if not may_edit_directory(self.request.user):
            return None
        return _("New organisation"), reverse("organisation_add")


@require_safe
def organisation(request: Request, uuid: str) -> HttpResponse:
    return show_organisation(request, visible_organisation(request, uuid))


@require_http_methods(["GET", "POST"])
def organisation_edit(request: Request, uuid: str) -> HttpResponse:
    found = visible_organisation(request, uuid)
    may_edit_directory(request.user).require()
    form = OrganisationForm(instance=found, data=posted(request))
    opened = Opened("organisation", form, request.path)

    def save() -> Organisation:
        return edit_organisation(found, seen=form.seen_version, by=request.user, **form.values)

    edit = Edit(
        form=form,
        save=lambda: allowed(form, save),
        show=lambda status: show_organisation(request, found, opened, status),
        done=lambda: done(request, found, _("The organisation is saved.")),
        leave=lambda: HttpResponseRedirect(organisation_url(found)),
    )
    return answer(request, edit)


@require_http_methods(["GET", "POST"])
def organisation_add(request: Request) -> HttpResponse:
    may_edit_directory(request.user).require()
    form = NewOrganisationForm(instance=Organisation(), data=posted(request))
    added: list[Organisation] = []

    def save() -> Organisation:
        identity = form.cleaned_data["identity"]
        row = add_organisation(
            uuid=identity, seen=form.seen_version, by=request.user, **form.values
        )
        added.append(row)
        return row

    edit = Edit(
        form=form,
        save=lambda: allowed(form, save),
        show=lambda status: _show_new(request, form, status),
        done=lambda: done(request, added[0], _("The organisation is added.")),
        leave=lambda: HttpResponseRedirect(reverse("organisations")),
    )
    return answer(request, edit)


def allowed(form: VersionedForm, save: Callable[[], Any]) -> Any:
    """What the service saved; what it refuses is said beside the field."""
    try:
        return save()
    except DirectoryRefused as refused:
        form.add_error(refused.field, str(refused.words))
        raise SaveRefused from None


def visible_organisation(request: Request, uuid: str) -> Organisation:
    """The organisation, as whoever logs in may see it."""
    rows = Organisation.objects.visible_to(request.user).for_directory()
    return get_object_or_404(rows.select_related("changed_by"), uuid=uuid)


def organisation_url(found: Organisation) -> str:
    return reverse("organisation", args=[found.uuid])


def done(request: Request, found: Organisation, message: str) -> HttpResponse:
    messages.success(request, message)
    return HttpResponseRedirect(organisation_url(found))


def show_organisation(
    request: Request, found: Organisation, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    """The organisation's page as it stands now, perhaps with something open for editing."""
    persons = ContactPerson.objects.standing().order_by("sort_key", "id")
    rows = Organisation.objects.for_directory().prefetch_related(
        Prefetch("contact_persons", queryset=persons), "children", "predecessions__predecessor"
    )
    current = rows.get(pk=found.pk)
    context = {
        "organisation": current,
        "persons": [
            {"person": person, "opened": _if_open(opened, f"contact-{person.pk}")}
            for person in current.contact_persons.all()
        ],
        "opened": opened,
        "editing": _if_open(opened, "organisation"),
        "new_contact": _if_open(opened, "new-contact"),
        "may_edit": may_edit_directory(request.user),
        "removed": _just_removed(request, found),
        "breadcrumbs": [(_("Organisations"), reverse("organisations"))],
    }
    return render(request, "partnership/organisation.html", context, status=status)


def _if_open(opened: Opened | None, key: str) -> Opened | None:
    return opened if opened and opened.key == key else None


def _just_removed(request: Request, found: Organisation) -> dict[str, Any] | None:
    """The contact person that whoever asks has just removed here, to be put back."""
    removed = request.session.get("removed_contact")
    return removed if removed and removed["of"] == str(found.uuid) else None


def _show_new(request: Request, form: VersionedForm, status: int) -> HttpResponse:
    context = {
        "opened": Opened("new", form, request.path),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations")),
            (_("New organisation"), ""),
        ],
    }
    return render(request, "partnership/organisation_new.html", context, status=status)
