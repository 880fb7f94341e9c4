"""The contact persons on an organisation's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnership.forms import ContactPersonForm, NewContactPersonForm, VersionedForm
from partnership.models import ContactPerson, Organisation
from partnership.permissions import may_edit_directory
from partnership.requests import Request
from partnership.services import contact_persons as contacts
from partnership.services.versions import StaleVersion
from partnership.views.editing import Edit, Opened, Removed, answer, posted, seen_version
from partnership.views.organisations import (
    done,
    organisation_url,
    show_organisation,
    visible_organisation,
)


@require_http_methods(["GET", "POST"])
def contact_add(request: Request, uuid: str) -> HttpResponse:
    organisation = visible_organisation(request, uuid)
    may_edit_directory(request.user).require()
    form = NewContactPersonForm(instance=ContactPerson(), data=posted(request))

    def save() -> ContactPerson:
        return contacts.add_contact_person(
            organisation,
            by=request.user,
            **form.values,
        )

    opened = Opened("new-contact", form, request.path)
    return _answer(
        request,
        organisation,
        opened,
        save=save,
        done=lambda: done(request, organisation, _("The contact person is added.")),
        address=lambda row: reverse("contact_edit", args=[row.organisation.uuid, row.pk]),
    )


@require_http_methods(["GET", "POST"])
def contact_edit(request: Request, uuid: str, pk: int) -> HttpResponse:
    person = _editable_person(request, uuid, pk)
    form = ContactPersonForm(instance=person, data=posted(request))

    def save() -> ContactPerson:
        seen = form.seen_version
        return contacts.edit_contact_person(person, seen=seen, by=request.user, **form.values)

    return _answer(
        request,
        person.organisation,
        _opened(request, person, form),
        save=save,
        done=lambda: done(request, person.organisation, _("The contact person is saved.")),
        removed=_removed(person),
    )


def _answer(
    request: Request, organisation: Organisation, opened: Opened, **more: Any
) -> HttpResponse:
    edit = Edit(
        form=opened.form,
        show=lambda status: show_organisation(request, organisation, opened, status),
        leave=lambda: HttpResponseRedirect(organisation_url(organisation)),
        **more,
    )
    return answer(request, edit)


def _opened(request: Request, person: ContactPerson, form: VersionedForm) -> Opened:
    """The person's own form, or once removed a form that adds the person anew."""
    if person.removed_at is None:
        return Opened(f"contact-{person.pk}", form, request.path)
    return Opened("new-contact", form, _add_url(person))


def _removed(person: ContactPerson) -> Removed | None:
    if person.removed_at is None:
        return None
    text = _("The contact person has been removed meanwhile. Save to add it as a new one.")
    return Removed(text, _add_url(person))


def _add_url(person: ContactPerson) -> str:
    return reverse("contact_add", args=[person.organisation.uuid])


@require_POST
def contact_remove(request: Request, uuid: str, pk: int) -> HttpResponse:
    person = _editable_person(request, uuid, pk)
    try:
        contacts.remove_contact_person(person, seen=seen_version(request), by=request.user)
    except StaleVersion:
        messages.error(
            request,
            _("Somebody has changed the contact person since you saw it. It is not removed."),
        )
        return show_organisation(request, person.organisation, status=409)
    request.session["removed_contact"] = {
        "of": str(person.organisation.uuid),
        "pk": person.pk,
        "name": person.name,
    }
    return done(request, person.organisation, _("Removed: %(row)s") % {"row": person.name})


@require_POST
def contact_restore(request: Request, uuid: str, pk: int) -> HttpResponse:
    person = _editable_person(request, uuid, pk)
    if person.removed_at is not None:
        contacts.restore_contact_person(person, by=request.user)
    request.session.pop("removed_contact", None)
    return done(request, person.organisation, _("The contact person is back."))


def _editable_person(request: Request, uuid: str, pk: int) -> ContactPerson:
    rows = ContactPerson.objects.visible_to(request.user).select_related("organisation")
    person = get_object_or_404(rows, organisation__uuid=uuid, pk=pk)
    may_edit_directory(request.user).require()
    return person
