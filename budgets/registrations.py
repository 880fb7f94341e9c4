"""What the budget contributes to the lower apps' pages and documents."""

from django.utils.translation import gettext_lazy as _

from activities.document.context import chapter_blocks, plan_parts
from activities.figures import outline_columns, plan_figures
from activities.services.approval import approval_contributions
from activities.services.export import export_formats
from activities.services.lifecycle import at_approval
from activities.views.page import chapter_panels
from budgets import (
    contributions,
    demo,
    demo_decisions,
    demo_stated,
    document,
    history,
    navigation,
    waiting,
)
from budgets.exports.files import FORMATS
from budgets.services import reminders as reallocation_reminders
from budgets.services.ledger import mark_original
from budgets.services.reallocation_mail import TOPIC
from budgets.views.panel import NAME, budget_panel
from partnership.demo import demo_acts, demo_loaders
from partnership.home import home_items
from partnership.mail import Topic, topics
from partnership.navigation import menu
from partnership.reminders import reminders

history.register()
at_approval.add("original", mark_original)
approval_contributions.add("money", contributions.approval)

demo_loaders.add("budgets", demo.load, order=20)
demo_loaders.add("stated", demo_stated.load, order=30)
demo_acts.add("decisions", demo_decisions.load, order=20)

plan_parts.add("economy", document.overview, order=40)
chapter_blocks.add("economy", document.chapter_table, order=85)

for order, (name, export) in enumerate(FORMATS.items(), start=20):
    export_formats.add(name, export, order=order)

chapter_panels.add(NAME, budget_panel, order=85)
plan_figures.add("economy", contributions.figures, order=20)
outline_columns.add("economy", contributions.outline_column)
menu.add("economy", navigation.entries, order=30)

home_items.add("reallocations", waiting.home_reallocations, order=5)
topics.add(
    TOPIC,
    Topic(
        _("Reallocations"),
        _(
            "When money is to be moved and you are asked or can decide, when somebody makes a "
            "statement, and when it is decided. Of what a guest says in one day the first comes at "
            "once, the rest once a day."
        ),
    ),
    order=30,
)
reminders.add("hearings", reallocation_reminders.remind_of_hearings, order=10)
reminders.add("ended hearings", reallocation_reminders.tell_of_ended_hearings, order=20)
