"""What plans and chapters contribute: demo data and the document's parts."""

from activities import demo
from activities.document import chapters, front
from activities.document.context import plan_parts
from partnership.demo import demo_loaders

demo_loaders.add("activities", demo.load, order=10)

plan_parts.add("introduction", front.introduction, order=10)
plan_parts.add("theory", front.theory, order=20)
plan_parts.add("focus_areas", front.focus_areas, order=30)
plan_parts.add("chapters", chapters.parts, order=90)
chapters.register()
