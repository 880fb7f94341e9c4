"""A form of the demo that is opened and sent back as it came writes nothing."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import QueryDict

from activities.forms import (
    ROW_FORMS,
    HeadingForm,
    PartForm,
    PlanSectionForm,
    SectionForm,
    SourceForm,
    TargetForm,
    TheoryItemForm,
)
from activities.models import (
    ROW_MODELS,
    Chapter,
    ListPart,
    PlanSection,
    Responsibility,
    Section,
    Source,
    Target,
)
from partnership.forms import VersionedForm
from partnership.models import TheoryItem
from partnership.services.versions import unchanged
from tests.pages.html import sent_by

FORMS: list[tuple[Any, type[VersionedForm]]] = [
    (Chapter, HeadingForm),
    (Section, SectionForm),
    (ListPart, PartForm),
    (PlanSection, PlanSectionForm),
    (TheoryItem, TheoryItemForm),
    (Target, TargetForm),
    (Source, SourceForm),
    *((model, ROW_FORMS[kind]) for kind, model in ROW_MODELS.items()),
]


def form_of(form: type[VersionedForm], row: Any, data: QueryDict | None = None) -> VersionedForm:
    if isinstance(row, Responsibility):
        return form(data, instance=row, partnership=row.part.chapter.plan.partnership)
    return form(data, instance=row)


def sent_back(form: VersionedForm) -> QueryDict:
    """What a browser sends of the form, as it stands in the page."""
    data = QueryDict(mutable=True)
    data.update(sent_by(BeautifulSoup(str(form), "html.parser")))
    return data


def test_every_row_of_the_demo_is_unchanged_by_its_own_form(demo_plan):
    seen = 0
    for model, form in FORMS:
        for row in model.objects.all():
            bound = form_of(form, row, sent_back(form_of(form, row)))
            assert bound.is_valid(), (row, bound.errors)
            assert unchanged(row, **bound.values), row
            seen += 1
    assert seen > 500
