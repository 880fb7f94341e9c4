"""Every page of the demo, from the URL resolver: a named address not told here fails a test."""

import sqlite3
from pathlib import Path
from uuid import UUID

from django.urls import get_resolver, reverse

PLAN = ("tingbjerg-husum", 2024)
#: Addresses that take a POST only, or give a file.
NO_PAGE = {
    "logout",
    "plan_pdf",
    "row_up",
    "row_down",
    "row_remove",
    "row_restore",
    "target_remove",
    "note_remove",
}


def pages(database: Path) -> dict[str, str]:
    """An address for every name that shows a page, on the demo's rows."""
    with sqlite3.connect(database) as connection:
        cursor = connection.cursor()

        def first(table: str, where: str = "1=1") -> UUID:
            sql = f"select uuid from {table} where {where} order by id desc limit 1"
            return UUID(cursor.execute(sql).fetchone()[0])

        chapter = first("activities_chapter", "title = 'Fælleshaven'")
        own = "activity_id = (select activity_id from activities_chapter where title='Fælleshaven')"
        arguments = {
            "login": [],
            "home": [],
            "plans": [],
            "organisations": [],
            "organisation": [first("partnership_organisation", "name = 'Husum for alle'")],
            "plan": [*PLAN],
            "plan_preview": [*PLAN],
            "front_matter": [*PLAN],
            "theory_of_change": [*PLAN],
            "economy": [*PLAN],
            "theory_item_edit": [*PLAN, first("partnership_theoryitem")],
            "chapter": [*PLAN, "faelleshaven"],
            "plan_section_edit": [first("activities_plansection")],
            "heading_edit": [chapter],
            "section_edit": [first("activities_section")],
            "part_edit": [first("activities_listpart")],
            "row_add": [first("activities_listpart", "kind = 'timetable'")],
            "row_edit": ["responsibilities", first("activities_responsibility")],
            "target_add": [first("activities_deliverable")],
            "target_edit": [first("activities_target")],
            "line_add": [chapter],
            "line_edit": [chapter, first("budgets_budgetline", own)],
            "note_add": [chapter],
            "note_edit": [chapter, first("budgets_budgetnote", own)],
        }
    return {name: reverse(name, args=args) for name, args in arguments.items()}


def untold(told: set[str]) -> set[str]:
    """Names in the resolver that neither show a page here nor are known not to."""
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    return names - told - NO_PAGE
