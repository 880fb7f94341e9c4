"""What a unit keeps for writing its letters: lists, and a page for each row."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from inquiries.keeping_filters import ContactFilter, TextBlockFilter, UnitFigureFilter
from inquiries.keeping_forms import ContactForm, KeptForm, TextBlockForm, UnitFigureForm
from inquiries.keeping_tables import ContactTable, TextBlockTable, UnitFigureTable
from inquiries.models import Contact, TextBlock, UnitFigure
from inquiries.permissions import may_register, works_in
from inquiries.services import keeping
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import Edit, Opened, Removed, answer, posted, seen_version
from partnership.views.lists import ListPage


@dataclass(frozen=True)
class Kept:
    """A kind of row: how it is edited, and the words for it."""

    model: Any
    form: type[KeptForm]
    list_name: str
    heading: str | Promise
    new: str | Promise
    one: str | Promise


KINDS = {
    "contacts": Kept(
        Contact,
        ContactForm,
        "unit_contacts",
        gettext_lazy("Contact log"),
        gettext_lazy("New contact"),
        gettext_lazy("Contact with an organisation"),
    ),
    "text-blocks": Kept(
        TextBlock,
        TextBlockForm,
        "text_blocks",
        gettext_lazy("Text blocks"),
        gettext_lazy("New text block"),
        gettext_lazy("Text block"),
    ),
    "figures": Kept(
        UnitFigure,
        UnitFigureForm,
        "unit_figures",
        gettext_lazy("Figures of rounds"),
        gettext_lazy("New figure of a round"),
        gettext_lazy("Figure of a round"),
    ),
}


class KeptList(ListPage):
    """Rows of the person's units that have not been removed."""

    template_name = "inquiries/kept/list.html"
    kind = ""

    @property
    def kept(self) -> Kept:
        return KINDS[self.kind]

    @property
    def heading(self) -> Any:
        return self.kept.heading

    def get_queryset(self) -> Any:
        rows = self.kept.model.objects.visible_to(self.request.user).standing()
        return rows.select_related("unit")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Council questions"), reverse("inquiries"))]

    def get_action(self) -> tuple[str, str] | None:
        if not may_register(self.request.user):
            return None
        return str(self.kept.new), reverse("kept_add", args=[self.kind])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        removed = self.request.session.get("removed_kept")
        mine = removed if removed and removed["kind"] == self.kind else None
        return super().get_context_data(**kwargs) | {"removed": mine}


class ContactList(KeptList):
    kind = "contacts"
    filterset_class = ContactFilter
    table_class = ContactTable

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organisation")


class TextBlockList(KeptList):
    kind = "text-blocks"
    filterset_class = TextBlockFilter
    table_class = TextBlockTable


class UnitFigureList(KeptList):
    kind = "figures"
    filterset_class = UnitFigureFilter
    table_class = UnitFigureTable


@require_http_methods(["GET", "POST"])
def kept_add(request: Request, kind: str) -> HttpResponse:
    may_register(request.user).require()
    kept = KINDS[kind]
    initial = {"organisation": request.GET.get("organisation", "")}
    form = kept.form(instance=kept.model(), by=request.user, data=posted(request), initial=initial)

    def save() -> Any:
        identity = form.cleaned_data["identity"]
        return keeping.add(kept.model, by=request.user, uuid=identity, **form.values)

    return _form_page(request, kind, form, save, str(kept.new))


@require_http_methods(["GET", "POST"])
def kept_edit(request: Request, kind: str, uuid: str) -> HttpResponse:
    kept, row = KINDS[kind], _row(request, kind, uuid)
    form = kept.form(instance=row, by=request.user, data=posted(request))

    def save() -> Any:
        return keeping.edit(row, seen=form.seen_version, by=request.user, **form.values)

    removed = None
    if row.removed_at is not None:
        removed = Removed(_("It has been removed meanwhile. Put it back before you change it."))
    return _form_page(request, kind, form, save, str(kept.one), row=row, removed=removed)


@require_POST
def kept_remove(request: Request, kind: str, uuid: str) -> HttpResponse:
    row = _row(request, kind, uuid)
    try:
        keeping.remove(row, seen=seen_version(request), by=request.user)
    except StaleVersion:
        messages.error(request, _("Somebody has changed it since you saw it. It is not removed."))
        return HttpResponseRedirect(reverse("kept_edit", args=[kind, uuid]))
    name = str(row)
    request.session["removed_kept"] = {"kind": kind, "uuid": str(row.uuid), "name": name}
    messages.success(request, _("Removed: %(row)s") % {"row": name})
    return HttpResponseRedirect(_list_url(kind))


@require_POST
def kept_restore(request: Request, kind: str, uuid: str) -> HttpResponse:
    row = _row(request, kind, uuid)
    keeping.restore(row, by=request.user)
    request.session.pop("removed_kept", None)
    messages.success(request, _("It is back: %(row)s") % {"row": str(row)})
    return HttpResponseRedirect(_list_url(kind))


def _row(request: Request, kind: str, uuid: str) -> Any:
    """A row of the person's unit, also one that was removed."""
    rows = KINDS[kind].model.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("unit", "changed_by"), uuid=uuid)
    works_in(request.user, row.unit).require()
    return row


def _list_url(kind: str) -> str:
    return reverse(KINDS[kind].list_name)


def _form_page(
    request: Request,
    kind: str,
    form: KeptForm,
    save: Any,
    heading: str,
    *,
    row: Any = None,
    removed: Removed | None = None,
) -> HttpResponse:
    back = _list_url(kind)
    context = {
        "opened": Opened("form", form, request.get_full_path()),
        "heading": heading,
        "back": back,
        "row": row,
        "kind": kind,
        "breadcrumbs": [
            (_("Council questions"), reverse("inquiries")),
            (str(KINDS[kind].heading), back),
            (heading, ""),
        ],
    }

    def done() -> HttpResponse:
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(back)

    edit = Edit(
        form=form,
        save=save,
        show=lambda status: render(request, "inquiries/kept/form.html", context, status=status),
        done=done,
        leave=lambda: HttpResponseRedirect(back),
        removed=removed,
    )
    return answer(request, edit)
