"""The budget table as a panel of a chapter's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.views.page import ChapterPage, Panel
from budgets.permissions import may_correct_closed_years, may_edit_budget
from budgets.services.economy import activity_row

NAME = "economy"


def budget_panel(page: ChapterPage) -> Panel:
    row = activity_row(page.chapter.plan, page.chapter)
    user = page.request.user
    may_edit = may_edit_budget(user, page.chapter)
    context = {
        "table": row,
        "rows": [
            {"row": line, "opened": page.is_open(f"line-{line.line.uuid}")} for line in row.lines
        ],
        "notes": [
            {"numbered": note, "opened": page.is_open(f"note-{note.note.uuid}")}
            for note in row.notes
        ],
        "may_edit": may_edit,
        "may_edit_lines": may_edit or may_correct_closed_years(user, page.chapter),
        "new_line": page.is_open("new-line"),
        "new_note": page.is_open("new-note"),
        "add_line_url": reverse("line_add", args=[page.chapter.uuid]),
        "add_note_url": reverse("note_add", args=[page.chapter.uuid]),
        "span": len(row.years) + 2,
    }
    return Panel(NAME, _("Economy"), "budgets/panel.html", context)
