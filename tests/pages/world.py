"""One of everything that an address can name, in two partnerships."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Sum

from activities.choices import PartKind, Placement
from activities.models import (
    Chapter,
    Comment,
    Invitation,
    ListPart,
    PlanSection,
    Row,
    SafetyPlan,
    Section,
    Source,
    Target,
)
from activities.services.comments import settle_comment
from activities.services.rows import remove_row, save_target
from activities.services.sources import remove_source
from budgets.models import BudgetLine, BudgetNote, Entry
from budgets.services.lines import add_note
from partnership.choices import TheoryColumn
from partnership.models import AuditEntry, ContactPerson, Organisation, TheoryItem, User
from partnership.models.named import Counted
from partnership.services.contact_persons import remove_contact_person
from partnership.services.history import settle
from tests import factories
from tests.conftest import Cast


@dataclass
class Place:
    """A plan with a chapter in which everything stands once."""

    plan: SafetyPlan
    chapter: Chapter
    section: Section
    part: ListPart
    rows: dict[str, Row]
    removed: Row
    target: Target
    line: BudgetLine
    note: BudgetNote
    theory_item: TheoryItem
    plan_section: PlanSection
    source: Source
    removed_source: Source
    organisation: Organisation
    contact: ContactPerson
    removed_contact: ContactPerson
    comment: Comment
    settled: Comment
    invitation: Invitation


@dataclass
class World:
    here: Place
    elsewhere: Place
    people: dict[str, User | None]


def make_world(cast: Cast) -> World:
    names = (
        "secretariat lead other_lead working_group steering_group decider reader drafter outsider"
    )
    return World(
        here=make_place(cast.plan, cast.chapter, cast.secretariat),
        elsewhere=make_place(cast.outside_plan, cast.outside_chapter, cast.outsider),
        people={"anonymous": None} | {name: getattr(cast, name) for name in names.split()},
    )


def make_place(plan: SafetyPlan, chapter: Chapter, by: User) -> Place:
    rows = {}
    for kind in PartKind:
        factories.make_row(chapter, kind)
        rows[kind] = factories.make_row(chapter, kind)
    removed = remove_row(factories.make_row(chapter), seen=1, by=by)
    plan_section = PlanSection.objects.create(
        plan=plan, placement=Placement.INTRODUCTION, heading="Indledning", body="<p>Tekst</p>"
    )
    settle(plan)
    section = chapter.sections.get(kind="purpose")
    comment = factories.make_comment(section, by=by, proposal="<p>Et forslag</p>")
    settled = settle_comment(factories.make_comment(section, by=by), by=by)
    agreement = plan.agreement
    organisation = factories.make_organisation()
    return Place(
        plan=plan,
        chapter=chapter,
        section=section,
        part=factories.part_of(chapter, PartKind.GOALS),
        rows=rows,
        removed=removed,
        target=save_target(
            rows[PartKind.DELIVERABLES], None, seen=1, by=by, minimum=2, maximum=4, unit="hold"
        ),
        line=factories.make_line(chapter, {2023: 40_000, 2024: 50_000}),
        note=add_note(agreement, chapter.activity, by=by, scope="year", year=2024, text="En note"),
        theory_item=TheoryItem.objects.create(
            agreement=agreement, column=TheoryColumn.EFFORT, text="En indsats"
        ),
        plan_section=plan_section,
        source=factories.make_source(plan),
        removed_source=remove_source(factories.make_source(plan), seen=1, by=by),
        organisation=organisation,
        contact=factories.make_contact(organisation),
        removed_contact=remove_contact_person(factories.make_contact(organisation), seen=1, by=by),
        comment=comment,
        settled=settled,
        invitation=factories.make_invitation(plan, by),
    )


def _versioned() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if issubclass(model, Counted))


def footprint() -> dict[str, tuple[int, int]]:
    """What any write would change: rows and versions, postings and the log."""
    rows = {
        model._meta.label: (
            model._default_manager.count(),
            model._default_manager.aggregate(sum=Sum("version"))["sum"] or 0,
        )
        for model in _versioned()
    }
    return rows | {"entries": (Entry.objects.count(), 0), "log": (AuditEntry.objects.count(), 0)}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
