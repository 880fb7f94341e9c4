"""What the budget contributes to the lower apps' pages and documents."""

from activities.document.context import chapter_blocks, plan_parts
from activities.figures import outline_columns, plan_figures
from activities.views.page import chapter_panels
from budgets import contributions, demo, document, history, navigation
from budgets.views.panel import NAME, budget_panel
from partnership.demo import demo_loaders
from partnership.navigation import menu

history.register()

demo_loaders.add("budgets", demo.load, order=20)

plan_parts.add("economy", document.overview, order=40)
chapter_blocks.add("economy", document.chapter_table, order=85)

chapter_panels.add(NAME, budget_panel, order=85)
plan_figures.add("economy", contributions.figures, order=20)
outline_columns.add("economy", contributions.outline_column)
menu.add("economy", navigation.entries, order=30)
