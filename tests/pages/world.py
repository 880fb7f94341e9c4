"""One of everything that an address can name, in two partnerships."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Sum

from activities.choices import PartKind, Placement
from activities.models import (
    Activity,
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
from budgets.models import BudgetLine, BudgetNote, Entry, HearingLink, Reallocation, StatedFigure
from budgets.services.ledger import set_amount
from budgets.services.lines import add_line, add_note
from partnership.choices import Role, TheoryColumn
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
    empty_line: BudgetLine
    note: BudgetNote
    later_note: BudgetNote
    no_chapter: Activity
    #: Written by the same people.
    joint: Chapter
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
    draft: Reallocation
    hearing: Reallocation
    approved: Reallocation
    withdrawn: Reallocation
    hearing_link: HearingLink
    stated: StatedFigure


@dataclass
class World:
    cast: Cast
    here: Place
    elsewhere: Place
    people: dict[str, User | None]


def make_world(cast: Cast) -> World:
    names = (
        "secretariat lead other_lead working_group steering_group decider reader drafter outsider"
    )
    return World(
        cast=cast,
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
        empty_line=factories.make_line(chapter),
        no_chapter=factories.make_activity(plan),
        joint=factories.make_chapter(plan, lead=_lead_of(chapter), title="Naboerne"),
        note=add_note(agreement, chapter.activity, by=by, scope="year", year=2024, text="En note"),
        later_note=factories.make_note(chapter),
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
        **_reallocations(plan, chapter, by),
        stated=factories.make_stated(plan),
    )


def _lead_of(chapter: Chapter) -> Organisation | None:
    lead = chapter.parts.get(kind=PartKind.RESPONSIBILITIES).responsibilities.filter(role="lead")
    return lead[0].organisation if lead else None


def _reallocations(plan: SafetyPlan, chapter: Chapter, by: User) -> dict[str, Any]:
    """One in each state, in an earlier plan of the partnership that is approved."""
    earlier = factories.make_agreement(plan.partnership, 2017, 2020)
    old_plan = factories.make_plan(plan.partnership, 2020, agreement=earlier)
    lines = [add_line(earlier, chapter.activity, by=None, label=label) for label in "AB"]
    for line in lines:
        set_amount(line, 2020, 9_000, by=None)
    factories.approve(old_plan)
    factories.make_user(role=Role.DECIDER, partnership=plan.partnership)
    moves = [(lines[0], -1_000), (lines[1], 1_000)]
    made = {
        name: factories.make_reallocation(old_plan, *moves, by=by)
        for name in ("draft", "hearing", "approved", "withdrawn")
    }
    hearing = factories.put_in_hearing(made["hearing"])
    factories.put_in_hearing(made["approved"])
    for name in ("approved", "withdrawn"):
        made[name].state = name
        made[name].save(update_fields=["state"])
    return {**made, "hearing_link": factories.make_hearing_link(hearing, by)}


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
