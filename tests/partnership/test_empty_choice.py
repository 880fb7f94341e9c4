"""An empty choice is said in words."""

from activities.forms import MilestoneForm, ResponsibilityForm
from activities.models import Milestone, Responsibility
from budgets.forms import NoteForm
from budgets.models import BudgetNote


def test_no_choice_is_a_row_of_dashes(db):
    forms = (
        MilestoneForm(instance=Milestone()),
        ResponsibilityForm(instance=Responsibility()),
        NoteForm(instance=BudgetNote()),
    )
    for form in forms:
        assert "---" not in form.as_p()
        assert "Ikke valgt" in form.as_p()
