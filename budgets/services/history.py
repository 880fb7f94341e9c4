"""The money in the history of the chapters it stands in."""

from collections.abc import Iterable

from activities.models import Activity, Chapter
from budgets.models import BudgetLine, BudgetNote, CellMark, Entry
from partnership.history import Item, item_kinds
from partnership.models import Agreement, User
from partnership.services import history


def writing_money(agreement: Agreement, activity: Activity, *, by: User | None) -> None:
    """Tell every chapter of the activity under the agreement that its money is written.

    In the order of their ids, so that two writers lock them in one order.
    """
    writing_money_of(agreement, [activity.pk], by=by)


def writing_money_of(agreement: Agreement, activities: Iterable[int], *, by: User | None) -> None:
    """The same for several activities at once."""
    for chapter in _chapters(agreement, activities):
        history.writing(chapter, by=by)


def lock_money_of(agreement: Agreement, activities: Iterable[int]) -> None:
    """Lock the same histories, before it is known whether anything will be written."""
    history.lock(_chapters(agreement, activities))


def _chapters(agreement: Agreement, activities: Iterable[int]) -> Iterable[Chapter]:
    chapters = Chapter.objects.filter(plan__agreement=agreement, activity__in=set(activities))
    return chapters.select_related("plan__partnership").order_by("pk")


def chapter_money(chapter: Chapter) -> Iterable[Item]:
    """The activity's budget lines with their amounts in whole kroner, and its notes."""
    own = {"agreement": chapter.plan.agreement_id, "activity": chapter.activity_id}
    lines = list(
        BudgetLine.objects.filter(**own)
        .select_related("administrator", "funder")
        .order_by("position", "id")
    )
    amounts = _by_line(
        (line, year, amount)
        for (line, year), amount in Entry.objects.filter(line__in=lines).by_line_and_year().items()
    )
    marks = _by_line(CellMark.objects.filter(line__in=lines).values_list("line", "year", "mark"))
    for line in lines:
        # Said of a closed line alone, so that every other reads as it was kept before.
        closed = {"closed": True} if line.closed_at else {}
        own_amounts, own_marks = amounts.get(line.pk, {}), marks.get(line.pk, {})
        yield _kind(line).read(line, amounts=own_amounts, marks=own_marks, **closed)
    notes = BudgetNote.objects.filter(**own).standing().select_related("line")
    for note in notes.order_by("position", "id"):
        yield _kind(note).read(note)


def _by_line(cells: Iterable[tuple[int, int, object]]) -> dict[int, dict[str, object]]:
    """By line and year; years as text, as JSON keeps them, and in their order."""
    found: dict[int, dict[str, object]] = {}
    for line, year, value in sorted(cells, key=lambda cell: cell[:2]):
        found.setdefault(line, {})[str(year)] = value
    return found


def _kind(row: BudgetLine | BudgetNote):
    return item_kinds[row._meta.label_lower]
