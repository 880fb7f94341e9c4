"""What plans and chapters contribute: demo data and the document's parts."""

from django.utils.translation import gettext_lazy as _

from activities import contributions, demo, demo_comments, history, navigation
from activities.document import chapters, front
from activities.document.build import build
from activities.document.context import plan_parts
from activities.document.pdf import render_pdf
from activities.figures import plan_figures
from activities.services.export import ExportFormat, export_formats
from activities.views import panels
from partnership.demo import demo_acts, demo_loaders
from partnership.home import home_items
from partnership.mail import Topic, topics
from partnership.navigation import menu

history.register()

demo_loaders.add("activities", demo.load, order=10)
demo_acts.add("comments", demo_comments.load, order=10)

plan_parts.add("introduction", front.introduction, order=10)
plan_parts.add("theory", front.theory, order=20)
plan_parts.add("focus_areas", front.focus_areas, order=30)
plan_parts.add("chapters", chapters.parts, order=90)
chapters.register()

export_formats.add(
    "pdf", ExportFormat("pdf", "application/pdf", lambda plan: render_pdf(build(plan)))
)

panels.register()
plan_figures.add("chapters", contributions.figures, order=10)
home_items.add("plans", contributions.home_plans, order=10)
menu.add("plans", navigation.entries, order=20)

topics.add(
    "comments",
    Topic(
        _("Comments on my chapters"),
        _(
            "When somebody comments on a chapter you are responsible for, or answers your comment. "
            "Of what a guest writes in one day the first comes at once, the rest once a day."
        ),
    ),
    order=10,
)
topics.add(
    "proposals",
    Topic(_("My proposals"), _("When a change that you proposed is taken into the text.")),
    order=20,
)
