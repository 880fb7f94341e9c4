"""A generated plan of any size, written in bulk: what pages, files and timings are tried on.

It holds what real ones hold: co-financing, marks, notes, closed lines, corrections, grants
from a pool, an approved plan, and reallocations that are approved, in hearing and drafted.
"""

from itertools import count
from random import Random

from activities.choices import PartKind, SectionKind
from activities.models import Activity, ActivityFocusArea, Chapter, ListPart, SafetyPlan, Section
from budgets.choices import Category, EntryKind, Mark, NoteScope
from budgets.models import BudgetLine, BudgetNote, CellMark, Entry
from partnership.choices import Role
from partnership.models import FocusArea, Organisation
from partnership.sorting import fold, sort_key
from tests import factories
from tests.big_plan_acts import SET, Big, approve, grant, move, posting, write

_numbers = count(1)


def make_big_plan(
    activities: int = 200, lines: int = 1000, seed: int = 1, *, texts: bool = True
) -> SafetyPlan:
    """An approved plan for 2024 under an agreement for 2021-2024.

    Nine in ten activities have a chapter, the others only money. `texts`: whether
    chapters have their (empty) sections and lists. The same seed makes the same
    figures.
    """
    slug = f"big-{next(_numbers)}"
    plan = factories.make_plan(factories.make_partnership(slug))
    here = plan.partnership
    big = Big(
        plan,
        Random(seed),
        asker=factories.make_user("Anna Asker", role=Role.WORKING_GROUP, partnership=here),
        decider=factories.make_user("Dan Decider", role=Role.DECIDER, partnership=here),
    )
    _make_activities(big, activities, texts=texts)
    _make_lines(big, lines)
    _post_amounts(big)
    _mark_and_note(big)
    grant(big)
    approve(big)
    move(big)
    return SafetyPlan.objects.select_related("partnership", "agreement").get(pk=plan.pk)


def _make_activities(big: Big, number: int, *, texts: bool) -> None:
    agreement, areas = big.plan.agreement, list(big.plan.agreement.focus_areas.all())
    for letter, hue, name in (("U", "brown", "Uddannelse"), ("P", "purple", "Positive")):
        areas.append(
            FocusArea.objects.create(agreement=agreement, name=name, letter=letter, hue=hue)
        )
    names = [f"Aktivitet {place:03d}" for place in range(1, number + 1)]
    big.activities = Activity.objects.bulk_create(
        Activity(
            partnership=big.plan.partnership,
            slug=f"aktivitet-{place:03d}",
            name=name,
            sort_key=sort_key(name),
            search_text=fold(name),
        )
        for place, name in enumerate(names, start=1)
    )
    ActivityFocusArea.objects.bulk_create(
        ActivityFocusArea(activity=activity, focus_area=area, position=position)
        for activity in big.activities
        for position, area in enumerate(big.some(areas, big.random.choice([0.4, 0.4, 0.7, 1])))
    )
    _make_chapters(big, big.activities[: max(1, number * 9 // 10)], texts=texts)


def _make_chapters(big: Big, activities: list[Activity], *, texts: bool) -> None:
    chapters = Chapter.objects.bulk_create(
        Chapter(plan=big.plan, activity=activity, number=number, title=activity.name)
        for number, activity in enumerate(activities, start=1)
    )
    if texts:
        Section.objects.bulk_create(
            Section(chapter=chapter, kind=kind) for chapter in chapters for kind in SectionKind
        )
        ListPart.objects.bulk_create(
            ListPart(chapter=chapter, kind=kind) for chapter in chapters for kind in PartKind
        )


def _make_lines(big: Big, number: int) -> None:
    """Every activity has one before any has two; the first of each is its own money."""
    administrators = [None, *(_organisation(f"Admin {letter}") for letter in "ABC")]
    funders = [_organisation(f"Fond {letter}") for letter in "DEF"]
    owners = [*big.activities, *big.random.choices(big.activities, k=number)][:number]
    seen: set[int] = set()
    made = []
    for place, owner in enumerate(owners, start=1):
        cofinanced = owner.pk in seen and big.random.random() < 0.15
        seen.add(owner.pk)
        made.append(
            _line(big, place, owner, administrators, big.random.choice(funders), cofinanced)
        )
    big.lines = BudgetLine.objects.bulk_create(made)


def _organisation(name: str) -> Organisation:
    return Organisation.objects.filter(name=name).first() or factories.make_organisation(name)


def _line(
    big: Big,
    place: int,
    owner: Activity,
    administrators: list[Organisation | None],
    funder: Organisation,
    cofinanced: bool,
) -> BudgetLine:
    closed = place > len(big.activities) and big.random.random() < 0.03
    return BudgetLine(
        agreement=big.plan.agreement,
        activity=owner,
        label=f"{'=' if place % 97 == 0 else ''}Post {place:04d}",
        category=big.random.choice(Category.values),
        administrator=big.random.choice(administrators),
        funder=funder if cofinanced else None,
        counts_in_total=not cofinanced,
        closed_at=SET if closed else None,
        position=place,
    )


def _post_amounts(big: Big) -> None:
    """Most cells hold one posting, some two, some none, some what was set back to nothing."""
    posted: list[Entry] = []
    for line in big.lines:
        for year in big.years:
            if big.random.random() < 0.25 or (line.closed_at and year == big.plan.year):
                continue
            posted += _postings(big, line, year)
    write(big, posted)
    write(big, [_undone(entry) for entry in big.some(posted, 0.01) if entry.amount > 0])


def _postings(big: Big, line: BudgetLine, year: int) -> list[Entry]:
    first = big.random.choice([big.random.randrange(1, 9_999), big.random.randrange(1, 400) * 1000])
    amounts = [first]
    if big.random.random() < 0.15:
        amounts.append(big.random.choice([-first, -(first // 2), first]))
    kind = EntryKind.AMOUNT if year == big.plan.year else EntryKind.CORRECTION
    return [
        posting(line, year, amount, kind=kind if later else EntryKind.AMOUNT, reason="Rettet")
        for later, amount in enumerate(amounts)
        if amount
    ]


def _undone(entry: Entry) -> Entry:
    again = {"kind": EntryKind.CORRECTION, "reason": "Fejl", "mirrors": entry}
    return posting(entry.line, entry.year, -entry.amount, **again)


def _mark_and_note(big: Big) -> None:
    empty = [
        (line, year)
        for line in big.lines
        for year in big.years
        if not big.held.get((line.pk, year), 0)
    ]
    CellMark.objects.bulk_create(
        CellMark(line=line, year=year, mark=big.random.choice(Mark.values))
        for line, year in big.some(empty, 0.6)
    )
    BudgetNote.objects.bulk_create(
        _note(big, line, place) for place, line in enumerate(big.some(big.lines, 0.1), start=1)
    )


def _note(big: Big, line: BudgetLine, place: int) -> BudgetNote:
    scope = big.random.choice(NoteScope.values)
    return BudgetNote(
        agreement=big.plan.agreement,
        activity=line.activity,
        scope=scope,
        line=line if scope in {NoteScope.ROW, NoteScope.CELL} else None,
        year=big.random.choice(big.years) if scope in {NoteScope.YEAR, NoteScope.CELL} else None,
        text=f"Note {place:03d}",
        position=place,
    )
