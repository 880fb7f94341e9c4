"""The closed lists of plans and chapters."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a plan", "Draft")
    HEARING = "hearing", pgettext_lazy("state of a plan", "In hearing")
    RECOMMENDED = "recommended", pgettext_lazy("state of a plan", "Recommended")
    APPROVED = "approved", pgettext_lazy("state of a plan", "Approved")
    REVISION = "revision", pgettext_lazy("state of a plan", "Under revision")
    CLOSED = "closed", pgettext_lazy("state of a plan", "Closed")


class PlanAct(models.TextChoices):
    """What is decided about a plan as a whole."""

    APPROVE = "approve", pgettext_lazy("decision about a plan", "Approved")
    REOPEN = "reopen", pgettext_lazy("decision about a plan", "Put under revision")


#: The states in which a plan's texts may be edited.
EDITABLE_STATES = (PlanState.DRAFT, PlanState.HEARING, PlanState.REVISION)


class Placement(models.TextChoices):
    """Where in the printed plan a section of its front matter stands."""

    INTRODUCTION = "introduction", _("Introduction")
    THEORY = "theory", _("Theory of change")
    FOCUS_AREAS = "focus_areas", _("Focus areas")
    ECONOMY = "economy", _("Economy")


class SectionKind(models.TextChoices):
    OPENING = "opening", _("Opening")
    BACKGROUND = "background", _("Background")
    PURPOSE = "purpose", _("Purpose and content")
    COMMUNICATION = "communication", _("Communication and dialogue")


class PartKind(models.TextChoices):
    GOALS = "goals", _("Goals")
    TARGET_GROUPS = "target_groups", _("Target groups")
    TIMETABLE = "timetable", _("Timetable")
    DELIVERABLES = "deliverables", _("Deliverables")
    RESPONSIBILITIES = "responsibilities", _("Responsible parties")


class GrantPeriod(models.TextChoices):
    ONE_YEAR = "one_year", _("One year at a time")
    SEVERAL_YEARS = "several_years", _("Several years")


class ResponsibilityRole(models.TextChoices):
    LEAD = "lead", _("Responsible")
    PARTNER = "partner", _("Partner")
    CONTRIBUTOR = "contributor", _("Contributor")
    FUNDER = "funder", _("Funder")


class Recurrence(models.TextChoices):
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")


class Basis(models.TextChoices):
    """What a deliverable's number is counted over."""

    IN_TOTAL = "in_total", _("in total")
    PER_YEAR = "per_year", pgettext_lazy("how often", "a year")
    PER_MONTH_AVERAGE = "per_month_average", _("a month on average")
    PER_WEEK = "per_week", _("a week")
    PER_COHORT = "per_cohort", _("per cohort")
    AT_A_TIME = "at_a_time", _("at a time")


class CommentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a comment", "Open")
    ANSWERED = "answered", pgettext_lazy("state of a comment", "Answered")
    SETTLED = "settled", pgettext_lazy("state of a comment", "Settled")


#: What a comment can be about: a text or a list as a whole, or one row of a list.
COMMENTED_PARTS = ("section", "part", "plan_section")
COMMENTED = (*COMMENTED_PARTS, *PartKind.values)
