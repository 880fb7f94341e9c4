"""The register of sources: each work once, and none that a text cites is removed."""

from functools import partial

import pytest
from django.utils import timezone

from activities.choices import PartKind, SectionKind
from activities.document.build import build
from activities.models import ListPart, PlanSection, SafetyPlan, Section, Source
from activities.services.citations import citation_counts, cited_in, is_cited
from activities.services.sources import (
    SourceCited,
    SourceExists,
    add_source,
    edit_source,
    remove_source,
    restore_source,
)
from partnership.models import AuditEntry, Revision
from partnership.services import history
from partnership.services.versions import StaleVersion
from tests import factories
from tests.partnership.threads import at_once

WORK = {"author": "VIVE", "title": "Naboer", "year": "2021", "publisher": "", "url": ""}


@pytest.fixture
def plan(db) -> SafetyPlan:
    return factories.make_plan()


@pytest.fixture
def source(plan) -> Source:
    return add_source(plan.partnership, by=None, **WORK)


@pytest.fixture
def person(db):
    return factories.make_user("Sanne")


def cite(*sources: Source) -> str:
    return "".join(f'<p>Se <span data-ref="{source.uuid}"></span></p>' for source in sources)


def write(chapter, kind: SectionKind, body: str) -> None:
    Section.objects.filter(chapter=chapter, kind=kind).update(body=body)


# Adding and editing


def test_a_work_stands_in_the_register_once(plan, source, person):
    with pytest.raises(SourceExists) as raised:
        add_source(plan.partnership, by=person, **WORK | {"publisher": "Vive"})
    assert raised.value.source == source
    assert plan.partnership.sources.count() == 1


def test_another_partnership_may_have_the_same_work(source, person):
    other = factories.make_partnership()
    assert add_source(other, by=person, **WORK).partnership == other


def test_what_is_sent_again_is_added_once(plan, person):
    identity = "8c6f1f0e-0f0a-4a7e-9c69-0d8f7b1a2c3d"
    for _ in range(2):
        add_source(plan.partnership, by=person, uuid=identity, **WORK)
    assert AuditEntry.objects.filter(action="activities.source.add").count() == 1
    assert str(plan.partnership.sources.get().uuid) == identity


def test_an_identity_of_another_partnership_is_not_taken_over(plan, source, person):
    other = factories.make_partnership()
    added = add_source(other, by=person, uuid=source.uuid, **WORK | {"title": "Andet"})
    source.refresh_from_db()
    assert (added.partnership, source.title) == (other, "Naboer")


def test_a_work_cannot_become_another_that_is_there(plan, source, person):
    other = add_source(plan.partnership, by=person, **WORK | {"title": "Gaarde"})
    with pytest.raises(SourceExists):
        edit_source(other, seen=1, by=person, **WORK)
    other.refresh_from_db()
    assert (other.title, other.version) == ("Gaarde", 1)


def test_an_edit_reaches_the_notes_of_every_text(plan, source, person):
    chapter = factories.make_chapter(plan)
    write(chapter, SectionKind.PURPOSE, cite(source))
    edit_source(source, seen=1, by=person, **WORK | {"title": "Gode naboer"})
    [part] = [part for part in build(plan).parts if part.number]
    assert [note.text for note in part.sources] == ["VIVE, Gode naboer, 2021"]


def test_an_edit_is_an_entry_of_the_sources_own_history(source, person):
    edit_source(source, seen=1, by=person, **WORK | {"title": "Gode naboer"})
    history.settle(source)
    titles = [
        history.content_at(revision).items[0].fields["title"]
        for revision in Revision.objects.filter(subject_uuid=source.uuid).order_by("number")
    ]
    assert titles == ["Naboer", "Gode naboer"]


def test_of_the_same_work_added_at_once_one_is_added(transactional_db):
    partnership = factories.make_partnership()
    add = partial(add_source, partnership, by=None, **WORK)
    results = at_once(add, add, add)
    assert sum(isinstance(result, Source) for result in results) == 1
    assert sum(isinstance(result, SourceExists) for result in results) == 2


