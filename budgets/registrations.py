"""What the budget contributes to the lower apps' pages and documents."""

from activities.document.context import chapter_blocks, plan_parts
from budgets import demo, document
from partnership.demo import demo_loaders

demo_loaders.add("budgets", demo.load, order=20)

plan_parts.add("economy", document.overview, order=40)
chapter_blocks.add("economy", document.chapter_table, order=85)
