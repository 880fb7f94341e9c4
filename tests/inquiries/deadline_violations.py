"""What violates each constraint of deadlines, rules, closing days and follow-ups."""

from datetime import date
from typing import Any

from inquiries.models import ClosingDay, Extension, Inquiry, Pause, UnitRules
from inquiries.services.extensions import extend, pause
from partnership.models import FollowUp
from partnership.services.follow_ups import add_follow_up
from tests import inquiry_factories


def an_inquiry() -> Inquiry:
    unit = inquiry_factories.make_unit()
    return inquiry_factories.make_inquiry(unit, by=inquiry_factories.make_drafter(unit))


def an_extension() -> Extension:
    inquiry = an_inquiry()
    by = inquiry_factories.make_drafter(inquiry.unit)
    extend(inquiry, days=1, reason="Tal", agreed_with="Kim", seen=0, by=by)
    return inquiry.extensions.get()


def a_pause() -> Pause:
    inquiry = an_inquiry()
    by = inquiry_factories.make_drafter(inquiry.unit)
    pause(inquiry, starts_on=date(2024, 11, 25), reason="svar", by=by)
    return inquiry.pauses.get()


def some_rules() -> UnitRules:
    return inquiry_factories.make_unit().rules


def a_closing_day() -> ClosingDay:
    return ClosingDay.objects.create(on=date(2024, 12, 24), name="Juleaften")


def a_follow_up() -> FollowUp:
    unit = inquiry_factories.make_unit()
    owner = inquiry_factories.make_drafter(unit)
    return add_follow_up(by=owner, unit=unit, what="Sender listen.", owner=owner)


def differs(**columns: Any):
    return lambda row: columns


VIOLATIONS = {
    "extension_days_in_range": (an_extension, differs(days=0)),
    "extension_with_reason_and_consent": (an_extension, differs(agreed_with="")),
    "pause_dates_in_order": (a_pause, differs(ends_on=date(2024, 11, 24))),
    "pause_one_at_a_time": (a_pause, differs()),
    "pause_with_reason": (a_pause, differs(reason="", ends_on=date(2024, 11, 25))),
    "rules_deadline_in_range": (some_rules, differs(deadline_days=366)),
    "rules_day_count_known": (some_rules, differs(day_count="lunar")),
    "rules_start_known": (some_rules, differs(starts_from="never")),
    "closing_day_named": (a_closing_day, differs(on=date(2024, 12, 31), name="")),
    "follow_up_says_what": (a_follow_up, differs(what="")),
    "follow_up_belongs_somewhere": (a_follow_up, differs(unit_id=None)),
    "follow_up_done_by_somebody": (a_follow_up, differs(done_by_name="Kim")),
}
