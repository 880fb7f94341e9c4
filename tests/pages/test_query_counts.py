"""A page asks the database as often for thirty rows as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from activities.choices import PartKind, Placement, SectionKind
from activities.models import ROW_MODELS, Chapter, PlanSection, Responsibility, Section, Target
from activities.services import texts
from activities.services.comments import answer_comment, settle_comment
from budgets.choices import Mark, NoteScope
from budgets.models import BudgetLine, BudgetNote, CellMark, Entry, Pool, PoolGrant
from budgets.services.hearings import make_statement
from partnership.choices import TheoryColumn
from partnership.models import ContactPerson, OrganisationAlias, Succession, TheoryItem
from tests import factories
from tests.pages import inquiry_matrix
from tests.pages.matrix import BY_LINK, MATRIX, PUBLIC, Route, url_names
from tests.pages.world import World

FEW, MANY = 3, 30
PAGES = [route for route in MATRIX if "GET" in route.methods]
HTMX = {"HX-Request": "true"}
#: Who opens the forms between them.
WRITERS = ("secretariat", "decider")


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    """What the file holds is read from the database; its making asks nothing more."""
    monkeypatch.setattr("activities.registrations.render_pdf", lambda document: b"%PDF-")
    monkeypatch.setattr("budgets.memo.pdf_of", lambda html: b"%PDF-")
    monkeypatch.setattr("budgets.exports.changes.pdf_of", lambda html: b"%PDF-")


def grow(world: World, start: int, stop: int) -> None:
    """One more of everything a page lists, for each number from start to stop."""
    for number in range(start, stop):
        _grow_directory(world, number)
        _grow_plan(world, number)
        _grow_chapter(world, number)
        _grow_budget(world, number)
        _grow_stated(world, number)
        _grow_comments(world, number)
        _grow_history(world, number)
        _grow_reallocations(world, number)
    _cite_everything(world)


def _grow_directory(world: World, number: int) -> None:
    here = world.here.organisation
    child = factories.make_organisation(f"Del {number}", parent=here)
    OrganisationAlias.objects.create(organisation=child, name=f"Kaldet {number}")
    OrganisationAlias.objects.create(organisation=here, name=f"Ogsaa {number}")
    ContactPerson.objects.create(organisation=here, name=f"Kontakt {number}")
    Succession.objects.create(predecessor=child, successor=here, on=date(2024, 9, 1))


def _grow_plan(world: World, number: int) -> None:
    plan = world.here.plan
    factories.make_plan(plan.partnership, 1990 + number, agreement=plan.agreement)
    lead = factories.make_organisation(f"Leder {number}")
    chapter = factories.make_chapter(plan, lead=lead, title=f"Kapitel {number}", number=50 + number)
    factories.make_row(chapter)
    factories.make_line(chapter, {2024: 1_000})
    factories.make_line(_without_chapter(plan, number), {2022: 1_000})
    PlanSection.objects.create(
        plan=plan, placement=Placement.INTRODUCTION, heading=f"Afsnit {number}", body="<p>T</p>"
    )
    area = plan.agreement.focus_areas.first()
    for column in TheoryColumn:
        TheoryItem.objects.create(
            agreement=plan.agreement, column=column, text=f"Boks {number}", focus_area=area
        )


def _without_chapter(plan, number: int) -> Chapter:
    """Money in the agreement whose activity has no chapter in the plan."""
    return Chapter(plan=plan, activity=factories.make_activity(plan, f"Ophoert {number}"))


def _grow_chapter(world: World, number: int) -> None:
    chapter = world.here.chapter
    organisation = factories.make_organisation(f"Part {number}")
    for kind, model in ROW_MODELS.items():
        part = factories.part_of(chapter, kind)
        if model is Responsibility:
            model.objects.create(part=part, position=number, organisation=organisation, role="lead")
        else:
            model.objects.create(part=part, position=number, title=f"Raekke {number}", body="<p>B")
    deliverable = world.here.rows[PartKind.DELIVERABLES]
    Target.objects.create(deliverable=deliverable, position=number, minimum=1, unit="hold")
    Target.objects.create(
        deliverable=factories.part_of(chapter, PartKind.DELIVERABLES).deliverables.last(),
        minimum=1,
        unit="hold",
    )
    factories.make_source(chapter.plan)


def _grow_budget(world: World, number: int) -> None:
    own = {"agreement": world.here.plan.agreement, "activity": world.here.chapter.activity}
    party = factories.make_organisation(f"Betaler {number}")
    line = BudgetLine.objects.create(**own, label=f"Post {number}", administrator=party)
    given = BudgetLine.objects.create(
        **own, label=f"Andre {number}", funder=party, counts_in_total=False
    )
    Entry.objects.create(line=line, year=2024, amount=number + 1)
    CellMark.objects.create(line=line, year=2023, mark=Mark.DASH)
    BudgetNote.objects.create(**own, scope=NoteScope.ROW, line=given, text=f"Note {number}")
    BudgetNote.objects.create(
        **own, scope=NoteScope.CELL, line=line, year=2024, text=f"Celle {number}"
    )


def _grow_stated(world: World, number: int) -> None:
    """Open, explained by a grant, in doubt, and a count with a target of its own."""
    here = world.here
    given = {"activity": here.chapter.activity, "year": 2023}
    chapter = factories.make_chapter(here.plan, number=200 + number)
    line = factories.make_line(chapter, {2023: number + 1})
    factories.make_stated(here.plan, line=line, activity=line.activity, stated=number + 9)
    factories.make_stated(here.plan, **given, stated=5, doubt="Utydeligt")
    factories.make_stated(here.plan, **given, against="grants", stated=number)
    factories.make_stated(here.plan, unit="count", target=here.target, stated=number)
    Pool.objects.create(agreement=here.plan.agreement, activity=line.activity)
    PoolGrant.objects.create(
        pool=Pool.objects.latest("id"), amount=number + 1, **given, posted_by_name=""
    )


def _grow_history(world: World, number: int) -> None:
    """A closed entry and one that is open, of the chapter, of the plan and of a neighbour."""
    plan, section = world.here.plan, world.here.section
    neighbour = Section.objects.filter(chapter__plan=plan, kind=section.kind).latest("id")
    front = PlanSection.objects.filter(plan=plan).latest("id")
    for name in ("secretariat", "lead"):
        by, body = world.people[name], f"<p>{name} {number}</p>"
        for row in (section, neighbour):
            row.refresh_from_db()
            texts.edit_section(row, body=body, seen=row.version, by=by)
        front.refresh_from_db()
        texts.edit_plan_section(front, heading="F", body=body, seen=front.version, by=by)


def _grow_comments(world: World, number: int) -> None:
    """On every part that is shown, each at a version of its own, answered and settled."""
    here, people = world.here, world.people
    reader, lead = people["reader"], people["lead"]
    guest = factories.make_invitation(here.plan, people["secretariat"])
    for place in (here.section, here.part, here.plan_section, here.rows[PartKind.GOALS]):
        # A version of its own, without a row more in what is commented on.
        factories.make_row(here.chapter, PartKind.TIMETABLE)
        factories.make_comment(place, by=guest)
        comment = factories.make_comment(place, by=reader, proposal=f"<p>Forslag {number}</p>")
        answer_comment(comment, text="Svar", by=lead)
        settle_comment(factories.make_comment(place, by=reader), by=lead)


def _grow_reallocations(world: World, number: int) -> None:
    """More of them, more legs and lines in each, and more who are heard, by login and by link."""
    here, by = world.here, world.people["secretariat"]
    plan, activity = here.draft.plan, here.chapter.activity
    party = factories.make_organisation(f"Administrator {number}")
    own = {"agreement": plan.agreement, "activity": activity, "administrator": party}
    for asked in (here.draft, here.hearing):
        line = BudgetLine.objects.create(**own, label=f"Post {number}")
        Entry.objects.create(line=line, year=plan.year, amount=5_000)
        asked.legs.create(line=line, amount=1_000, position=number)
        asked.legs.create(activity=activity, new_label=f"Ny {number}", amount=1_000)
    member = factories.make_user(role="steering_group", partnership=plan.partnership)
    factories.make_user(role="steering_group", partnership=plan.partnership)
    factories.make_hearing_link(here.hearing, by)
    for speaker in (member, factories.make_hearing_link(here.hearing, by)):
        make_statement(here.hearing, by=speaker, stance="remarks", text="Husk lyset.")
    here.hearing.steps.create(act="send", by=by, by_name=by.name)
    factories.make_reallocation(plan, by=by, reverses=here.hearing)
    factories.put_in_hearing(factories.make_reallocation(plan, by=by))


def _cite_everything(world: World) -> None:
    """Texts that refer to every source and every activity."""
    partnership = world.here.plan.partnership
    targets = [*partnership.sources.all(), *partnership.activities.all()]
    cited = [f'<span data-ref="{target.uuid}"></span>' for target in targets]
    # Ten a paragraph: every comment's text is compared with this one, paragraph by paragraph.
    paragraphs = [" ".join(cited[start : start + 10]) for start in range(0, len(cited), 10)]
    body = "".join(f"<p>Se {paragraph}</p>" for paragraph in paragraphs)
    Section.objects.filter(chapter__plan=world.here.plan, kind=SectionKind.PURPOSE).update(
        body=body
    )
    PlanSection.objects.filter(plan=world.here.plan).update(body=body)


def asked(client: Client, route: Route, world: World, **headers: str) -> int:
    url = reverse(route.name, kwargs=route.kwargs(world.here))
    queries = 0

    def count(execute, *arguments):
        nonlocal queries
        queries += 1
        return execute(*arguments)

    # Queries that are captured cost more, and there are no more than 9000 of them.
    with connection.execute_wrapper(count):
        answer = client.get(url, headers=headers)
    assert answer.status_code == 200, route.label
    return queries


def counted(world: World) -> dict[str, int]:
    """Queries by page: the secretariat's, and what others get without a form."""
    counts = {}
    for role in (*WRITERS, "lead", "reader"):
        client = Client()
        client.force_login(world.people[role])
        for route in PAGES:
            if route.policy[role] == 200 and (role in WRITERS or not route.is_form):
                counts[f"{route.label} for {role}"] = asked(client, route, world)
            if role == "secretariat" and route.fragment:
                counts[f"{route.label} with htmx"] = asked(client, route, world, **HTMX)
    return counts


@pytest.mark.once
def test_no_page_asks_more_for_thirty_rows_than_for_three(world):
    grow(world, 0, FEW)
    counted(world)  # what is read once a process is read here
    few = counted(world)
    grow(world, FEW, MANY)
    many = counted(world)
    more = [f"{page}: {few[page]}, then {many[page]}" for page in few if many[page] != few[page]]
    assert not more, "\n".join(more)


def test_every_page_of_the_resolver_is_counted():
    only_posted = {route.name for route in MATRIX if "GET" not in route.methods}
    counted_apart = {route.name for route in inquiry_matrix.MATRIX}
    counted_here = {route.name for route in PAGES} | only_posted | PUBLIC | BY_LINK
    assert counted_here | counted_apart == url_names()