# Removing


def test_an_uncited_source_is_removed_and_put_back(plan, source, person):
    removed = remove_source(source, seen=1, by=person)
    assert source not in plan.partnership.sources.standing()
    restore_source(removed, by=person)
    assert source in plan.partnership.sources.standing()
    actions = AuditEntry.objects.filter(object_uuid=source.uuid).values_list("action", flat=True)
    assert list(actions)[:2] == ["activities.source.restore", "activities.source.remove"]


def test_a_cited_source_is_not_removed(plan, source, person):
    write(factories.make_chapter(plan), SectionKind.PURPOSE, cite(source))
    before = AuditEntry.objects.count()
    with pytest.raises(SourceCited):
        remove_source(source, seen=1, by=person)
    source.refresh_from_db()
    assert (source.removed_at, source.version) == (None, 1)
    assert AuditEntry.objects.count() == before


def test_from_an_older_version_nothing_is_removed(source, person):
    edit_source(source, seen=1, by=person, **WORK | {"title": "Gode naboer"})
    with pytest.raises(StaleVersion):
        remove_source(source, seen=1, by=person)
    assert Source.objects.standing().filter(pk=source.pk).exists()


def test_a_removed_work_still_stands_once(plan, source, person):
    """Its identity is for life: it is put back, not added anew."""
    remove_source(source, seen=1, by=person)
    with pytest.raises(SourceExists) as raised:
        add_source(plan.partnership, by=person, **WORK)
    assert raised.value.source.removed_at


def test_a_removed_source_that_an_old_text_brings_back_is_printed(plan, source, person):
    remove_source(source, seen=1, by=person)
    write(factories.make_chapter(plan), SectionKind.PURPOSE, cite(source))
    [part] = [part for part in build(plan).parts if part.number]
    assert [note.text for note in part.sources] == ["VIVE, Naboer, 2021"]


# Where a source is cited


def _section(plan, chapter, body):
    write(chapter, SectionKind.BACKGROUND, body)


def _intro(plan, chapter, body):
    ListPart.objects.filter(chapter=chapter, kind=PartKind.GOALS).update(intro=body)


def _closing(plan, chapter, body):
    kind = PartKind.RESPONSIBILITIES
    ListPart.objects.filter(chapter=chapter, kind=kind).update(closing=body)


def _row(kind):
    return lambda plan, chapter, body: factories.make_row(chapter, kind, body=body)


ROWS = [kind for kind in PartKind if kind != PartKind.RESPONSIBILITIES]


@pytest.mark.parametrize("put", [_section, _intro, _closing, *map(_row, ROWS)])
def test_a_chapter_cites_what_any_of_its_texts_cites(plan, source, put):
    chapter = factories.make_chapter(plan)
    assert (is_cited(source), citation_counts(plan.partnership)) == (False, {})
    put(plan, chapter, cite(source, source))
    assert cited_in(source) == [chapter]
    assert citation_counts(plan.partnership) == {source.uuid: 1}


def test_a_removed_row_cites_nothing(plan, source):
    row = factories.make_row(factories.make_chapter(plan), body=cite(source))
    type(row).objects.filter(pk=row.pk).update(removed_at=timezone.now())
    assert not is_cited(source)


def test_texts_stand_newest_plan_first_and_as_printed(plan, source):
    older = factories.make_plan(plan.partnership, 2023, agreement=plan.agreement)
    texts = []
    for of in (plan, older):
        front = PlanSection.objects.create(plan=of, placement="introduction", body=cite(source))
        chapters = [factories.make_chapter(of) for _ in range(2)]
        for chapter in chapters:
            write(chapter, SectionKind.PURPOSE, cite(source))
        texts += [front, *chapters]
    assert cited_in(source) == texts
    assert citation_counts(plan.partnership) == {source.uuid: 6}


def test_a_text_of_another_partnership_does_not_count(plan, source):
    write(factories.make_chapter(factories.make_plan()), SectionKind.PURPOSE, cite(source))
    assert cited_in(source) == []
    assert citation_counts(plan.partnership) == {}
