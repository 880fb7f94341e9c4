"""Small valid rows. The fact under test stands in the test."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from activities.choices import PartKind, PlanState
from activities.models import (
    Activity,
    ActivityFocusArea,
    Chapter,
    Comment,
    Invitation,
    ListPart,
    PlanSection,
    PlanStep,
    SafetyPlan,
    Section,
    Source,
)
from activities.services import commented, invitations
from activities.services.approval import basis_of
from activities.services.chapters import add_chapter
from activities.services.comments import add_comment
from activities.services.lifecycle import approve_plan
from activities.services.rows import add_row
from budgets.choices import ReallocationState
from budgets.models import (
    BudgetLine,
    BudgetNote,
    HearingLink,
    Pool,
    Reallocation,
    StatedFigure,
)
from budgets.services import hearing_links, reallocations
from budgets.services.ledger import mark_original, set_amount
from budgets.services.lines import add_line, add_note
from budgets.services.stated import add_stated_figure
from partnership.choices import BodyKind, Role
from partnership.models import (
    Agreement,
    Body,
    ContactPerson,
    FocusArea,
    Membership,
    Organisation,
    Partnership,
    Seat,
    User,
)

PASSWORD = "test-only"
_numbers = count(1)
KINDS_OF = {Section: "section", ListPart: "part", PlanSection: "plan_section"}


def make_user(name: str = "", **seat) -> User:
    """A person; `role` with `partnership` or `unit` gives a seat."""
    number = next(_numbers)
    user = User.objects.create_user(
        f"person{number}@example.dk", PASSWORD, name=name or f"Person {number}"
    )
    if seat:
        Seat.objects.create(user=user, **seat)
    return user


def make_organisation(name: str = "", **values) -> Organisation:
    name = name or f"Organisation {next(_numbers)}"
    return Organisation.objects.create(name=name, **{"kind": "association", **values})


def make_contact(organisation: Organisation, name: str = "") -> ContactPerson:
    name = name or f"Contact {next(_numbers)}"
    return organisation.contact_persons.create(name=name, email="kontakt@example.dk")


def make_partnership(slug: str = "", **values) -> Partnership:
    slug = slug or f"partnership-{next(_numbers)}"
    return Partnership.objects.create(
        name=f"{slug} Partnerskab", short_name=slug.title(), slug=slug, **values
    )


def make_agreement(partnership: Partnership, first: int = 2021, last: int = 2024) -> Agreement:
    agreement = Agreement.objects.create(
        partnership=partnership, title=f"Aftale {first}-{last}", first_year=first, last_year=last
    )
    FocusArea.objects.create(agreement=agreement, name="Trygt byliv", letter="T", hue="teal")
    return agreement


def make_plan(partnership: Partnership | None = None, year: int = 2024, **values) -> SafetyPlan:
    partnership = partnership or make_partnership()
    agreement = values.pop("agreement", None) or make_agreement(partnership)
    for kind in BodyKind:
        Body.objects.get_or_create(
            partnership=partnership, kind=kind, defaults={"name": str(kind.label)}
        )
    return SafetyPlan.objects.create(
        partnership=partnership,
        agreement=agreement,
        year=year,
        title=f"Tryghedsplan {year}",
        **values,
    )


def make_activity(plan: SafetyPlan, name: str = "") -> Activity:
    number = next(_numbers)
    activity = Activity.objects.create(
        partnership=plan.partnership, slug=f"activity-{number}", name=name or f"Activity {number}"
    )
    area = plan.agreement.focus_areas.first()
    ActivityFocusArea.objects.create(activity=activity, focus_area=area)
    return activity


def make_chapter(
    plan: SafetyPlan, *, lead: Organisation | None = None, title: str = "", **values
) -> Chapter:
    """A chapter of a new activity, led by `lead` if given."""
    activity = make_activity(plan, title)
    number = values.pop("number", plan.chapters.count() + 1)
    chapter = add_chapter(
        plan, activity, number=number, title=title or activity.name, by=None, **values
    )
    if lead:
        add_row(
            part_of(chapter, PartKind.RESPONSIBILITIES), by=None, role="lead", organisation=lead
        )
    return chapter


def part_of(chapter: Chapter, kind: str) -> ListPart:
    return chapter.parts.get(kind=kind)


def make_row(chapter: Chapter, kind: str = PartKind.GOALS, **values):
    """A row of one of the chapter's lists."""
    if kind == PartKind.RESPONSIBILITIES:
        defaults = {"role": "partner", "name": f"Party {next(_numbers)}"}
    else:
        defaults = {"title": f"Row {next(_numbers)}"}
    return add_row(part_of(chapter, kind), by=None, **{**defaults, **values})


