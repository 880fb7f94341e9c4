"""The base app's models, one concept a module."""

from partnership.models.audit import AuditEntry
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
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "Partnership",
    "Seat",
    "Succession",
    "TheoryItem",
    "Unit",
    "User",
]
