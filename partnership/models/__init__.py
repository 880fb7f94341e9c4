"""The base app's models, one concept a module."""

from partnership.models.audit import AuditEntry
from partnership.models.follow_ups import FollowUp
from partnership.models.history import Revision, Stretch
from partnership.models.mail import Mail, MailSetting
from partnership.models.organisations import (
    ContactPerson,
    Organisation,
    OrganisationAlias,
    Succession,
)
from partnership.models.partnerships import (
    Agreement,
    AgreementParty,
    Area,
    FocusArea,
    Partnership,
    Unit,
)
from partnership.models.people import User
from partnership.models.presence import Presence
from partnership.models.rights import Body, Membership, Seat
from partnership.models.theory import TheoryItem

__all__ = [
    "Agreement",
    "AgreementParty",
    "Area",
    "AuditEntry",
    "Body",
    "ContactPerson",
    "FocusArea",
    "FollowUp",
    "Mail",
    "MailSetting",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "Partnership",
    "Presence",
    "Revision",
    "Seat",
    "Stretch",
    "Succession",
    "TheoryItem",
    "Unit",
    "User",
]