def make_line(chapter: Chapter, amounts: dict[int, int] | None = None, **values) -> BudgetLine:
    """A budget line of the chapter's activity with amounts in whole kroner by year."""
    label = values.pop("label", f"Line {next(_numbers)}")
    line = add_line(chapter.plan.agreement, chapter.activity, label=label, by=None, **values)
    for year, amount in (amounts or {}).items():
        set_amount(line, year, amount, by=None)
    return line


def approve(plan: SafetyPlan) -> SafetyPlan:
    """The plan as approved, so that its money moves by reallocation only."""
    plan.state = PlanState.APPROVED
    plan.save(update_fields=["state"])
    mark_original(plan)
    return plan


def look_and_approve(plan: SafetyPlan, *, by: User, **values) -> PlanStep:
    """Approve the plan as it is seen now."""
    return approve_plan(plan, by=by, seen=basis_of(plan).fingerprint, **values)


def make_reallocation(plan: SafetyPlan, *moves, by: User, **values) -> Reallocation:
    """A draft; each move is a line and what it is given (below zero: what is taken)."""
    legs = [reallocations.Move(amount, line=line) for line, amount in moves]
    defaults = {"subject": "Flere vagter", "reason": "Der er brug for dem."}
    return reallocations.draft(plan, by=by, moves=legs, **{**defaults, **values})


def put_in_hearing(reallocation: Reallocation, until: date | None = None) -> Reallocation:
    """A draft as it stands after the sending, which nobody is told of."""
    reallocation.state = ReallocationState.HEARING
    reallocation.hearing_until = until or timezone.localdate() + timedelta(days=14)
    reallocation.save(update_fields=["state", "hearing_until"])
    return reallocation


def make_hearing_link(reallocation: Reallocation, by: User, **values) -> HearingLink:
    defaults = {"name": f"Gaest {next(_numbers)}"}
    return hearing_links.add_link(reallocation, by=by, **{**defaults, **values})


def make_pool(chapter: Chapter) -> Pool:
    return Pool.objects.create(agreement=chapter.plan.agreement, activity=chapter.activity)


def make_stated(plan: SafetyPlan, **values) -> StatedFigure:
    """A figure that a document printed: 1.000 kr. in all, in the plan's year."""
    defaults = {"label": f"Figure {next(_numbers)}", "where": "Overview", "year": plan.year}
    return add_stated_figure(plan, by=None, **{**defaults, "stated": 1_000, **values})


def make_source(plan: SafetyPlan, title: str = "") -> Source:
    number = next(_numbers)
    return Source.objects.create(
        partnership=plan.partnership, author="VIVE", title=title or f"Report {number}", year="2021"
    )


def make_member(organisation: Organisation, partnership: Partnership, **dates) -> User:
    """A contributor who is a member of the organisation."""
    user = make_user(role=Role.CONTRIBUTOR, partnership=partnership)
    Membership.objects.create(user=user, organisation=organisation, **dates)
    return user


def make_note(chapter: Chapter, **values) -> BudgetNote:
    """A note under the budget table of the chapter's activity."""
    defaults = {"scope": "table", "text": f"Note {next(_numbers)}"}
    agreement = chapter.plan.agreement
    return add_note(agreement, chapter.activity, by=None, **{**defaults, **values})


def make_comment(place, *, by: User | Invitation, **values) -> Comment:
    """A comment on a section, list, row or section of the front matter."""
    kind = KINDS_OF.get(type(place)) or place.part.kind
    found = commented.find(kind, type(place).objects, pk=place.pk)
    proposed = "proposal" in values
    defaults = {} if proposed else {"text": f"Kommentar {next(_numbers)}"}
    return add_comment(found, by=by, **{"text": "", **defaults, **values})


def make_invitation(plan: SafetyPlan, by: User, **values) -> Invitation:
    """A link that works for a month."""
    month = timezone.localdate() + timedelta(days=30)
    defaults = {"name": f"Gaest {next(_numbers)}", "expires_on": month}
    return invitations.make_invitation(plan, by=by, **{**defaults, **values})
