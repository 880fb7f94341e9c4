"""A partnership's register of sources, and each source with the texts that cite it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.filters import SourceFilter
from activities.forms import NewSourceForm, SourceForm
from activities.models import Chapter, PlanSection, Source
from activities.permissions import may_edit_sources
from activities.services import sources
from activities.services.citations import citation_counts, cited_in
from activities.tables import SourceTable
from activities.views.page import chapter_url
from partnership.models import Partnership
from partnership.requests import Request
from partnership.services.versions import StaleVersion
from partnership.views.editing import (
    Edit,
    Opened,
    Removed,
    SaveRefused,
    answer,
    posted,
    seen_version,
)
from partnership.views.lists import ListPage

_REMOVED = gettext_lazy("The source has been removed from the register. Put it back to edit it.")


def visible_partnership(request: Request, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.visible_to(request.user), slug=slug)


def visible_source(request: Request, uuid: str) -> Source:
    """The source, or 404 outside the person's partnerships."""
    found = Source.objects.visible_to(request.user).select_related("partnership", "changed_by")
    return get_object_or_404(found, uuid=uuid)


class SourceList(ListPage):
    filterset_class = SourceFilter
    table_class = SourceTable
    heading = gettext_lazy("Sources")

    @cached_property
    def partnership(self) -> Partnership:
        return visible_partnership(self.request, self.kwargs["slug"])

    def get_queryset(self):
        register = Source.objects.filter(partnership=self.partnership)
        return register.for_register(citation_counts(self.partnership))

    def get_breadcrumbs(self):
        return [(_("Plans"), reverse("plans")), (self.partnership.short_name, "")]

    def get_action(self):
        if not may_edit_sources(self.request.user, self.partnership):
            return None
        return _("New source"), reverse("source_add", args=[self.partnership.slug])


@require_safe
def source_page(request: Request, uuid: str) -> HttpResponse:
    return _show(request, visible_source(request, uuid))


@require_http_methods(["GET", "POST"])
def source_edit(request: Request, uuid: str) -> HttpResponse:
    source = _editable_source(request, uuid)
    form = SourceForm(instance=source, data=posted(request))
    # Of a removed source only what was typed is shown, so that it is not lost.
    is_open = form.is_bound or source.removed_at is None
    opened = Opened(str(source.uuid), form, request.path) if is_open else None
    edit = Edit(
        form=form,
        save=lambda: _saved(
            form,
            lambda: sources.edit_source(
                source, seen=form.seen_version, by=request.user, **form.values
            ),
        ),
        show=lambda status: _show(request, source, opened, status),
        done=lambda: _done(request, source, _("The source is saved.")),
        leave=lambda: HttpResponseRedirect(source_url(source)),
        removed=Removed(str(_REMOVED)) if source.removed_at else None,
    )
    return answer(request, edit)


@require_http_methods(["GET", "POST"])
def source_add(request: Request, slug: str) -> HttpResponse:
    partnership = visible_partnership(request, slug)
    may_edit_sources(request.user, partnership).require()
    form = NewSourceForm(instance=Source(partnership=partnership), data=posted(request))
    made: list[Source] = []

    def save() -> Source:
        identity = form.cleaned_data["identity"]
        made.append(
            _saved(
                form,
                lambda: sources.add_source(
                    partnership,
                    uuid=identity,
                    seen=form.seen_version,
                    by=request.user,
                    **form.values,
                ),
            )
        )
        return made[0]

    edit = Edit(
        form=form,
        save=save,
        show=lambda status: _show_new(request, partnership, form, status),
        done=lambda: _done(request, made[0], _("The source is added.")),
        leave=lambda: HttpResponseRedirect(reverse("sources", args=[partnership.slug])),
    )
    return answer(request, edit)


def _saved(form: SourceForm, save: Any) -> Source:
    """What the service saved; a work that is there already is said beside its title."""
    try:
        return save()
    except sources.SourceExists as found:
        form.twin = found.source
        form.add_error("title", _twin_words(found.source))
        raise SaveRefused from None


def _twin_words(twin: Source) -> str:
    if twin.removed_at:
        return _("The work has been removed from the register. Put it back instead.")
    return _("The register has this work already.")


@require_POST
def source_remove(request: Request, uuid: str) -> HttpResponse:
    source = _editable_source(request, uuid)
    try:
        sources.remove_source(source, seen=seen_version(request), by=request.user)
    except sources.SourceCited:
        messages.error(request, _("A source that a text cites is not removed."))
    except StaleVersion:
        text = _("Somebody has changed the source since you saw it. It is not removed.")
        messages.error(request, text)
    else:
        messages.success(request, _("Removed: %(row)s") % {"row": source.short_name})
        return HttpResponseRedirect(source_url(source))
    return _show(request, visible_source(request, uuid), status=409)


@require_POST
def source_restore(request: Request, uuid: str) -> HttpResponse:
    source = _editable_source(request, uuid)
    if source.removed_at is not None:
        sources.restore_source(source, by=request.user)
    return _done(request, source, _("The source is back in the register."))


def _editable_source(request: Request, uuid: str) -> Source:
    source = visible_source(request, uuid)
    may_edit_sources(request.user, source.partnership).require()
    return source


def source_url(source: Source) -> str:
    return reverse("source", args=[source.uuid])


def _done(request: Request, source: Source, message: str) -> HttpResponse:
    messages.success(request, message)
    return HttpResponseRedirect(source_url(source))


def _breadcrumbs(partnership: Partnership, here: str) -> list[tuple[str, str]]:
    register = reverse("sources", args=[partnership.slug])
    return [(_("Plans"), reverse("plans")), (_("Sources"), register), (here, "")]


def _show(
    request: Request, source: Source, opened: Opened | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "source": source,
        "opened": opened,
        "may_edit": may_edit_sources(request.user, source.partnership),
        "cited_in": [_citing(text) for text in cited_in(source)],
        "breadcrumbs": _breadcrumbs(source.partnership, source.author),
    }
    return render(request, "activities/source.html", context, status=status)


def _citing(text: Chapter | PlanSection) -> dict[str, Any]:
    """A text that cites, where it is read, and what it is besides a chapter."""
    if isinstance(text, Chapter):
        return {"text": text, "plan": text.plan, "url": f"{chapter_url(text)}#sources", "kind": ""}
    front = reverse("front_matter", args=[text.plan.partnership.slug, text.plan.year])
    url = f"{front}#section-{text.uuid}"
    return {"text": text, "plan": text.plan, "url": url, "kind": _("Front matter")}


def _show_new(
    request: Request, partnership: Partnership, form: SourceForm, status: int
) -> HttpResponse:
    context = {
        "opened": Opened("new", form, request.path),
        "back": reverse("sources", args=[partnership.slug]),
        "breadcrumbs": _breadcrumbs(partnership, _("New source")),
    }
    return render(request, "activities/source_new.html", context, status=status)
