"""The closed lists of the base app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    ADMINISTRATION = "administration", pgettext_lazy("kind of organisation", "Administration")
    MUNICIPAL_UNIT = "municipal_unit", _("Municipal unit")
    POLICE = "police", _("Police")
    SSP = "ssp", _("SSP")
    HOUSING = "housing", _("Housing association")
    HOUSING_PLAN = "housing_plan", _("Social housing plan")
    ASSOCIATION = "association", pgettext_lazy("kind of organisation", "Association")
    SCHOOL = "school", _("School or institution")
    COMPANY = "company", _("Company")
    RESIDENT_GROUP = "resident_group", _("Residents' group")
    NATIONAL = "national", _("National body")


class BodyKind(models.TextChoices):
    STEERING_GROUP = "steering_group", _("Steering group")
    WORKING_GROUP = "working_group", _("Working group")
    SECRETARIAT = "secretariat", _("Secretariat")
    DECIDER = "decider", _("Deciding administration")


class Role(models.TextChoices):
    """What a seat lets its holder do, in a partnership or in a unit."""

    SECRETARIAT = "secretariat", _("Secretariat")
    WORKING_GROUP = "working_group", _("Working group")
    STEERING_GROUP = "steering_group", _("Steering group")
    DECIDER = "decider", _("Decider")
    CONTRIBUTOR = "contributor", pgettext_lazy("role of a person", "Contributor")
    READER = "reader", _("Reader")
    ADMINISTRATOR = "administrator", _("Administrator")
    DRAFTER = "drafter", _("Drafter")
    APPROVER = "approver", _("Approver")


UNIT_ROLES = (Role.DRAFTER, Role.APPROVER)
PARTNERSHIP_ROLES = tuple(role for role in Role if role not in UNIT_ROLES)


class TheoryColumn(models.TextChoices):
    EFFORT = "effort", _("Effort")
    RESULT = "result", _("Result")
    EFFECT = "effect", _("Effect")


class Act(models.TextChoices):
    """How an entry of the history came about."""

    BASELINE = "baseline", pgettext_lazy("entry of the history", "As it was at the start")
    EDIT = "edit", pgettext_lazy("entry of the history", "Edited")
    RESTORE = "restore", pgettext_lazy("entry of the history", "Earlier version restored")
    PROPOSAL = "proposal", pgettext_lazy("entry of the history", "Proposal accepted")


class MailFrequency(models.TextChoices):
    """When a person gets the mails about a topic."""

    AT_ONCE = "at_once", pgettext_lazy("how often mail is sent", "At once")
    DAILY = "daily", pgettext_lazy("how often mail is sent", "Once a day, in one mail")
    NONE = "none", pgettext_lazy("how often mail is sent", "No mail")


#: What a mail is queued as; for none there is no mail.
SENT_FREQUENCIES = [choice for choice in MailFrequency.choices if choice[0] != MailFrequency.NONE]
