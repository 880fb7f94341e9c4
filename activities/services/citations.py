"""Where the sources of a partnership are cited: in which chapters and common texts."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from activities.choices import PartKind
from activities.models import (
    ROW_MODELS,
    Chapter,
    ListPart,
    PlanSection,
    Row,
    Section,
    Source,
)
from partnership.models import Partnership
from partnership.richtext import parse, references

#: The rich texts of a chapter: model, field, and the way to the chapter.
_TEXTS = [
    (Section, "body", "chapter"),
    (ListPart, "intro", "chapter"),
    (ListPart, "closing", "chapter"),
    *(
        (model, "body", "part__chapter")
        for kind, model in ROW_MODELS.items()
        if kind != PartKind.RESPONSIBILITIES
    ),
]

#: A model and a key: a chapter, or a section of the front matter.
Place = tuple[type[Chapter] | type[PlanSection], int]


def citation_counts(partnership: Partnership) -> dict[UUID, int]:
    """How many chapters and common texts cite each target; a fixed number of queries."""
    places: dict[UUID, set[Place]] = defaultdict(set)
    for place, html in _texts_with(partnership, "data-ref"):
        for target in references(parse(html)):
            places[target].add(place)
    return {target: len(found) for target, found in places.items()}


def cited_in(source: Source) -> list[Chapter | PlanSection]:
    """The chapters and common texts that cite a source, newest plan first, as printed."""
    found = {place for place, _ in _texts_with(source.partnership, str(source.uuid))}
    chapters = Chapter.objects.filter(pk__in=_keys(found, Chapter)).with_plan()
    sections = PlanSection.objects.filter(pk__in=_keys(found, PlanSection))
    return sorted(
        [
            *sections.select_related("plan__partnership").order_by("position", "id"),
            *chapters.order_by("number"),
        ],
        key=lambda text: -text.plan.year,
    )


def is_cited(source: Source) -> bool:
    return any(_texts_with(source.partnership, str(source.uuid)))


def _keys(places: set[Place], model: type[Chapter] | type[PlanSection]) -> list[int]:
    return [key for kind, key in places if kind is model]


def _texts_with(partnership: Partnership, words: str) -> Iterator[tuple[Place, str]]:
    """The texts that hold the words, each with the place it stands in."""
    for model, field, chapter in _TEXTS:
        rows = model._default_manager.filter(
            **{f"{chapter}__plan__partnership": partnership, f"{field}__contains": words}
        )
        if issubclass(model, Row):
            rows = rows.filter(removed_at__isnull=True)
        for key, html in rows.values_list(chapter, field):
            yield (Chapter, key), html
    sections = PlanSection.objects.filter(plan__partnership=partnership, body__contains=words)
    for key, html in sections.values_list("pk", "body"):
        yield (PlanSection, key), html
