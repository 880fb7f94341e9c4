"""What the history of a chapter keeps of its money."""

from django.utils.translation import gettext_lazy as _

from activities.services.snapshots import chapter_items
from budgets.choices import Mark
from budgets.models import BudgetLine, BudgetNote
from budgets.services.history import chapter_money
from partnership.formats import kroner
from partnership.history import ItemKind, item_kinds

LINE = ItemKind(
    BudgetLine,
    ("label", "category", "administrator", "psp_element", "funder", "counts_in_total"),
    lambda item: item.fields["label"],
    labels=(("amounts", _("amount")), ("marks", _("printed as")), ("closed", _("closed"))),
    by_year=(("amounts", kroner), ("marks", lambda mark: str(Mark(mark).label))),
)
NOTE = ItemKind(BudgetNote, ("scope", "line", "year", "text"), lambda item: item.fields["text"])


def register() -> None:
    for kind in (LINE, NOTE):
        item_kinds.add(kind.key, kind)
    chapter_items.add("money", chapter_money)
