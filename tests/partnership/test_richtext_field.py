"""A rich text is canonical whoever writes it."""

import pytest

from activities.models import Section
from tests.factories import make_chapter, make_plan

DIRTY = '<p class="MsoNormal">Ren <b>tekst</b></p><script>alert(1)</script>'
CLEAN = "<p>Ren <strong>tekst</strong></p>"


@pytest.fixture
def section(db) -> Section:
    return make_chapter(make_plan()).sections.first()


def body_of(section: Section) -> str:
    return Section.objects.values_list("body", flat=True).get(pk=section.pk)


def test_saving_an_instance_stores_canonical_html(section):
    section.body = DIRTY
    section.save()
    assert body_of(section) == CLEAN


def test_the_saved_instance_holds_what_was_stored(section):
    section.body = DIRTY
    section.save()
    assert section.body == CLEAN


def test_updating_a_queryset_stores_canonical_html(section):
    Section.objects.filter(pk=section.pk).update(body=DIRTY)
    assert body_of(section) == CLEAN


def test_bulk_update_stores_canonical_html(section):
    section.body = DIRTY
    Section.objects.bulk_update([section], ["body"])
    assert body_of(section) == CLEAN


def test_bulk_create_stores_canonical_html(section):
    chapter, kind = section.chapter, section.kind
    section.delete()
    made = Section.objects.bulk_create([Section(chapter=chapter, kind=kind, body=DIRTY)])
    assert body_of(made[0]) == CLEAN


def test_filtering_compares_canonical_html(section):
    Section.objects.filter(pk=section.pk).update(body=DIRTY)
    assert Section.objects.filter(body=DIRTY).count() == 1


def test_searching_inside_a_text_finds_words(section):
    Section.objects.filter(pk=section.pk).update(body=DIRTY)
    assert Section.objects.filter(body__contains="tekst").count() == 1
