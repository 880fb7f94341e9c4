"""How much a guest writes by one link, and how often those who keep the text are told of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Invitation
from activities.services import comments, invitations
from activities.services.comments import CommentRefused
from partnership.models import Mail
from partnership.services.links import Limit
from tests import factories


@pytest.fixture
def guest(cast) -> Invitation:
    return factories.make_invitation(cast.plan, cast.secretariat, name="Gitte Gæst")


@pytest.fixture
def few(monkeypatch) -> Limit:
    """A bound that is soon reached."""
    limit = Limit(a_day=3, in_all=5)
    monkeypatch.setattr(invitations, "REMARKS", limit)
    return limit


@pytest.fixture
def section(cast):
    return cast.chapter.sections.get(kind="purpose")


def write(section, guest, times: int = 1) -> None:
    for _ in range(times):
        factories.make_comment(section, by=guest, tell=True)


def test_a_link_sends_so_many_remarks_a_day_answers_included(section, guest, few):
    write(section, guest, few.a_day - 1)
    comment = guest.comments.first()
    comments.answer_comment(comment, text="Og mere.", by=guest)
    with pytest.raises(CommentRefused, match=str(few.a_day)):
        write(section, guest)
    with pytest.raises(CommentRefused):
        comments.answer_comment(comment, text="Og endnu mere.", by=guest)


def test_what_others_answer_takes_no_place(cast, section, guest, few):
    write(section, guest, few.a_day - 1)
    comments.answer_comment(guest.comments.first(), text="Tak.", by=cast.lead)
    write(section, guest)
    assert guest.comments.count() == few.a_day


def test_a_link_sends_so_many_remarks_in_all(section, guest, few, monkeypatch):
    now = timezone.now()
    write(section, guest, few.a_day)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    write(section, guest, few.in_all - few.a_day)
    with pytest.raises(CommentRefused, match=str(few.in_all)):
        write(section, guest)


def test_another_guest_writes_on(cast, section, guest, few):
    write(section, guest, few.a_day)
    write(section, factories.make_invitation(cast.plan, cast.secretariat))


def test_a_link_that_is_revoked_meanwhile_sends_nothing(cast, section, guest):
    invitations.revoke_invitation(guest, by=cast.secretariat)
    guest.revoked_at = None  # as the guest's request has read it
    with pytest.raises(CommentRefused):
        write(section, guest)


def test_of_a_guests_burst_the_first_comes_at_once_and_the_rest_together(cast, section, guest):
    write(section, guest, 2)
    comments.answer_comment(guest.comments.first(), text="Og mere.", by=guest)
    mails = Mail.objects.filter(recipient=cast.lead.email).order_by("id")
    assert list(mails.values_list("frequency", flat=True)) == ["at_once", "daily", "daily"]


def test_whoever_has_not_been_told_of_the_guest_today_is_told_at_once(cast, section, guest):
    write(section, guest, 2)
    write(cast.other_chapter.sections.get(kind="purpose"), guest)
    mails = Mail.objects.filter(recipient=cast.other_lead.email)
    assert list(mails.values_list("frequency", flat=True)) == ["at_once"]


def test_an_answer_reaches_the_guest_at_once_however_much_was_written(cast, section, guest):
    Invitation.objects.filter(pk=guest.pk).update(email="gitte@example.dk")
    guest.refresh_from_db()
    write(section, guest, 3)
    comments.answer_comment(guest.comments.last(), text="Tak.", by=cast.lead)
    mail = Mail.objects.get(recipient="gitte@example.dk", stage="comment.answered")
    assert mail.frequency == "at_once"
