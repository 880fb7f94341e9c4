"""Every page of the demo, from the URL resolver: a named address not told here fails a test."""

import sqlite3
from pathlib import Path
from uuid import UUID

from django.urls import get_resolver, reverse

from activities.services import invitations

PLAN = ("tingbjerg-husum", 2024)
#: Addresses that take a POST only, or give a file.
NO_PAGE = {
    "logout",
    "plan_pdf",
    "economy_xlsx",
    "economy_csv",
    "postings_csv",
    "budget_changes_pdf",
    "budget_changes_xlsx",
    "chapter_move",
    "contact_remove",
    "contact_restore",
    "source_remove",
    "source_restore",
    "chapter_presence",
    "chapter_restore",
    "plan_restore",
    "row_up",
    "row_down",
    "row_remove",
    "row_restore",
    "target_remove",
    "note_remove",
    "line_up",
    "line_down",
    "line_close",
    "line_reopen",
    "note_up",
    "money_line_up",
    "money_line_down",
    "money_line_close",
    "money_line_reopen",
    "money_note_up",
    "money_note_remove",
    # The demo's plan has been approved; see test_approval.
    "plan_approve",
    "plan_reopen",
    "stated_remove",
    "comment_answer",
    "comment_accept",
    "comment_settle",
    "comment_reopen",
    "invitation_revoke",
    "reallocation_send",
    "reallocation_withdraw",
    "reallocation_approve",
    "reallocation_refuse",
    "reallocation_reverse",
    "reallocation_copy",
    "reallocation_state",
    "reallocation_memo",
    "hearing_link_add",
    "hearing_link_revoke",
    "hearing_statement",
    # The demo has no draft and no guest; see test_reallocation.
    "reallocation_edit",
    "hearing",
    "invited_answer",
}


PROPOSED = "select part_uuid from activities_comment where proposal != ''"


def pages(database: Path) -> dict[str, str]:
    """An address for every name that shows a page, on the demo's rows."""
    with sqlite3.connect(database) as connection:
        cursor = connection.cursor()

        def first(table: str, where: str = "1=1") -> UUID:
            sql = f"select uuid from {table} where {where} order by id desc limit 1"
            return UUID(cursor.execute(sql).fetchone()[0])

        [nonce] = cursor.execute("select nonce from activities_invitation").fetchone()
        token = invitations.sign(nonce)
        [person] = cursor.execute("select id from partnership_contactperson limit 1").fetchone()
        chapter = first("activities_chapter", "title = 'Fælleshaven'")
        own = "activity_id = (select activity_id from activities_chapter where title='Fælleshaven')"
        arguments = {
            "login": [],
            "home": [],
            "plans": [],
            "mail_settings": [],
            "organisations": [],
            "organisation": [first("partnership_organisation", "name = 'Husum for alle'")],
            "organisation_add": [],
            "organisation_edit": [first("partnership_organisation", "name = 'Husum for alle'")],
            "contact_add": [first("partnership_organisation", "name = 'Husum for alle'")],
            "contact_edit": [first("partnership_organisation", "name = 'Husum for alle'"), person],
            "plan": [*PLAN],
            "sources": [PLAN[0]],
            "source_add": [PLAN[0]],
            "source": [first("activities_source")],
            "source_edit": [first("activities_source")],
            "plan_preview": [*PLAN],
            "front_matter": [*PLAN],
            "theory_of_change": [*PLAN],
            "economy": [*PLAN],
            "activity_add": [*PLAN],
            "activity_money": [*PLAN, "sekretariatsbetjening"],
            "cell_history": [*PLAN, first("budgets_budgetline", own), PLAN[1]],
            "budget_changes": [*PLAN],
            "theory_item_edit": [*PLAN, first("partnership_theoryitem")],
            "chapter": [*PLAN, "faelleshaven"],
            "chapter_history": [*PLAN, "faelleshaven"],
            "chapter_versions": [*PLAN, "faelleshaven"],
            "plan_history": [*PLAN],
            "plan_versions": [*PLAN],
            "plan_section_edit": [first("activities_plansection")],
            "heading_edit": [chapter],
            "section_edit": [first("activities_section")],
            "part_edit": [first("activities_listpart")],
            "row_add": [first("activities_listpart", "kind = 'timetable'")],
            "row_edit": ["responsibilities", first("activities_responsibility")],
            "target_add": [first("activities_deliverable")],
            "target_edit": [first("activities_target")],
            "reconciliation": [*PLAN],
            "stated_add": [*PLAN],
            "stated_edit": [first("budgets_statedfigure", "doubt != '' and unit = 'count'")],
            "stated_explain": [first("budgets_statedfigure", "stated = 1970000")],
            "reallocations": [*PLAN],
            "reallocation": [*PLAN, 1],
            "reallocation_new": [*PLAN],
            "comments": [*PLAN],
            "comments_on": ["section", UUID(cursor.execute(PROPOSED).fetchone()[0])],
            "invitations": [*PLAN],
            "invited": [token],
            "invited_chapter": [token, "faelleshaven"],
            "invited_comment": [token, "plan_section", first("activities_plansection")],
        }
    return {name: reverse(name, args=args) for name, args in arguments.items()}


def draft_pages(database: Path) -> dict[str, str]:
    """Addresses of what is written in place until a plan is approved, on the demo's draft."""
    with sqlite3.connect(database) as connection:

        def own(table: str) -> UUID:
            sql = f"""select uuid from {table} where activity_id =
                (select id from activities_activity where slug = 'lys-paa-pladsen')"""
            return UUID(connection.execute(sql).fetchone()[0])

        chapter = own("activities_chapter")
        plan = ("eksempelby", 2024)
        table = [*plan, "lys-paa-pladsen"]
        arguments = {
            "economy_edit": plan,
            "money_line_add": table,
            "money_line_edit": [*table, own("budgets_budgetline")],
            "money_note_add": table,
            "money_note_edit": [*table, own("budgets_budgetnote")],
            "line_add": [chapter],
            "line_edit": [chapter, own("budgets_budgetline")],
            "note_add": [chapter],
            "note_edit": [chapter, own("budgets_budgetnote")],
        }
    return {name: reverse(name, args=args) for name, args in arguments.items()}


def untold(told: set[str]) -> set[str]:
    """Names in the resolver that neither show a page here nor are known not to."""
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    return names - told - NO_PAGE
