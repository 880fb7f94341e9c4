"""The document tree says what the plan says, in the order it says it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from activities.choices import PartKind, SectionKind
from activities.document.build import build
from activities.document.pdf import render_html
from activities.document.storage import from_json, to_json
from activities.document.tree import (
    CrossReference,
    Heading,
    ItemList,
    LineBreak,
    Note,
    NoteMark,
    Paragraph,
    Part,
    Span,
)
from activities.models import Activity, Chapter, ListPart, PlanSection, SafetyPlan, Section
from activities.services.content import chapters_with_content, sources_by_uuid
from activities.services.texts_of import citations_of
from tests import factories


@pytest.fixture
def plan(db) -> SafetyPlan:
    return factories.make_plan()


@pytest.fixture
def chapter(plan: SafetyPlan) -> Chapter:
    return factories.make_chapter(plan, title="Haven")


def write(chapter: Chapter, kind: SectionKind, body: str) -> None:
    Section.objects.filter(chapter=chapter, kind=kind).update(body=body)


def refer(*targets: Any) -> str:
    """A paragraph that refers to sources, activities, or an identity of nothing."""
    marks = (f'<span data-ref="{getattr(target, "uuid", target)}"></span>' for target in targets)
    return f"<p>Tekst{''.join(marks)}</p>"


def part_of(plan: SafetyPlan, chapter: Chapter) -> Part:
    return next(part for part in build(plan).parts if part.number == chapter.number)


def nodes(node: Any, kind: type) -> Iterator[Any]:
    """Every node of a type in a tree, in reading order."""
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item, kind)
    elif is_dataclass(node):
        if isinstance(node, kind):
            yield node
        for field in fields(node):
            yield from nodes(getattr(node, field.name), kind)


def test_a_plan_without_chapters_has_a_document(plan):
    document = build(plan)
    assert (document.title, document.parts) == (plan.title, ())
    assert plan.title in render_html(document)


def test_parts_stand_in_the_order_of_the_numbers(plan):
    for number in (3, 1, 2):
        factories.make_chapter(plan, number=number)
    assert [part.number for part in build(plan).parts if part.number] == [1, 2, 3]


def test_an_activity_with_money_only_has_no_part(plan):
    factories.make_chapter(plan, money_only=True)
    assert not any(part.number for part in build(plan).parts)


def test_an_empty_section_has_no_heading(plan, chapter):
    assert part_of(plan, chapter).blocks == ()


def test_a_section_stands_under_its_heading(plan, chapter):
    write(chapter, SectionKind.BACKGROUND, "<p>Tekst</p>")
    assert part_of(plan, chapter).blocks == (
        Heading(3, str(SectionKind.BACKGROUND.label)),
        Paragraph((Span("Tekst"),)),
    )


def test_the_opening_has_no_heading(plan, chapter):
    write(chapter, SectionKind.OPENING, "<p>Tekst</p>")
    assert part_of(plan, chapter).blocks == (Paragraph((Span("Tekst"),)),)


def test_a_removed_row_is_not_printed(plan, chapter):
    row = factories.make_row(chapter, title="Fjernet")
    type(row).objects.filter(pk=row.pk).update(removed_at="2024-01-01T00:00Z")
    assert part_of(plan, chapter).blocks == ()


def test_emphasis_links_and_lists_are_kept(plan, chapter):
    html = '<p><strong>a</strong><br><a href="https://x.dk">b</a></p><ol><li><p>c</p></li></ol>'
    write(chapter, SectionKind.OPENING, html)
    paragraph, numbered = part_of(plan, chapter).blocks
    assert paragraph.inlines == (
        Span("a", strong=True),
        LineBreak(),
        Span("b", href="https://x.dk"),
    )
    assert isinstance(numbered, ItemList)
    assert numbered.ordered


def test_a_document_is_the_same_after_storage(plan, chapter):
    source = factories.make_source(plan)
    write(chapter, SectionKind.PURPOSE, refer(source, chapter.activity) + "<h3>a</h3>")
    factories.make_row(chapter, PartKind.RESPONSIBILITIES)
    factories.make_line(chapter, {2024: 1000})
    document = build(plan)
    assert from_json(to_json(document)) == document


def test_a_plan_that_has_not_changed_has_the_same_document(plan, chapter):
    write(chapter, SectionKind.OPENING, "<p>Tekst</p>")
    assert build(plan) == build(SafetyPlan.objects.get(pk=plan.pk))


class TestSources:
    def test_they_are_numbered_in_the_order_they_are_cited(self, plan, chapter):
        first, second, third = (factories.make_source(plan, title) for title in "ABC")
        write(chapter, SectionKind.PURPOSE, refer(third))
        write(chapter, SectionKind.BACKGROUND, refer(second, first))
        part = part_of(plan, chapter)
        assert [note.text for note in part.sources] == [
            second.citation,
            first.citation,
            third.citation,
        ]

    def test_text_rows_and_text_after_them_are_cited_in_that_order(self, plan, chapter):
        before, row, after = (factories.make_source(plan, title) for title in "CBA")
        ListPart.objects.filter(chapter=chapter, kind=PartKind.GOALS).update(
            intro=refer(before), closing=refer(after)
        )
        factories.make_row(chapter, body=refer(row))
        assert [note.text for note in part_of(plan, chapter).sources] == [
            before.citation,
            row.citation,
            after.citation,
        ]

    def test_the_page_numbers_them_as_the_print_does(self, plan, chapter):
        sources = [factories.make_source(plan) for _ in range(4)]
        ListPart.objects.filter(chapter=chapter, kind=PartKind.TIMETABLE).update(
            closing=refer(sources[0])
        )
        factories.make_row(chapter, PartKind.TIMETABLE, body=refer(sources[1]))
        write(chapter, SectionKind.COMMUNICATION, refer(sources[2]))
        write(chapter, SectionKind.PURPOSE, refer(sources[3], sources[2]))
        [loaded] = chapters_with_content(plan)
        on_page = citations_of(loaded, sources_by_uuid(plan))
        names = {source.uuid: source.citation for source in sources}
        printed = {note.number: note.text for note in part_of(plan, chapter).sources}
        assert {number: names[uuid] for uuid, number in on_page.items()} == printed

    def test_one_cited_twice_has_one_number(self, plan, chapter):
        source = factories.make_source(plan)
        write(chapter, SectionKind.PURPOSE, refer(source, source))
        part = part_of(plan, chapter)
        assert [mark.number for mark in nodes(part, NoteMark)] == [1, 1]
        assert len(part.sources) == 1

    def test_each_chapter_begins_with_one(self, plan):
        source = factories.make_source(plan)
        chapters = [factories.make_chapter(plan) for _ in range(2)]
        for chapter in chapters:
            write(chapter, SectionKind.OPENING, refer(source))
        assert [part_of(plan, chapter).sources[0].number for chapter in chapters] == [1, 1]

    def test_one_cited_in_a_heading_is_marked_there(self, plan, chapter):
        source = factories.make_source(plan)
        body = refer(source).replace("<p>", "<h3>").replace("</p>", "</h3><p>b</p>")
        write(chapter, SectionKind.OPENING, body)
        heading, *_ = part_of(plan, chapter).blocks
        assert (heading.text, len(heading.notes)) == ("Tekst", 1)

    def test_every_mark_leads_to_a_note_and_every_note_back(self, plan, chapter):
        sources = [factories.make_source(plan) for _ in range(2)]
        write(chapter, SectionKind.OPENING, refer(*sources, *sources))
        write(chapter, SectionKind.PURPOSE, f"<h3>a</h3>{refer(sources[0])}")
        factories.make_row(chapter, body=refer(sources[1]))
        part = part_of(plan, chapter)
        marks, notes = list(nodes(part, NoteMark)), list(nodes(part, Note))
        assert {mark.anchor for mark in marks} == {note.anchor for note in notes}
        assert sorted(mark.own for mark in marks if mark.own) == sorted(note.back for note in notes)

    def test_the_plans_own_texts_have_their_own_sources(self, plan):
        source = factories.make_source(plan)
        PlanSection.objects.create(plan=plan, placement="introduction", body=refer(source))
        assert [note.text for note in build(plan).parts[0].sources] == [source.citation]


class TestCrossReferences:
    def reference(self, plan: SafetyPlan, chapter: Chapter) -> CrossReference:
        [found] = nodes(part_of(plan, chapter), CrossReference)
        return found

    @pytest.fixture
    def named(self, plan, chapter) -> Chapter:
        """A chapter that `chapter` refers to."""
        named = factories.make_chapter(plan, title="Huset")
        write(chapter, SectionKind.OPENING, refer(named.activity))
        return named

    def test_it_names_number_and_title_and_leads_there(self, plan, chapter, named):
        reference = self.reference(plan, chapter)
        assert reference.text == "2. Huset"
        assert reference.anchor == part_of(plan, named).anchor

    def test_it_follows_renaming(self, plan, chapter, named):
        Chapter.objects.filter(pk=named.pk).update(title="Det nye hus")
        assert self.reference(plan, chapter).text == "2. Det nye hus"

    def test_it_follows_renumbering(self, plan, chapter, named):
        Chapter.objects.filter(pk=named.pk).update(number=9)
        assert self.reference(plan, chapter).text == "9. Huset"

    def test_to_an_activity_with_money_only_it_leads_nowhere(self, plan, chapter):
        other = factories.make_chapter(plan, title="Sekretariat", money_only=True)
        write(chapter, SectionKind.OPENING, refer(other.activity))
        assert self.reference(plan, chapter) == CrossReference("2. Sekretariat")

    def test_to_an_activity_of_another_year_it_is_its_name(self, plan, chapter):
        activity = factories.make_activity(plan, "Den gamle have")
        write(chapter, SectionKind.OPENING, refer(activity))
        assert self.reference(plan, chapter) == CrossReference("Den gamle have")


class TestVanishedTargets:
    def test_only_the_text_around_is_left(self, plan, chapter):
        write(chapter, SectionKind.OPENING, refer(uuid4()))
        part = part_of(plan, chapter)
        assert part.blocks == (Paragraph((Span("Tekst"),)),)
        assert part.sources == ()

    @pytest.mark.parametrize("around", ["<p>{}</p>", "<ul><li><p>{}</p></li></ul>", "<h3>{}</h3>"])
    def test_where_there_was_no_text_nothing_is_left(self, plan, chapter, around):
        mark = f'<span data-ref="{uuid4()}"></span>'
        write(chapter, SectionKind.BACKGROUND, around.format(mark))
        assert part_of(plan, chapter).blocks == ()

    def test_a_target_in_another_partnership_is_none(self, plan, chapter):
        elsewhere = factories.make_plan()
        source, activity = factories.make_source(elsewhere), factories.make_activity(elsewhere)
        write(chapter, SectionKind.OPENING, refer(source, activity))
        assert part_of(plan, chapter).blocks == (Paragraph((Span("Tekst"),)),)


@pytest.mark.parametrize(
    ("state", "draft"),
    [
        ("draft", True),
        ("hearing", True),
        ("recommended", True),
        ("revision", True),
        ("approved", False),
        ("closed", False),
    ],
)
def test_a_plan_says_draft_until_it_is_approved(plan, state, draft):
    plan.state = state
    assert build(plan).draft == draft


def test_it_is_dated_the_day_of_the_last_act_in_danish_time(plan, chapter):
    newest = plan.partnership.audit_entries.first().at
    assert build(plan).dated == timezone.localtime(newest).date().isoformat()


def test_a_plan_takes_as_many_queries_for_ten_chapters_as_for_two(
    db, django_assert_max_num_queries
):
    few, many = factories.make_plan(), factories.make_plan()
    for plan, count in ((few, 2), (many, 10)):
        for _ in range(count):
            write(factories.make_chapter(plan), SectionKind.OPENING, "<p>Tekst</p>")
    with django_assert_max_num_queries(1000) as queries:
        build(few)
    with django_assert_max_num_queries(len(queries)):
        build(many)


def test_chapters_of_a_renamed_activity_keep_their_printed_title(plan, chapter):
    Activity.objects.filter(pk=chapter.activity_id).update(name="Nyt navn")
    assert part_of(plan, chapter).title == "Haven"
