"""Loading the demo's money: lines, amounts, marks, notes and the frame."""

from typing import Any

from activities.models import Activity
from budgets.models import BudgetLine, CellMark
from budgets.services.ledger import set_amount, set_frame
from budgets.services.lines import add_line, add_note
from partnership.demo import DemoPartnership


def load(demo: DemoPartnership) -> None:
    for chapter in demo.made["chapters"]:
        activity = demo.made["activities"][chapter["activity"]["key"]]
        lines = _load_lines(demo, activity, chapter.get("budget", []))
        for note in chapter.get("budget_notes", []):
            _load_note(demo, activity, lines, note)
    for item in demo.data.get("activities", []):
        _load_lines(demo, demo.made["activities"][item["key"]], item.get("budget", []))
    if "frame" in demo.data["plan"]:
        set_frame(demo.made["plan"], demo.data["plan"]["frame"], by=None)


def _load_lines(
    demo: DemoPartnership, activity: Activity, items: list[dict[str, Any]]
) -> dict[str, BudgetLine]:
    lines = {}
    for item in items:
        line = add_line(
            demo.agreement,
            activity,
            label=item["label"],
            category=item["category"],
            administrator=demo.organisations.get(item.get("administrator", "")),
            funder=demo.organisations.get(item.get("funder", "")),
            by=None,
        )
        lines[item["label"]] = line
        for year, amount in item.get("amounts", {}).items():
            doubt = item.get("doubts", {}).get(year, "")
            set_amount(line, int(year), amount, by=None, reason=doubt)
        CellMark.objects.bulk_create(
            CellMark(line=line, year=int(year), mark=mark)
            for year, mark in item.get("marks", {}).items()
        )
    return lines


def _load_note(
    demo: DemoPartnership, activity: Activity, lines: dict[str, BudgetLine], item: dict[str, Any]
) -> None:
    add_note(
        demo.agreement,
        activity,
        scope=item["on"],
        line=lines[item["line"]] if "line" in item else None,
        year=item.get("year"),
        text=item["text"],
        by=None,
    )
