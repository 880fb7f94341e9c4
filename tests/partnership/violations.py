"""What violates each constraint of the base app.

By the constraint's name: a valid row, and what a copy of it is to differ in.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db.models import Model

from partnership.choices import Role
from partnership.models import (
    AgreementParty,
    FocusArea,
    Mail,
    MailSetting,
    Membership,
    OrganisationAlias,
    Presence,
    Revision,
    Seat,
    Stretch,
    Succession,
    TheoryItem,
    Unit,
)
from partnership.services import history, presence
from tests import factories
from tests.partnership.mailing import make_mail

#: Gives a valid row, and from it the columns that a violating copy differs in.
Violation = tuple[Callable[[], Model], Callable[[Any], dict[str, object]]]


def a_party() -> AgreementParty:
    agreement = factories.make_agreement(factories.make_partnership())
    organisation = factories.make_organisation()
    return AgreementParty.objects.create(agreement=agreement, organisation=organisation)


def a_focus_area() -> FocusArea:
    return factories.make_agreement(factories.make_partnership()).focus_areas.get()


def a_theory_item() -> TheoryItem:
    agreement = factories.make_agreement(factories.make_partnership())
    return TheoryItem.objects.create(agreement=agreement, column="effort", text="Naboskab")


def an_alias() -> OrganisationAlias:
    return factories.make_organisation().aliases.create(name="fsb")


def a_succession() -> Succession:
    return Succession.objects.create(
        predecessor=factories.make_organisation(),
        successor=factories.make_organisation(),
        on="2024-09-01",
    )


def a_membership() -> Membership:
    return factories.make_member(
        factories.make_organisation(), factories.make_partnership()
    ).memberships.get()


def a_body():
    return factories.make_plan().partnership.bodies.first()


def a_seat() -> Seat:
    partnership = factories.make_partnership()
    return factories.make_user(role=Role.READER, partnership=partnership).seats.get()


def a_seat_in_a_unit() -> Seat:
    unit = Unit.objects.create(
        name="KFF", short_name="KFF", organisation=factories.make_organisation()
    )
    return factories.make_user(role=Role.DRAFTER, unit=unit).seats.get()


def a_mail() -> Mail:
    return make_mail(factories.make_user())


def a_mail_setting() -> MailSetting:
    return factories.make_user().mail_settings.create(topic="comments", frequency="daily")


def a_revision() -> Revision:
    return history.settle(factories.make_chapter(factories.make_plan()))


def a_stretch() -> Stretch:
    return Stretch.objects.get(subject_uuid=a_revision().subject_uuid)


def a_presence() -> Presence:
    place = uuid4()
    presence.be_here(place, tab="a", user=factories.make_user())
    return Presence.objects.get(place_uuid=place)


def same(row: Model) -> dict[str, object]:
    return {}


VIOLATIONS: dict[str, Violation] = {
    "organisation_name_unique": (factories.make_organisation, same),
    "organisation_kind_known": (factories.make_organisation, lambda row: {"kind": "club"}),
    "organisation_not_its_own_parent": (
        factories.make_organisation,
        lambda row: {"id": row.pk + 1000, "parent_id": row.pk + 1000, "name": "Another"},
    ),
    "alias_once_per_organisation": (an_alias, same),
    "succession_by_another": (a_succession, lambda row: {"successor_id": row.predecessor_id}),
    "agreement_years_in_order": (
        lambda: factories.make_agreement(factories.make_partnership()),
        lambda row: {"first_year": row.last_year + 1},
    ),
    "agreement_starts_once": (lambda: factories.make_agreement(factories.make_partnership()), same),
    "party_once_per_agreement": (a_party, same),
    "focus_area_letter_once": (a_focus_area, same),
    "focus_area_hue_known": (a_focus_area, lambda row: {"letter": "X", "hue": "pink"}),
    "user_email_unique_whatever_case": (
        factories.make_user,
        lambda row: {"email": row.email.upper()},
    ),
    "body_once_per_partnership": (a_body, same),
    "body_kind_known": (a_body, lambda row: {"kind": "board"}),
    "seat_role_fits_place": (a_seat, lambda row: {"role": Role.DRAFTER}),
    "seat_once_per_partnership": (a_seat, same),
    "seat_once_per_unit": (a_seat_in_a_unit, same),
    "membership_once": (a_membership, same),
    "membership_dates_in_order": (
        a_membership,
        lambda row: {"starts_on": "2024-02-01", "ends_on": "2024-01-31"},
    ),
    "mail_once": (a_mail, same),
    "mail_recipient_lower_case": (a_mail, lambda row: {"recipient": row.recipient.upper()}),
    "mail_frequency_known": (a_mail, lambda row: {"stage": "other", "frequency": "none"}),
    "mail_claim_has_a_time": (
        a_mail,
        lambda row: {"stage": "other", "claimed_at": "2024-05-01 12:00+00:00"},
    ),
    "mail_claimed_before_sent": (
        a_mail,
        lambda row: {"stage": "other", "sent_at": "2024-05-01 12:00+00:00"},
    ),
    "mail_setting_once": (a_mail_setting, same),
    "mail_setting_frequency_known": (
        a_mail_setting,
        lambda row: {"topic": "other", "frequency": "yearly"},
    ),
    "stretch_once_per_subject": (a_stretch, same),
    "stretch_act_known": (
        a_stretch,
        lambda row: {"act": "dreamt", "subject_uuid": uuid4().hex},
    ),
    "revision_number_once": (a_revision, same),
    "revision_act_known": (
        a_revision,
        lambda row: {"act": "dreamt", "number": row.number + 1},
    ),
    "presence_once_per_window": (a_presence, same),
    "theory_column_known": (a_theory_item, lambda row: {"column": "hope"}),
    "theory_text_given": (a_theory_item, lambda row: {"text": ""}),
}
